import Synchronization

/// A radio on a serial port, without the radio: a pseudoterminal under a stable name.
///
/// A receiver opens ``path`` as it opens the name that udev gives to a real device. The radio can
/// be unplugged, which the receiver sees as it sees the real thing (end of file, then `EIO`), and
/// plugged in again, under the same name, on another terminal.
///
/// ```swift
/// let radio = try FakeSerialRadio(path: "/run/user/1000/uhf-radio")
/// try radio.waitForReader()
/// try radio.write(pass)
/// try radio.waitUntilRead()
/// radio.unplug()
/// ```
///
/// Unlike a real port a pseudoterminal has no rate: octets arrive as fast as they are written,
/// whatever baud rate is set, so the writer paces itself. It always has eight data bits and no
/// parity, knows no modem lines, and cannot send a break or an erred character.
public final class FakeSerialRadio: Sendable {
    /// The stable name: a symbolic link to the terminal in use, absent while unplugged.
    public let path: String

    /// How long ``write(_:)`` and the waits wait for the reader before they give up.
    public let patience: Duration

    private let state = Mutex(State())

    private struct State {
        var terminal: Pseudoterminal?
        /// The terminal that a link left behind leads to.
        var leftBehind: Pseudoterminal?
    }

    /// How long the radio sleeps between looks at what has no event of its own: at first as
    /// long as a reader usually takes, then longer and longer.
    private static let firstSleep = Duration.microseconds(50)
    private static let longestSleep = Duration.milliseconds(5)

    /// A radio at `path`, plugged in unless told otherwise. The directory must exist; whatever
    /// stood at `path` before is replaced when the radio is plugged in.
    public init(
        path: String, isPlugged: Bool = true, patience: Duration = .seconds(30)
    ) throws(FakeRadioError) {
        self.path = path
        self.patience = patience
        if isPlugged { try plug() }
    }

    deinit {
        unplug()
        state.withLock { $0.leftBehind?.closeSlave() }
    }
}

// MARK: Plugging

extension FakeSerialRadio {
    /// Whether the radio is plugged in.
    public var isPlugged: Bool { state.withLock { $0.terminal != nil } }

    /// The terminal that ``path`` leads to, such as `/dev/pts/3`; `nil` while unplugged.
    public var terminalPath: String? { state.withLock { $0.terminal?.path } }

    /// Plugs the radio in, on a new terminal. Does nothing when it is plugged in.
    public func plug() throws(FakeRadioError) {
        try state.withLock { (state) throws(FakeRadioError) in
            guard state.terminal == nil else { return }
            let fresh = try Pseudoterminal()
            try fresh.link(at: path)
            state.terminal = fresh
            state.leftBehind.take()?.closeSlave()
        }
    }

    /// Unplugs the radio. Octets that the reader has not read yet are lost, as in the real thing:
    /// see ``waitUntilRead()``.
    ///
    /// - Parameter leavingLink: whether the name stays behind, leading nowhere, as it does when
    ///   whoever made it was killed.
    public func unplug(leavingLink: Bool = false) {
        state.withLock { state in
            guard let former = state.terminal.take() else { return }
            // A terminal's number is free again when both its ends are closed: no name may then
            // lead to it, or the reader would open what has nothing to do with this radio.
            if !leavingLink { Pseudoterminal.removeLink(at: path, to: former.path) }
            former.closeMaster()
            if leavingLink {
                state.leftBehind = former
            } else {
                former.closeSlave()
            }
        }
    }
}

// MARK: Sending

extension FakeSerialRadio {
    /// Sends octets: returns when the kernel has taken all of them, which may be before the
    /// reader has read the last of them. Waits when the reader is slower.
    ///
    /// Octets sent while nobody has made the terminal raw are mangled, as on a real terminal.
    public func write(_ octets: some Collection<UInt8>) throws(FakeRadioError) {
        let octets = Array(octets)
        var sent = 0
        var deadline = ContinuousClock.now + patience
        var sleep = Self.firstSleep
        while sent < octets.count {
            let count = try withTerminal { (terminal) throws(FakeRadioError) in
                try terminal.write(octets[sent...])
            }
            sent += count
            if count > 0 {
                deadline = .now + patience
                sleep = Self.firstSleep
            } else {
                if .now > deadline { throw .readerTooSlow(unsent: octets.count - sent) }
                Self.rest(&sleep)
            }
        }
    }

    /// Waits until the reader has read every octet sent so far.
    public func waitUntilRead() throws(FakeRadioError) {
        try wait(orThrow: .readerTooSlow(unsent: 0)) { !$0.hasUnreadOctets }
    }

    /// Waits until a reader has opened the terminal and made it raw.
    public func waitForReader() throws(FakeRadioError) {
        try wait(orThrow: .noReader) { (terminal) throws(FakeRadioError) in
            try terminal.settings().isRaw
        }
    }

    /// How the reader has set up the line.
    public func lineSettings() throws(FakeRadioError) -> SerialLineSettings {
        try withTerminal { (terminal) throws(FakeRadioError) in try terminal.settings() }
    }

    /// Puts the line back as it is before anybody opens it: for the case that the reader was
    /// killed. A real port does this by itself when nobody has it open any more, but the radio
    /// keeps this one open.
    public func resetLine() throws(FakeRadioError) {
        try withTerminal { (terminal) throws(FakeRadioError) in try terminal.reset() }
    }

    /// Octets that the reader's side has sent to the radio since this was last asked: none,
    /// when the reader is a receiver.
    public func receivedOctets() throws(FakeRadioError) -> [UInt8] {
        try withTerminal { (terminal) throws(FakeRadioError) in try terminal.received() }
    }
}

// MARK: Waiting

extension FakeSerialRadio {
    /// Works with the terminal in use. The lock is held for one short step at a time, so that
    /// another thread can unplug the radio in the middle of a long write.
    private func withTerminal<Result: Sendable>(
        _ body: (Pseudoterminal) throws(FakeRadioError) -> Result
    ) throws(FakeRadioError) -> Result {
        try state.withLock { (state) throws(FakeRadioError) in
            guard let terminal = state.terminal else { throw .unplugged }
            return try body(terminal)
        }
    }

    private func wait(
        orThrow failure: FakeRadioError,
        until condition: (Pseudoterminal) throws(FakeRadioError) -> Bool
    ) throws(FakeRadioError) {
        let deadline = ContinuousClock.now + patience
        var sleep = Self.firstSleep
        while try !withTerminal(condition) {
            if .now > deadline { throw failure }
            Self.rest(&sleep)
        }
    }

    private static func rest(_ sleep: inout Duration) {
        Pseudoterminal.sleep(sleep)
        sleep = min(sleep * 2, longestSleep)
    }
}

/// Why a fake radio cannot do what it was asked to.
public enum FakeRadioError: Error, Hashable, Sendable {
    /// It is not plugged in, or was unplugged meanwhile.
    case unplugged
    /// The reader took nothing for too long; so many octets had not been sent yet.
    case readerTooSlow(unsent: Int)
    /// Nobody opened the terminal and made it raw.
    case noReader
    /// A system call failed with this `errno`.
    case system(call: String, number: Int32)
}
