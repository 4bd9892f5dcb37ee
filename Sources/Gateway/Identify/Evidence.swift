import CCSDS
import TelemetryLink

/// What the decoder made of the octets with one combination: the grounds on which it is said to
/// fit.
public struct Evidence: Sendable, Equatable {
    /// Octets decoded.
    public var octets: UInt64 = 0
    /// Frames, or records, behind a marker or in the framing.
    public var framesFound: UInt64 = 0
    /// Those that passed every check.
    public var framesDelivered: UInt64 = 0
    /// Codewords without an error, with errors that were corrected, and beyond correction.
    public var codewordsClean: UInt64 = 0
    /// Codewords with errors that were corrected.
    public var codewordsCorrected: UInt64 = 0
    /// Codewords beyond correction.
    public var codewordsFailed: UInt64 = 0
    /// Frame counts that went on by one, of so many steps.
    public var countSteps: UInt64 = 0
    /// Steps of frame counts that were looked at.
    public var countTrials: UInt64 = 0
    /// Packets, idle ones included.
    public var packets: UInt64 = 0
    /// Sequence counts that went on by one, of so many steps.
    public var packetSteps: UInt64 = 0
    /// Steps of sequence counts that were looked at.
    public var packetTrials: UInt64 = 0
    /// Octets of data fields that became no packet.
    public var discardedOctets: UInt64 = 0
    /// Bits of the stream that belong to delivered frames or packets, in hundredths of all.
    public var explained: Int = 0
    /// All of it against chance, in bits.
    public var bits = 0.0

    /// By what combinations are compared: those that explain more of the octets come first.
    var weight: Double { bits * Double(explained) }

    /// One line.
    public var text: String {
        var parts = ["\(framesDelivered) of \(framesFound) frames good"]
        if framesFound == 0 { parts = [] }
        let codewords = codewordsClean + codewordsCorrected + codewordsFailed
        if codewords > 0 {
            parts.append(
                "codewords \(codewordsClean) clean, \(codewordsCorrected) corrected, "
                    + "\(codewordsFailed) failed")
        }
        if countTrials > 0 { parts.append("counts \(countSteps) of \(countTrials) in step") }
        if packets > 0 {
            var text = "\(packets) packets"
            if packetTrials > 0 { text += ", \(packetSteps) of \(packetTrials) in sequence" }
            parts.append(text)
        }
        parts.append("\(explained) % of the octets explained")
        return parts.joined(separator: "; ")
    }
}

extension Evidence {
    /// The evidence of a decoder's books.
    ///
    /// - Parameters:
    ///   - recordBits: what the framing's own records are worth against chance.
    ///   - tellingWords: codewords of delivered frames that say anything.
    init(
        _ balance: LinkBalance, _ statistics: LinkStatistics, _ sketch: LinkSketch,
        recordBits: Double, tellingWords: Int, octets: Int
    ) {
        self.octets = UInt64(octets)
        framesFound = balance.framesFound
        framesDelivered = balance.framesDelivered
        codewordsClean =
            statistics.correctedSymbols[0] + statistics.bitCodewords.codewords
            - statistics.bitCodewords.corrected
        codewordsCorrected =
            statistics.correctedSymbols.dropFirst().reduce(0, +)
            + statistics.bitCodewords.corrected
        codewordsFailed = statistics.uncorrectableCodewords
        for channel in statistics.channels where channel.frames > 0 {
            let trials = channel.frames - 1 - min(channel.frames - 1, channel.duplicates)
            countTrials += trials
            countSteps += trials - min(trials, channel.gaps + channel.resets)
        }
        packets = statistics.spacePackets + statistics.encapsulationPackets
        for application in statistics.applications where application.application != .idle {
            guard application.packets > 0 else { continue }
            let trials = application.packets - 1
            packetTrials += trials
            packetSteps +=
                trials
                - min(trials, application.gaps + application.resets + application.duplicates)
        }
        discardedOctets = balance.discardedOctets.total
        let owned =
            balance.deliveredBits + balance.markerBits + balance.strippedBits.total
            + balance.duplicateBits + Evidence.packetBits(balance, sketch)
        let all = max(1, balance.bitsIn)
        explained = Int(min(100, owned * 100 / all))
        bits = surprise(sketch, recordBits, tellingWords) + repeatedApplications(statistics, sketch)
    }

    /// Bare packets of a few applications, again and again to the last octet: some senders' counts
    /// have gaps everywhere. Counts that stand still are those of fill.
    private func repeatedApplications(
        _ statistics: LinkStatistics, _ sketch: LinkSketch
    ) -> Double {
        let applications = UInt64(statistics.applications.count)
        let still = statistics.applications.reduce(0) { $0 + $1.duplicates + $1.resets }
        guard case .packets = sketch.outer, explained >= 99, discardedOctets == 0,
            (1...4).contains(applications), packets >= 16 * applications, still * 2 <= packets
        else { return 0 }
        return Double(packets - applications) * (11 - Surprise.log2(Double(applications)))
    }

    private static func packetBits(_ balance: LinkBalance, _ sketch: LinkSketch) -> UInt64 {
        guard case .packets = sketch.outer else { return 0 }
        return (balance.packetOctets + balance.idlePacketOctets) * 8
    }

    /// A word within reach of a codeword: one in E! of all words.
    private static func bits(ofCodeword sketch: LinkSketch) -> Double {
        if sketch.isLDPC { return 500 }
        return sketch.code.map { $0.isStripped ? 0 : $0.errors == 16 ? 44 : 15 } ?? 0
    }

    private func surprise(
        _ sketch: LinkSketch, _ recordBits: Double, _ tellingWords: Int
    ) -> Double {
        let found = Int(clamping: framesFound)
        let good = Int(clamping: framesDelivered)
        var bits = recordBits
        if case .synchronized(let marker, _) = sketch.outer, found > 1 {
            // At its place, up to three wrong bits, either sense: 10,978 of 2^32.
            bits += Double(found - 1) * (Double(marker.count * 8) - 13.5)
        }
        let words = sketch.isLDPC ? good : tellingWords
        bits += Surprise.of(
            words, outOf: max(words, found * (sketch.code?.interleave ?? 1)),
            bits: Evidence.bits(ofCodeword: sketch))
        if sketch.hasErrorControl { bits += Surprise.of(good, outOf: found, bits: 16) }
        // Two addresses: twelve lowest bits that are zero.
        if sketch.inner == .ax25 { bits += Surprise.of(good, outOf: found, bits: 12) }
        if sketch.isFrames {
            let width: Double = sketch.inner == .tm ? 8 : sketch.inner == .aos ? 24 : 16
            bits += Surprise.of(
                Int(clamping: countSteps), outOf: Int(clamping: countTrials), bits: width)
        }
        bits += Surprise.of(
            Int(clamping: packetSteps), outOf: Int(clamping: packetTrials), bits: 14)
        if sketch.inner == .packets, recordBits == 0 || sketch.outer != .fprime {
            // Each is one packet, exactly: its version and its length fit the record.
            bits += Surprise.of(good, outOf: found, bits: 19)
        }
        return bits
    }
}
