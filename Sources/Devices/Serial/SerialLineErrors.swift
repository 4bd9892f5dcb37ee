import CLinux

/// What a serial driver counted between two looks at its counters.
public struct SerialLineErrors: Hashable, Sendable {
    /// Characters that the hardware lost because nobody fetched them in time.
    public var overruns: UInt32
    /// Characters that the kernel lost because its buffer was full.
    public var bufferOverruns: UInt32
    /// Characters without a stop bit: the rate or the format is wrong, or the line is disturbed.
    public var framing: UInt32
    /// Characters with a wrong parity bit.
    public var parity: UInt32
    /// Breaks, each of which was read as one zero octet.
    public var breaks: UInt32

    /// Counts of each kind.
    public init(
        overruns: UInt32 = 0, bufferOverruns: UInt32 = 0, framing: UInt32 = 0,
        parity: UInt32 = 0, breaks: UInt32 = 0
    ) {
        self.overruns = overruns
        self.bufferOverruns = bufferOverruns
        self.framing = framing
        self.parity = parity
        self.breaks = breaks
    }

    /// What was counted between two states of the driver's counters, which wrap; `nil` for nothing.
    init?(from earlier: clinux_input_counts, to later: clinux_input_counts) {
        self.init(
            overruns: later.overrun &- earlier.overrun,
            bufferOverruns: later.buffer_overrun &- earlier.buffer_overrun,
            framing: later.framing &- earlier.framing,
            parity: later.parity &- earlier.parity,
            breaks: later.breaks &- earlier.breaks)
        if self == SerialLineErrors() { return nil }
    }
}

extension SerialLineErrors: CustomStringConvertible {
    /// `2 overruns, 1 parity error`.
    public var description: String {
        let parts = [
            (overruns, "overrun"), (bufferOverruns, "buffer overrun"),
            (framing, "framing error"), (parity, "parity error"), (breaks, "break"),
        ]
        let words = parts.filter { $0.0 > 0 }.map { "\($0) \($1)\($0 == 1 ? "" : "s")" }
        return words.isEmpty ? "none" : words.joined(separator: ", ")
    }
}

/// Looks at a driver's counters at most once a second while octets come, and once more after the
/// last of them: never on an idle line, where nothing can be counted.
struct SerialLineCounters {
    private static let interval = Duration.seconds(1)

    /// `nil` where the driver counts nothing.
    private var last: clinux_input_counts?
    /// When the counters are to be looked at; `nil` when no octets came since the last look.
    private var due: ContinuousClock.Instant?

    init(_ port: borrowing SerialPort) {
        last = try? SystemCalls.inputCounts(ofTerminal: port.number)
    }

    /// How long may be waited before the next look; `nil` for as long as it takes.
    var timeToSample: Duration? {
        due.map { max(.zero, $0 - .now) }
    }

    mutating func noteOctets() {
        if last != nil, due == nil { due = .now + Self.interval }
    }

    /// What was counted, if it was time to look and there was anything.
    mutating func sampleIfDue(_ port: borrowing SerialPort) -> SerialLineErrors? {
        guard let due, due <= .now else { return nil }
        return sample(port)
    }

    /// What was counted since the last look, whether it is time or not.
    mutating func sample(_ port: borrowing SerialPort) -> SerialLineErrors? {
        guard due != nil, let last else { return nil }
        due = nil
        // Fails when the device is gone, which the next read tells.
        guard let counts = try? SystemCalls.inputCounts(ofTerminal: port.number) else { return nil }
        self.last = counts
        return SerialLineErrors(from: last, to: counts)
    }
}
