/// What happens to a link's source, told on the receiver's thread, in order with the octets: what
/// an event says is true at the place between the chunks before and after it.
public enum ReceiverEvent: Hashable, Sendable {
    /// A TCP server waits for its peer.
    case listening(OpenedSource)
    /// Octets can come from now on: the port is open, the peer connected.
    case opened(OpenedSource)
    /// The source is open, but the system did not do all that was asked.
    case settingNotHonoured(SettingMismatch)
    /// The source cannot be opened now; the receiver keeps trying. Told once for each reason.
    case waiting(DeviceError)
    /// The source was open and is gone. The receiver tries to open it again.
    case lost(LossReason)
    /// A peer wanted to connect to a TCP server and was refused. At most one a second is told;
    /// `others` were refused besides it since then.
    case refused(peer: String, reason: RefusalReason, others: Int)
    /// The kernel dropped datagrams, because the receive buffer was full or a checksum was wrong.
    /// They were dropped before the link's next datagram, or, where this is told more than once in
    /// a second, since it was told last.
    case kernelDropped(datagrams: UInt32)
    /// Datagrams came from addresses that are none of the link's sources; told at most once a
    /// second.
    case foreignDatagrams(count: UInt64)
    /// The serial driver counted errors or lost characters since it was last asked.
    case lineErrors(SerialLineErrors)
    /// Transfers from a USB device went wrong, since it was last told.
    case transferErrors(USBTransferErrors)
    /// The next chunk has characters in it that the line garbled.
    case erredChunk
    /// Characters that the line garbled, where the port marks them; told at most once a second.
    case lineMarks(LineMarks)
    /// A serial port with several rates goes on at another one: octets before this came, or may
    /// have come, at the old rate.
    case rateChanged(RateChange)
    /// A frame was verified: a serial port with several rates stays at this one.
    case rateFound(UInt32)
    /// All that had arrived has been handed over: a batch that waits for more should be closed.
    /// `lost`, `endOfInput` and `failed` mean the same.
    case idle
    /// A file was read to its end; the receiver is done.
    case endOfInput
    /// The source can never be opened, or a file could not be read; the receiver is done.
    case failed(DeviceError)
}

/// What was opened.
public struct OpenedSource: Hashable, Sendable {
    /// The path or the address, for people and for the capture's journal.
    public var name: String
    /// The local port of a socket.
    public var localPort: UInt16?

    /// A source called `name`.
    public init(name: String, localPort: UInt16? = nil) {
        self.name = name
        self.localPort = localPort
    }
}

/// Something that the system does not do as it was asked to.
public struct SettingMismatch: Hashable, Sendable {
    /// What was asked for.
    public enum Setting: String, Hashable, Sendable {
        /// Bit/s of a serial line.
        case baudRate
        /// Data bits of a character.
        case dataBits
        /// The parity bit.
        case parity
        /// Stop bits.
        case stopBits
        /// Hardware or software flow control.
        case flowControl
        /// Marks of characters with errors.
        case lineErrors
        /// The driver's low-latency mode.
        case lowLatency
        /// Octets of a socket's receive buffer.
        case receiveBuffer
        /// Octets of a USB endpoint's packets.
        case packetSize
    }

    /// The setting.
    public var setting: Setting
    /// The value asked for.
    public var asked: String
    /// The value in force.
    public var actual: String

    /// A setting with the value asked for and the one in force.
    public init(_ setting: Setting, asked: String, actual: String) {
        self.setting = setting
        self.asked = asked
        self.actual = actual
    }
}

/// Why a serial port changed its rate.
public struct RateChange: Hashable, Sendable {
    /// The rate that gave no verified frame.
    public var from: UInt32
    /// The rate in force.
    public var to: UInt32
    /// Octets that came at the old rate since it was set, or since its last verified frame.
    public var octets: UInt64
    /// In which time, longer pauses between them left out.
    public var receiving: Duration

    /// A change for want of verified frames.
    public init(from: UInt32, to: UInt32, octets: UInt64, receiving: Duration) {
        self.from = from
        self.to = to
        self.octets = octets
        self.receiving = receiving
    }
}

extension RateChange: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        let tenths = Int64((receiving / .milliseconds(100)).rounded())
        return "\(from) Bd gave no verified frame in \(octets) octets and \(tenths / 10)."
            + "\(tenths % 10) s: trying \(to) Bd"
    }
}

/// Why a peer was refused.
public enum RefusalReason: Hashable, Sendable {
    /// Another peer is connected, or as many as there are receivers.
    case busy
    /// Its address is none of those that may connect.
    case notAllowed
}

/// How an open source was lost.
public enum LossReason: Hashable, Sendable {
    /// There is nothing more to read for ever: the peer closed, or the device is gone.
    case endOfFile
    /// The terminal was hung up: the device is gone.
    case hangUp
    /// Reading failed.
    case failed(DeviceError)
}
