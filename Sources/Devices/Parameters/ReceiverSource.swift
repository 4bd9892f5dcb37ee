/// Where a link's octets come from, with everything that must be known to open it.
public enum ReceiverSource: Hashable, Sendable {
    /// A serial port: a terminal device of the kernel.
    case serial(SerialSource)
    /// A USB device, by transfers.
    case usb(USBSource)
    /// Datagrams on a UDP port.
    case udp(UDPSource)
    /// A TCP stream from a server that the receiver connects to.
    case tcpClient(TCPClientSource)
    /// A TCP stream from a peer that connects to the receiver.
    case tcpServer(TCPServerSource)
    /// A file, read once from its first octet to its last.
    case file(FileSource)
    /// The standard input of the process, read to its end.
    case standardInput
}

/// A file that is read once, from its first octet to its last.
public struct FileSource: Hashable, Sendable {
    /// The file's path; `-` is the standard input. A named pipe is read until its writers left.
    public var path: String

    /// A file at `path`.
    public init(path: String) {
        self.path = path
    }
}
