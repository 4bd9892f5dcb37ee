/// Where a link's octets come from.
public enum LinkSource: Sendable, Equatable {
    /// A serial line.
    case serial(SerialSource)
    /// Datagrams.
    case udp(UDPSource)
    /// A TCP stream.
    case tcp(TCPSource)
    /// A regular file or a pipe, read once from its start.
    case file(path: String)
    /// The standard input of the process.
    case standardInput

    /// Each read is one datagram of the sender: what chunks mean survives the way.
    public var keepsBorders: Bool {
        if case .udp = self { true } else { false }
    }

    /// The word for it in a link file.
    public var kind: String {
        switch self {
        case .serial: "serial"
        case .udp: "udp"
        case .tcp: "tcp"
        case .file: "file"
        case .standardInput: "stdin"
        }
    }
}

/// A serial line and its settings.
public struct SerialSource: Sendable, Equatable {
    /// Parity bit of each character.
    public enum Parity: Sendable, Equatable {
        case none
        case even
        case odd
    }

    /// Who may stop the sender.
    public enum FlowControl: Sendable, Equatable {
        case none
        /// RTS and CTS lines.
        case hardware
        /// XON and XOFF characters; they are taken out of the data.
        case software
    }

    /// Device path; prefer the stable names in `/dev/serial/by-id`.
    public var path: String
    /// Symbols per second; any rate the hardware can make.
    public var baud: UInt32
    /// Bits of a character, 5…8.
    public var dataBits = 8
    /// Parity bit of each character.
    public var parity = Parity.none
    /// 1 or 2.
    public var stopBits = 1
    /// Who may stop the sender.
    public var flowControl = FlowControl.none
    /// Leave DTR raised; otherwise it is cleared right after opening.
    public var dataTerminalReady = false
    /// Leave RTS raised; otherwise it is cleared right after opening.
    public var requestToSend = false
    /// Nobody else may open the device meanwhile.
    public var exclusive = true

    /// 8 data bits, no parity, 1 stop bit, no flow control, DTR and RTS cleared, exclusive.
    public init(path: String, baud: UInt32) {
        self.path = path
        self.baud = baud
    }
}

/// A UDP socket to receive on.
public struct UDPSource: Sendable, Equatable {
    /// Local address; loopback unless the link file says otherwise.
    public var bind = "127.0.0.1"
    /// Local port.
    public var port: UInt16
    /// Multicast group to join.
    public var group: String?

    /// Loopback, no group.
    public init(port: UInt16) {
        self.port = port
    }
}

/// A TCP stream to receive from.
public enum TCPSource: Sendable, Equatable {
    /// Connect to a sender, and again when it is gone.
    case connect(HostAndPort)
    /// Wait for a sender, one at a time.
    case listen(HostAndPort)
}
