import CLinux
import Glibc

/// An open serial port, set up for receiving; closing it puts its former settings back, except that
/// the terminal no longer sends back what it receives.
struct SerialPort: ~Copyable {
    /// Where it was opened.
    let path: String
    private let terminal: Descriptor
    private let former: clinux_termios2
    private let isExclusive: Bool
    /// What the driver does not do as asked.
    let mismatches: [SettingMismatch]

    /// The number that system calls take.
    var number: Int32 { terminal.number }

    /// Opens and sets up a port.
    ///
    /// Whether somebody else has it is asked before anything is changed: first without opening
    /// it, because opening alone raises DTR and RTS under the other's hands.
    static func open(
        _ source: SerialSource, at path: String
    ) throws(DeviceError) -> SerialPort {
        if source.baudRate == 0 {
            throw .invalidParameter(
                name: "baudRate", value: "0", reason: "a rate of 0 hangs the line up")
        }
        // A file is none, and need not be locked to find out.
        if let status = try? SystemCalls.status(atPath: path),
            status.mode & S_IFMT == S_IFREG
        {
            throw .notATerminal(path: path)
        }
        if source.exclusive, !PortHolders.lockHolders(of: path).isEmpty {
            throw .busy(path: path, holders: [])
        }
        do throws(SystemError) {
            let terminal = try SystemCalls.open(path, O_RDONLY | O_NOCTTY | O_NONBLOCK)
            if source.exclusive, try !SystemCalls.lockExclusively(terminal.number) {
                throw SystemError(call: "flock", number: EBUSY)
            }
            let former = try SystemCalls.attributes(ofTerminal: terminal.number)
            // Before all that takes time: a terminal sends back what it receives until it is told
            // otherwise, and a radio would transmit it.
            try SystemCalls.setAttributes(ofTerminal: terminal.number, SerialLine.silent(former))
            try setModemLines(terminal.number, source)
            if source.exclusive {
                try SystemCalls.setExclusive(terminal: terminal.number, true)
            }
            let wanted = SerialLine.attributes(for: source, over: former)
            // Until it was silent, the terminal read what came as typed text: octets that erase a
            // character or end a line are gone, and nobody can tell where.
            try SystemCalls.flush(terminal: terminal.number)
            try SystemCalls.setAttributes(ofTerminal: terminal.number, wanted)
            let actual = try SystemCalls.attributes(ofTerminal: terminal.number)
            let mismatches =
                SerialLine.mismatches(asked: wanted, actual: actual)
                + setLowLatency(terminal.number, source)
            return SerialPort(
                path: path, terminal: terminal, former: former, isExclusive: source.exclusive,
                mismatches: mismatches)
        } catch {
            throw explain(error, path)
        }
    }

    /// Goes on at another rate; what the driver does not do of it, and nothing when the device is
    /// gone, which the next read tells.
    func set(rate: UInt32, of source: SerialSource) -> [SettingMismatch] {
        var source = source
        source.baudRate = rate
        do throws(SystemError) {
            let former = try SystemCalls.attributes(ofTerminal: number)
            let wanted = SerialLine.attributes(for: source, over: former)
            try SystemCalls.setAttributes(ofTerminal: number, wanted)
            let actual = try SystemCalls.attributes(ofTerminal: number)
            return SerialLine.mismatches(asked: wanted, actual: actual)
        } catch {
            return []
        }
    }

    private init(
        path: String, terminal: consuming Descriptor, former: clinux_termios2, isExclusive: Bool,
        mismatches: [SettingMismatch]
    ) {
        self.path = path
        self.terminal = terminal
        self.former = former
        self.isExclusive = isExclusive
        self.mismatches = mismatches
    }

    deinit {
        // Both fail when the device is gone, and then there is nothing to put back.
        if isExclusive { try? SystemCalls.setExclusive(terminal: terminal.number, false) }
        let settings = SerialLine.withoutEcho(former)
        try? SystemCalls.setAttributes(ofTerminal: terminal.number, settings)
    }

    private static func explain(_ error: SystemError, _ path: String) -> DeviceError {
        switch error.number {
        case EBUSY: .busy(path: path, holders: [])
        case ENOTTY: .notATerminal(path: path)
        default: error.at(path)
        }
    }

    /// A terminal without modem lines (a pseudoterminal, some USB devices) is none the worse.
    private static func setModemLines(
        _ terminal: Int32, _ source: SerialSource
    ) throws(SystemError) {
        do throws(SystemError) {
            try SystemCalls.setModemLines(
                ofTerminal: terminal, dataTerminalReady: source.dataTerminalReady,
                requestToSend: source.requestToSend || source.flowControl == .hardware)
        } catch {
            guard error.number == ENOTTY || error.number == EINVAL else { throw error }
        }
    }

    private static func setLowLatency(
        _ terminal: Int32, _ source: SerialSource
    ) -> [SettingMismatch] {
        guard source.lowLatency else { return [] }
        if (try? SystemCalls.setLowLatency(terminal: terminal)) != nil { return [] }
        return [SettingMismatch(.lowLatency, asked: "on", actual: "off")]
    }
}
