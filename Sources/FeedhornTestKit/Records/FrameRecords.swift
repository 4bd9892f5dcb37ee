extension StreamBuilder {
    /// Builds a stream of records, one frame (with its parity, where the channel has a code) in
    /// each; the truth's `bits` are the record's place in the stream, framing included.
    ///
    /// The channel has no marker (`ChannelFormat.fixed`), so that only faults that leave every
    /// bit in its place make sense: missing and repeated frames, resets, wrong FECF and
    /// spacecraft, symbol errors.
    public func build(
        _ frames: [GeneratedFrame], faults plan: FaultPlan = FaultPlan(), framing: RecordFraming
    ) -> (stream: GeneratedStream, records: [GeneratedRecord]) {
        precondition(channel.marker.isEmpty, "records need no marker")
        let plain = build(frames, faults: plan)
        let bodies = plain.truth.frames.compactMap { frame in
            frame.bits.map { Array(plain.octets[$0.lowerBound / 8..<$0.upperBound / 8]) }
        }
        var surroundings = generator
        var writer = RecordWriter(framing, generator: surroundings.fork())
        let written = writer.write(bodies)
        let truth = plain.truth.placed(written)
        return (GeneratedStream(octets: written.octets, truth: truth), written.records)
    }
}

extension StreamTruth {
    /// The same truth of the same frames, one in each data record of `stream`.
    fileprivate func placed(_ stream: GeneratedRecords) -> StreamTruth {
        var places = stream.records.filter(\.isData).map(\.range).makeIterator()
        let moved = frames.map { frame in
            guard frame.bits != nil, let place = places.next() else { return frame }
            return frame.moved(to: place.lowerBound * 8..<place.upperBound * 8)
        }
        return StreamTruth(
            frames: moved, faults: faults, acceptedSpacecraft: acceptedSpacecraft,
            duplicates: duplicates, bitCount: stream.octets.count * 8,
            mayHoldFalseFrames: mayHoldFalseFrames, holdsFalseMarkers: holdsFalseMarkers)
    }
}

extension FrameTruth {
    fileprivate func moved(to bits: Range<Int>) -> FrameTruth {
        FrameTruth(
            source: source, copy: copy, frame: frame, fate: fate, expectation: expectation,
            rejection: rejection, bits: bits, isInverted: isInverted, markerErrors: markerErrors,
            correctedSymbols: correctedSymbols, uncorrectableCodewords: uncorrectableCodewords,
            isMistakable: isMistakable, isOverlapped: isOverlapped, home: home)
    }
}
