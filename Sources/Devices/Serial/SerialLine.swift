import CLinux
import Glibc

/// The terminal attributes that make a port raw, at the wanted rate and character format.
enum SerialLine {
    /// How far a rate may be off, in thousandths: beyond about 2.5 % the last bit of a character
    /// is sampled in its neighbour.
    static let toleratedRateError: UInt64 = 25

    private static let characterFormat = UInt32(CSIZE | CSTOPB | PARENB | PARODD) | markOrSpace
    /// CMSPAR: the parity bit is constant.
    private static let markOrSpace: UInt32 = 0o10_000_000_000
    /// Parity and framing errors and breaks are looked for, and marked in what is read.
    private static let marking = UInt32(INPCK | PARMRK)
    /// CRTSCTS.
    private static let hardwareFlow: UInt32 = 0o20_000_000_000

    /// `former`, changed so that every octet arrives as it was sent, as soon as it is there.
    static func attributes(
        for source: SerialSource, over former: clinux_termios2
    ) -> clinux_termios2 {
        var line = former
        // What cfmakeraw clears, and all that would be done with input besides. A break is then
        // read as one zero octet; characters with errors are read as they came.
        line.c_iflag = source.flowControl == .software ? UInt32(IXON | IXOFF) : 0
        if source.lineErrors == .mark { line.c_iflag |= marking }
        line.c_oflag &= ~UInt32(OPOST)
        line.c_lflag = 0
        let rates = clinux_rate_mask | clinux_rate_mask << clinux_input_rate_shift
        line.c_cflag &= ~(characterFormat | hardwareFlow | rates)
        line.c_cflag |= clinux_other_rate | clinux_other_rate << clinux_input_rate_shift
        line.c_cflag |= UInt32(CREAD | CLOCAL) | format(of: source)
        if source.flowControl == .hardware { line.c_cflag |= hardwareFlow }
        line.c_ispeed = source.baudRate
        line.c_ospeed = source.baudRate
        withUnsafeMutableBytes(of: &line.c_cc) {
            // Read as soon as there is one octet, and never return without one: a read of 0 then
            // means that the device is gone.
            $0[Int(VMIN)] = 1
            $0[Int(VTIME)] = 0
        }
        return line
    }

    /// `former` without anything that is done with octets that come; rate and characters stay.
    static func silent(_ former: clinux_termios2) -> clinux_termios2 {
        var line = former
        line.c_iflag = 0
        line.c_lflag = 0
        return line
    }

    /// `former`, but nothing that comes is sent back.
    static func withoutEcho(_ former: clinux_termios2) -> clinux_termios2 {
        var line = former
        line.c_lflag &= ~UInt32(ECHO | ECHONL)
        return line
    }

    private static func format(of source: SerialSource) -> UInt32 {
        let bits: UInt32 =
            switch source.dataBits {
            case .five: UInt32(CS5)
            case .six: UInt32(CS6)
            case .seven: UInt32(CS7)
            case .eight: UInt32(CS8)
            }
        let parity: UInt32 =
            switch source.parity {
            case .none: 0
            case .even: UInt32(PARENB)
            case .odd: UInt32(PARENB | PARODD)
            case .space: UInt32(PARENB) | markOrSpace
            case .mark: UInt32(PARENB | PARODD) | markOrSpace
            }
        return bits | parity | (source.stopBits == .two ? UInt32(CSTOPB) : 0)
    }
}

// MARK: What the driver made of it

extension SerialLine {
    /// What differs between the attributes asked for and those that the driver says it set.
    ///
    /// Rates are compared as numbers: some drivers translate them back into the old rate bits.
    static func mismatches(
        asked: clinux_termios2, actual: clinux_termios2
    ) -> [SettingMismatch] {
        var found: [SettingMismatch] = []
        if !isNear(asked.c_ospeed, actual.c_ospeed) {
            found.append(
                SettingMismatch(
                    .baudRate, asked: "\(asked.c_ospeed)", actual: "\(actual.c_ospeed)"))
        }
        let texts: [(SettingMismatch.Setting, (clinux_termios2) -> String)] = [
            (.dataBits, dataBits), (.parity, parity), (.stopBits, stopBits),
            (.flowControl, flowControl), (.lineErrors, lineErrors),
        ]
        for (setting, text) in texts where text(asked) != text(actual) {
            found.append(SettingMismatch(setting, asked: text(asked), actual: text(actual)))
        }
        return found
    }

    static func isNear(_ asked: UInt32, _ actual: UInt32) -> Bool {
        let difference = UInt64(asked > actual ? asked - actual : actual - asked)
        return difference * 1_000 <= UInt64(asked) * toleratedRateError
    }

    private static func dataBits(_ line: clinux_termios2) -> String {
        switch line.c_cflag & UInt32(CSIZE) {
        case UInt32(CS5): "5"
        case UInt32(CS6): "6"
        case UInt32(CS7): "7"
        default: "8"
        }
    }

    private static func parity(_ line: clinux_termios2) -> String {
        guard line.c_cflag & UInt32(PARENB) != 0 else { return "none" }
        let isOdd = line.c_cflag & UInt32(PARODD) != 0
        if line.c_cflag & markOrSpace != 0 { return isOdd ? "mark" : "space" }
        return isOdd ? "odd" : "even"
    }

    private static func stopBits(_ line: clinux_termios2) -> String {
        line.c_cflag & UInt32(CSTOPB) != 0 ? "2" : "1"
    }

    private static func lineErrors(_ line: clinux_termios2) -> String {
        line.c_iflag & marking == marking ? "mark" : "count"
    }

    private static func flowControl(_ line: clinux_termios2) -> String {
        if line.c_cflag & hardwareFlow != 0 { return "hardware" }
        return line.c_iflag & UInt32(IXOFF) != 0 ? "software" : "none"
    }
}
