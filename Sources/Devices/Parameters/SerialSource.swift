/// A serial port and how it is opened.
///
/// The port is opened for reading only: a receiver never transmits. Opening a serial port makes
/// the kernel raise DTR and RTS for a moment, before any program can clear them; boards that
/// reset, or transmitters that key, on such a pulse need a hardware remedy.
public struct SerialSource: Hashable, Sendable {
    /// Data bits of a character. Characters shorter than eight bits arrive one to an octet.
    public enum DataBits: UInt8, Hashable, Sendable {
        case five = 5
        case six = 6
        case seven = 7
        case eight = 8
    }

    /// The parity bit after the data bits.
    public enum Parity: Hashable, Sendable {
        case none
        case odd
        case even
        case mark
        case space
    }

    /// Stop bits after each character.
    public enum StopBits: UInt8, Hashable, Sendable {
        case one = 1
        case two = 2
    }

    /// How the receiving side tells the sender to pause.
    public enum FlowControl: Hashable, Sendable {
        /// Not at all.
        case none
        /// By the RTS line, which is then raised, whatever ``SerialSource/requestToSend`` says.
        case hardware
        /// By the characters 0x11 and 0x13, which then never reach the link: only for devices
        /// that escape them in their data.
        case software
    }

    /// What is done about characters with a wrong parity or stop bit, and about breaks.
    public enum LineErrors: Hashable, Sendable {
        /// The driver's counters are told.
        case count
        /// The kernel marks each of them, and its place in the stream is told.
        case mark
    }

    /// How the port is found.
    public var name: SerialPortName
    /// Bit/s on the line, any that the hardware can make.
    public var baudRate: UInt32
    /// Rates that are tried, after ``baudRate``, when octets come that give no verified frame.
    public var otherRates: [UInt32] = []
    /// Octets that have to come before a rate is given up: those of a few frames.
    public var octetsForRate: UInt64 = 0
    /// What is done about characters with errors. What is read is the same either way.
    public var lineErrors = LineErrors.count
    /// Data bits of a character.
    public var dataBits: DataBits
    /// The parity bit.
    public var parity: Parity
    /// Stop bits after each character.
    public var stopBits: StopBits
    /// How the sender is told to pause.
    public var flowControl: FlowControl
    /// Whether DTR is raised while the port is open. Cleared unless asked for, because it resets
    /// many boards.
    public var dataTerminalReady: Bool
    /// Whether RTS is raised while the port is open. Cleared unless asked for, because it keys
    /// many transmitters.
    public var requestToSend: Bool
    /// Whether no other program may use the port at the same time (an advisory lock, and
    /// TIOCEXCL against programs that look for no lock).
    public var exclusive: Bool
    /// Whether the driver is asked not to wait for a full buffer before it hands octets over.
    public var lowLatency: Bool

    /// A port called `name`: 8 data bits, no parity, 1 stop bit, no flow control, DTR and RTS
    /// cleared, exclusive.
    public init(
        _ name: SerialPortName, baudRate: UInt32, dataBits: DataBits = .eight,
        parity: Parity = .none,
        stopBits: StopBits = .one, flowControl: FlowControl = .none,
        dataTerminalReady: Bool = false, requestToSend: Bool = false, exclusive: Bool = true,
        lowLatency: Bool = false
    ) {
        self.name = name
        self.baudRate = baudRate
        self.dataBits = dataBits
        self.parity = parity
        self.stopBits = stopBits
        self.flowControl = flowControl
        self.dataTerminalReady = dataTerminalReady
        self.requestToSend = requestToSend
        self.exclusive = exclusive
        self.lowLatency = lowLatency
    }

    /// A port at `path`, best a stable one below `/dev/serial/by-id`, everything else as usual.
    public init(path: String, baudRate: UInt32) {
        self.init(.path(path), baudRate: baudRate)
    }
}
