import FeedhornTestKit
public import TelemetryLink

/// Streams of one link with one kind of fault, decoded and held against what is true of them.
public struct ExactnessTrial: Sendable, Hashable, CustomStringConvertible {
    /// The link.
    public var link: ExactnessLink
    /// What goes wrong.
    public var fault: ExactnessFault
    /// Frames of one stream: longer ones hold more frames around each fault, shorter ones more
    /// formats.
    public var framesPerStream = 500

    /// The trial of both.
    public init(_ link: ExactnessLink, _ fault: ExactnessFault) {
        self.link = link
        self.fault = fault
    }

    /// Every fault on every link that it can befall.
    public static let all: [ExactnessTrial] = ExactnessFault.allCases.flatMap { fault in
        ExactnessLink.all.compactMap { link in
            fault.befalls(link) ? ExactnessTrial(link, fault) : nil
        }
    }

    /// Link and fault.
    public var description: String { "\(link.name): \(fault.rawValue)" }

    /// Frames of which one may come out wrong where everything goes wrong at once.
    static let framesPerDeviation = 30_000

    /// What came of the trial is as it must be: exact, but for frames that a bounded-distance
    /// decoder, or a check sequence alone, can't tell from others; and with everything at once at
    /// most one frame in 30,000 off.
    public func accepts(_ count: ExactnessCount) -> Bool {
        let isAlone = link.code == .eight || link.code == .checked
        guard isAlone || count.mistaken == 0 else { return false }
        guard fault == .everything, count.framesOff > 0 else { return count.isExact }
        return count.framesOff * ExactnessTrial.framesPerDeviation <= count.frames
            && count.unbalanced == 0
    }

    /// Decodes streams of `frames` frames in all, each with a seed of its own out of `seed`.
    public func run(frames: Int, seed: UInt64) -> ExactnessCount {
        var generator = SeededGenerator(seed: seed ^ number)
        var result = ExactnessCount()
        // Each stream has a frame at least.
        while result.frames < frames {
            let count = max(1, min(framesPerStream, frames - result.frames))
            result.add(stream(frames: count, seed: generator.next()))
        }
        return result
    }

    /// Another one for each trial, so that no two have the same formats in the same order
    /// (FNV-1a of its name).
    private var number: UInt64 {
        description.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
    }

    /// One stream: formats, traffic and faults are those of `seed`.
    ///
    /// - Parameter change: what the decoder is told, changed: to see that a wrong one is found out.
    public func stream(
        frames count: Int, seed: UInt64, change: (inout ManagedParameters) -> Void = { _ in }
    ) -> ExactnessCount {
        var generator = SeededGenerator(seed: seed)
        let channel = link.channel(shortens: fault == .fillErrors, using: &generator)
        let format = link.frames(channel, counts: !fault.losesNothing, using: &generator)
        let frames = link.traffic(count, format, using: &generator)
        var builder = StreamBuilder(channel: channel, generator: generator.fork())
        builder.acceptedSpacecraft = [ExactnessLink.spacecraft]
        builder.duplicates = fault.duplicates
        let stream = builder.build(frames, faults: fault.plan(using: &generator))
        var parameters = link.parameters(channel, format, fault.duplicates)
        change(&parameters)
        let decoded = DecodedStream(stream.octets, parameters, using: &generator)
        let name = "\(description), stream of \(count) frames with seed \(seed)"
        return StreamComparison(decoded, stream, name).result()
    }
}
