import CCSDS

/// Framings that only count octets: fixed frames and datagrams.
extension LinkDecoder {
    private var octetPosition: UInt64 { position / 8 }

    private func available(_ window: StreamWindow) -> Int {
        Int(window.end - octetPosition)
    }

    /// Frames with their parity, back to back.
    mutating func fixedFrame(_ window: StreamWindow) -> Bool {
        let length = parameters.frame.length + verifier.parityLength
        guard length > 0 else {
            // No link file says so: nothing can ever be found.
            lose(octets: available(window))
            return false
        }
        guard available(window) >= length else { return false }
        found(window, octets: length, start: position)
        return true
    }

    /// `octets` of frame and parity at the position.
    private mutating func found(_ window: StreamWindow, octets: Int, start: UInt64) {
        let frame = verifier.verify(
            window, atBit: position, codedLength: octets, inverted: false, arena: &arena)
        accept(frame, start: start, bits: UInt64(octets) * 8)
    }

    // MARK: loss

    /// Octets that make no sense: counted at once, reported as one event when they end.
    mutating func lose(octets: Int) {
        if stream.lossPlace == nil { stream.lossPlace = clock.place(ofBit: position) }
        stream.isLost = true
        let bits = UInt64(octets) * 8
        stream.lostBits += bits
        delivery.balance.skippedBits[.malformed] += bits
        position += bits
    }

    /// The stream makes sense again.
    mutating func regain() {
        stream.isLost = false
        reportLoss()
    }

    /// The event of the octets that made no sense, if there were any.
    mutating func reportLoss() {
        guard let place = stream.lossPlace else { return }
        delivery.batch.events.append(
            LinkEvent(
                kind: .skipped(.malformed, bits: stream.lostBits),
                streamOffset: place.streamOffset, earthReceiveTime: place.utc))
        stream.lossPlace = nil
        stream.lostBits = 0
    }

    // MARK: datagrams

    /// Each chunk is one record; with a managed length of frames that have nothing around them, as
    /// many as fit.
    mutating func chunk(_ slab: Slab, _ range: Range<Int>) {
        let isCut = parameters.frame.length > 0 && parameters.envelopes.isEmpty
        let length = isCut ? parameters.frame.length + verifier.parityLength : 0
        var start = range.lowerBound
        // Each turn takes at least one octet.
        while start < range.upperBound {
            let rest = range.upperBound - start
            let count = length > 0 ? min(length, rest) : rest
            let data = StreamWindow(
                slab: slab, start: start, count: count, origin: 0, isStable: true)
            if length > 0, count < length {
                let cut = VerifiedFrame(
                    slab: slab, offset: start, length: count, arenaLength: 0, failure: .length,
                    codewords: CodewordCounts())
                accept(cut, start: position, bits: UInt64(count) * 8)
            } else {
                open(data, isVerified: false, start: position)
            }
            start += count
        }
    }
}
