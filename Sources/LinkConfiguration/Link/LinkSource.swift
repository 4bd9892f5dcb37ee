/// Where a link's octets come from.
public enum LinkSource: Sendable, Equatable {
    /// A serial line.
    case serial(SerialSource)
    /// A USB device that is no serial port.
    case usb(USBSource)
    /// Datagrams.
    case udp(UDPSource)
    /// A TCP stream.
    case tcp(TCPSource)
    /// A regular file or a pipe, read once from its start.
    case file(path: String)
    /// The standard input of the process.
    case standardInput

    /// Each read is one datagram or transfer of the sender: what chunks mean survives the way.
    public var keepsBorders: Bool {
        switch self {
        case .udp, .usb: true
        case .serial, .tcp, .file, .standardInput: false
        }
    }

    /// Bits per second, eight to an octet, at which octets come one after the other; `nil` where
    /// that is not known.
    var lineRate: UInt64? {
        if case .serial(let serial) = self { serial.octetBitRate(at: serial.baud) } else { nil }
    }

    /// The word for it in a link file.
    public var kind: String {
        switch self {
        case .serial: "serial"
        case .usb: "usb"
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

    /// What is done about characters with a wrong parity or stop bit, and about breaks.
    public enum LineErrors: Sendable, Equatable {
        /// The driver's counters are told.
        case count
        /// Each is marked, and its place is told.
        case mark
    }

    /// Device path, or a pattern that one path fits; prefer the stable names in
    /// `/dev/serial/by-id`. Empty where the device is found by what it is.
    public var path: String
    /// What the device is, where it is found by that.
    public var match: SerialMatch?
    /// Symbols per second; any rate the hardware can make.
    public var baud: UInt32
    /// Other rates, tried in turn when octets come that give no verified frame.
    public var otherBauds: [UInt32] = []
    /// Bits of a character, 5…8.
    public var dataBits = 8
    /// Parity bit of each character.
    public var parity = Parity.none
    /// 1 or 2.
    public var stopBits = 1
    /// Who may stop the sender.
    public var flowControl = FlowControl.none
    /// What is done about characters with errors.
    public var lineErrors = LineErrors.count
    /// Leave DTR raised; otherwise it is cleared right after opening.
    public var dataTerminalReady = false
    /// Leave RTS raised; otherwise it is cleared right after opening.
    public var requestToSend = false
    /// Nobody else may open the device meanwhile.
    public var exclusive = true
    /// The driver shall not wait for a full buffer.
    public var lowLatency = false

    /// Most rates of a list: a sender that uses none of them shall be known within a minute.
    public static let maximumBauds = 16

    /// Bits per second, eight to an octet, that the line carries at most: a character is a start
    /// bit, its data bits, a parity bit if there is one, and its stop bits.
    public func octetBitRate(at baud: UInt32) -> UInt64 {
        UInt64(baud) * 8 / UInt64(1 + dataBits + (parity == .none ? 0 : 1) + stopBits)
    }

    /// 8 data bits, no parity, 1 stop bit, no flow control, DTR and RTS cleared, exclusive.
    public init(path: String, baud: UInt32) {
        self.path = path
        self.baud = baud
    }
}

/// A UDP socket to receive on.
public struct UDPSource: Sendable, Equatable {
    /// Each datagram is compared with all of them.
    public static let maximumSources = 64

    /// Local address; loopback unless the link file says otherwise. Of a group, the interface's.
    public var bind = "127.0.0.1"
    /// Local port.
    public var port: UInt16
    /// Multicast group to join.
    public var group: String?
    /// Network interface to join the group on; the system chooses where none is named.
    public var interface: String?
    /// Addresses of those whose datagrams are received; everybody's where there is none.
    public var sources: [String] = []
    /// Octets that the kernel keeps until they are read.
    public var receiveBuffer = 8 << 20

    /// Loopback, no group.
    public init(port: UInt16) {
        self.port = port
    }
}

/// A TCP stream to receive from.
public enum TCPSource: Sendable, Equatable {
    /// Connect to a sender, and again when it is gone.
    case connect(HostAndPort)
    /// Wait for senders.
    case listen(TCPListenSource)
}

/// A port that senders connect to.
public struct TCPListenSource: Sendable, Equatable {
    /// Most peers at a time: each is a link of its own.
    public static let maximumPeers = 64

    /// Each peer is compared with all of them.
    public static let maximumAllowed = 64

    /// Local address and port; port 0 is any free one.
    public var local: HostAndPort
    /// Peers at a time. Where there are several, each is a link: `name-1`, `name-2` …
    public var peers = 1
    /// Addresses, or ranges of them, that may connect; everybody where there is none.
    public var allow: [String] = []

    /// One peer at a time, whoever it is.
    public init(_ local: HostAndPort) {
        self.local = local
    }
}
