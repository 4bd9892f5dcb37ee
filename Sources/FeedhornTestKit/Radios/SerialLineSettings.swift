import CLinux
import Glibc

/// How a reader has set up a serial line, as the other end of a pseudoterminal sees it.
public struct SerialLineSettings: Hashable, Sendable {
    /// Bit/s.
    public let baudRate: UInt32
    /// Data bits of a character.
    public let dataBits: Int
    /// Stop bits.
    public let stopBits: Int
    /// Whether there is a parity bit.
    public let hasParity: Bool
    /// Whether RTS and CTS control the flow.
    public let hasHardwareFlowControl: Bool
    /// Whether the characters 0x11 and 0x13 control the flow.
    public let hasSoftwareFlowControl: Bool
    /// Whether characters with errors are marked, and an octet FF is therefore read twice.
    public let marksErrors: Bool
    /// Whether every octet, but for those marks, arrives as it was sent, at once: nothing is
    /// translated, echoed, edited or turned into a signal, and a read waits for one octet and for
    /// no time.
    public let isRaw: Bool

    init(_ line: clinux_termios2) {
        let sizes = [UInt32(CS5): 5, UInt32(CS6): 6, UInt32(CS7): 7, UInt32(CS8): 8]
        baudRate = line.c_ospeed
        dataBits = sizes[line.c_cflag & UInt32(CSIZE)] ?? 0
        stopBits = line.c_cflag & UInt32(CSTOPB) != 0 ? 2 : 1
        hasParity = line.c_cflag & UInt32(PARENB) != 0
        hasHardwareFlowControl = line.c_cflag & 0o20_000_000_000 != 0  // CRTSCTS
        hasSoftwareFlowControl = line.c_iflag & UInt32(IXON | IXOFF) != 0
        marksErrors = line.c_iflag & UInt32(PARMRK) != 0
        // The flags that cfmakeraw(3) clears, but for PARMRK.
        let input = UInt32(IGNBRK | BRKINT | ISTRIP | INLCR | IGNCR | ICRNL)
        let local = UInt32(ECHO | ECHONL | ICANON | ISIG | IEXTEN)
        let reads = withUnsafeBytes(of: line.c_cc) { ($0[Int(VMIN)], $0[Int(VTIME)]) }
        isRaw =
            line.c_iflag & input == 0 && line.c_lflag & local == 0
            && line.c_oflag & UInt32(OPOST) == 0 && reads == (1, 0)
    }
}
