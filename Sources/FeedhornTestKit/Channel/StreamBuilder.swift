/// Turns frames into a stream of CADUs with faults, and says what is true of it.
///
/// The truth about a CADU is read from the bits that came to lie in the stream: its marker's
/// wrong bits, its codewords' wrong symbols, in both polarities. So faults may be piled on each
/// other as one likes.
public struct StreamBuilder: Sendable {
    /// Code, randomizer, marker.
    public let channel: ChannelFormat
    /// Spacecraft that the link accepts; empty accepts all.
    public var acceptedSpacecraft: [UInt16] = []
    /// What the link does with repeated frames.
    public var duplicates = DuplicateTreatment.keep
    let generator: SeededGenerator

    /// - Parameter generator: gives the places and contents of faults, noise, gaps.
    public init(channel: ChannelFormat, generator: SeededGenerator) {
        self.channel = channel
        self.generator = generator
    }

    /// Builds the stream. The same frames, plan and generator give the same stream.
    public func build(
        _ frames: [GeneratedFrame], faults plan: FaultPlan = FaultPlan()
    ) -> GeneratedStream {
        var generator = generator
        let frames = frames.map(channel.embedding)
        let faults =
            plan.placed + plan.rates.place(on: frames, channel: channel, using: &generator)
        check(faults, plan, frames)
        let sent = FrameFaults.apply(faults, to: frames, using: &generator)
        var assembly = StreamAssembly(channel: channel)
        assembly.stream.appendNoise(plan.leadingBits, using: &generator)
        for frame in sent where frame.isSent { assembly.append(frame, using: &generator) }
        assembly.stream.appendNoise(plan.trailingBits, using: &generator)
        assembly.turnPolarity(startsInverted: plan.startsInverted)
        let judge = FrameJudge(
            channel: channel, acceptedSpacecraft: acceptedSpacecraft, assembly: assembly)
        let truth = StreamTruth(
            frames: judge.judge(sent), faults: faults, acceptedSpacecraft: acceptedSpacecraft,
            duplicates: duplicates, bitCount: assembly.stream.count,
            mayHoldFalseFrames: judge.mayHoldFalseFrames,
            holdsFalseMarkers: judge.holdsFalseMarkers)
        return GeneratedStream(octets: assembly.stream.octets, truth: truth)
    }

    /// Refuses faults of which nobody could say what comes of them.
    private func check(_ faults: [PlacedFault], _ plan: FaultPlan, _ frames: [GeneratedFrame]) {
        let onChannel = faults.map(\.fault).filter(\.isOnChannel)
        if channel.marker.isEmpty {
            precondition(
                plan.leadingBits == 0 && !plan.startsInverted
                    && onChannel.allSatisfy(\.leavesEveryBitInPlace),
                "without a marker nobody finds a frame again")
        }
        if !channel.verifies(frames) {
            precondition(
                !onChannel.contains(where: \.damagesTheBody),
                "symbol errors in frames without code and FECF are delivered as data")
        }
    }
}

/// A stream while CADUs are added to it.
struct StreamAssembly {
    let encoder: CaduEncoder
    var stream = BitSequence()
    private(set) var cadus: [PlacedCadu] = []
    private var turns: [Int] = []

    init(channel: ChannelFormat) { encoder = CaduEncoder(channel) }

    mutating func append(_ sent: SentFrame, using generator: inout SeededGenerator) {
        let faults = sent.channelFaults
        let clean = encoder.body(of: sent.wire)
        let body = encoder.damagedBody(
            of: sent.wire, clean: clean, faults: faults, using: &generator)
        let prefix = encoder.format.prefix
        var cadu = BitSequence(prefix + body)
        let marker = encoder.format.frameStartsBefore * 8
        for case .markerErrors(let count) in faults {
            let range = marker..<marker + encoder.format.marker.count * 8
            for bit in generator.distinct(count, in: range) { cadu.flip(bit) }
        }
        let here = stream.count
        let runs = CaduEdits(faults).append(cadu, to: &stream, turns: &turns, using: &generator)
        cadus.append(
            PlacedCadu(sent, body: clean, prefixBits: prefix.count * 8, runs: runs, at: here))
    }

    /// Turns the stream over from each noted place on.
    mutating func turnPolarity(startsInverted: Bool) {
        let places = (startsInverted ? [0] : []) + turns + [stream.count]
        for pair in stride(from: 0, to: places.count - 1, by: 2) {
            stream.invert(places[pair]..<places[pair + 1])
        }
    }
}
