/// How a CADU arrives: judged by the bits that really lie in the stream, not by the faults that
/// were asked for.
struct Reception {
    /// The marker is found in one of the polarities.
    var isFound = false
    /// The frame can be read behind that marker.
    var isReadable = false
    /// The frame could be read by someone who looks there without a marker.
    var isHidden = false
    /// A decoder can take it for another frame: by chance, or because the code is cyclic (octets
    /// cut out near the beginning leave a codeword that is turned round, and the short
    /// randomizer's sequence is a codeword too).
    var isDoubtful = false
    /// The stream ends, or begins, inside it.
    var isTruncated = false
    var isInverted = false
    var markerErrors = 0
    /// Wrong symbols in each codeword, in the polarity of the marker.
    var symbolErrors: [Int] = []
    /// The same where it can be read without its marker.
    var hiddenSymbolErrors: [Int] = []

    /// Wrong symbols in each codeword, as whoever reads the frame finds them.
    var readSymbolErrors: [Int] { isReadable ? symbolErrors : isHidden ? hiddenSymbolErrors : [] }
}

extension PlacedCadu {
    /// Reads the stream where the CADU lies.
    func reception(in stream: BitSequence, format: ChannelFormat) -> Reception {
        var result = Reception()
        // The bits that fill up the last octet are received like any other.
        guard start >= 0, end <= stream.octets.count * 8 else {
            result.isTruncated = true
            return result
        }
        let markerBits = format.marker.count * 8
        let marker = stream.octets(
            at: start + format.frameStartsBefore * 8, count: format.marker.count)
        let wrong = zip(marker, format.marker).reduce(0) { $0 + ($1.0 ^ $1.1).nonzeroBitCount }
        let received = stream.octets(at: start + format.prefix.count * 8, count: body.count)
        let upright = errors(received, format)
        result.isFound = wrong <= format.maximumMarkerErrors
        result.isInverted = markerBits > 0 && markerBits - wrong <= format.maximumMarkerErrors
        if result.isFound || !result.isInverted {
            result.markerErrors = wrong
            result.take(upright, format, received: received, frame: sent.frame.format)
        } else {
            result.isFound = true
            result.markerErrors = markerBits - wrong
            let turned = received.map { ~$0 }
            result.take(errors(turned, format), format, received: turned, frame: sent.frame.format)
        }
        if !result.isFound || !result.isReadable {
            let turned = errors(received.map { ~$0 }, format)
            // What was sent can be near in one of the polarities only.
            let near = [upright.counts, turned.counts].first(where: format.corrects)
            result.isHidden = near != nil
            result.hiddenSymbolErrors = near ?? []
        }
        return result
    }

    /// The difference of each codeword from what was sent, and its count of wrong symbols.
    private func errors(
        _ received: [UInt8], _ format: ChannelFormat
    ) -> (counts: [Int], difference: [UInt8]) {
        let depth = format.code?.interleaving ?? 1
        var counts = [Int](repeating: 0, count: depth)
        var difference = [UInt8](repeating: 0, count: received.count)
        guard received != body else { return (counts, difference) }
        for place in received.indices where received[place] != body[place] {
            difference[place] = received[place] ^ body[place]
            counts[place % depth] += 1
        }
        return (counts, difference)
    }
}

extension Reception {
    fileprivate mutating func take(
        _ errors: (counts: [Int], difference: [UInt8]), _ format: ChannelFormat,
        received: [UInt8], frame: FrameFormat
    ) {
        symbolErrors = errors.counts
        isReadable = format.corrects(errors.counts)
        if !isReadable {
            isDoubtful =
                format.code.map { looksCorrectable(errors.difference, $0) }
                ?? looksIntact(received, format, frame)
        }
    }

    /// Each codeword lies within reach of one, if not of the one that was sent.
    private func looksCorrectable(_ difference: [UInt8], _ code: CodeblockFormat) -> Bool {
        (0..<code.interleaving).allSatisfy { lane in
            var pattern = [UInt8](repeating: 0, count: code.fill.count)
            pattern += stride(from: lane, to: difference.count, by: code.interleaving).map {
                difference[$0]
            }
            return !ErrorReach.of(pattern, format: code).isRejected(fill: code.fill.count)
        }
    }

    /// The frame error control lets the damaged frame pass: by chance, or because it was wrong
    /// before, and the damage made it right.
    private func looksIntact(
        _ received: [UInt8], _ format: ChannelFormat, _ frame: FrameFormat
    ) -> Bool {
        let octets = format.randomizer?.applied(to: received) ?? received
        switch frame.errorControlLength {
        case 0: return false
        case 4: return LongCheckSequence.compute(octets) == 0
        default: return FrameCheckSequence.compute(octets) == 0
        }
    }
}

extension ChannelFormat {
    /// So many wrong symbols in each codeword are none too many.
    fileprivate func corrects(_ counts: [Int]) -> Bool {
        counts.allSatisfy { $0 <= code?.errorCapability ?? 0 }
    }
}
