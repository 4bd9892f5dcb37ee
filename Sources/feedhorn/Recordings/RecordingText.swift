import Devices
import Gateway
import OrderedJSON

/// What a recording holds, for people and for programs.
struct RecordingText {
    private let outcome: LinkRecorder.Outcome
    private let path: String
    private let reason: String
    private let nanoseconds: UInt64

    init(
        _ outcome: LinkRecorder.Outcome, _ path: String, _ reason: String, _ nanoseconds: UInt64
    ) {
        self.outcome = outcome
        self.path = path
        self.reason = reason
        self.nanoseconds = nanoseconds
    }

    func text(_ isJSON: Bool) -> String {
        let tally = outcome.tally
        guard isJSON else {
            return "\(path): \(RecordingProgress.counts(tally)) in \(tally.chunks) chunks, "
                + "\(RecordingProgress.seconds(nanoseconds)); \(reason)\n"
        }
        return JSONValue.object([
            .init("class", "RECORDING"), .init("capture", .string(path)),
            .init("sealed", .bool(outcome.isSealed)), .init("end", .string(reason)),
            .init("nanoseconds", .unsigned(nanoseconds)),
            .init("chunks", .unsigned(tally.chunks)), .init("octets", .unsigned(tally.octets)),
            .init("frames", .unsigned(tally.frames)), .init("packets", .unsigned(tally.packets)),
            .init("droppedOctets", .unsigned(outcome.dropped)),
            .init("kernelDropped", .unsigned(tally.kernelDropped)),
        ]).encoded() + "\n"
    }
}

/// A line on standard error, where that is a terminal: what has come so far.
struct RecordingProgress {
    private let isShown = Output.errorIsTerminal
    private var last: (tally: LinkTally, seconds: UInt64)?

    mutating func show(_ tally: LinkTally, _ nanoseconds: UInt64) {
        let seconds = nanoseconds / 1_000_000_000
        guard isShown, last?.tally != tally || last?.seconds != seconds else { return }
        last = (tally, seconds)
        Output.raw("\r\(Self.counts(tally)), \(seconds) s\u{1B}[K")
    }

    func end() {
        if isShown, last != nil { Output.raw("\r\u{1B}[K") }
    }

    static func counts(_ tally: LinkTally) -> String {
        "\(tally.octets) octets, \(tally.frames) frames, \(tally.packets) packets"
    }

    /// In tenths: `12.3 s`.
    static func seconds(_ nanoseconds: UInt64) -> String {
        let tenths = nanoseconds / 100_000_000
        return "\(tenths / 10).\(tenths % 10) s"
    }
}
