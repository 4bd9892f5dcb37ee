import ChannelCoding

/// Units that are no good frames: what is inside them, and where the next one begins.
///
/// Every marker in them is tried once, however the octets come and however many markers there
/// are: ``FrameSynchronizer/tried`` says how far.
extension LinkDecoder {
    /// No marker where one was expected, and no frame either.
    mutating func settleMissing(_ unit: UInt64, _ window: StreamWindow) -> Bool {
        if takesOverlapping(window) { return true }
        let result = inside(unit, window)
        if case .needMore = result { return false }
        synchronizer.broken = nil
        switch result {
        case .nextInPlace where !verifier.isVerifiable && synchronizer.parameters.flywheel > 0:
            // Between two good markers, and nothing to verify with.
            coast(over: unit, window)
        case .found(let hit):
            skip(to: hit.unit, .noSync)
            synchronizer.slip()
            accept(hit, window)
        case .nextInPlace, .nothing, .needMore:
            if takesUnmarked(unit, window) { return true }
            synchronizer.miss()
            skip(to: unit + synchronizer.unitBits, .noSync)
        }
        return true
    }

    /// A burst may have hit just the marker: a frame that verifies is taken all the same.
    ///
    /// Asked last, for the code can't tell a frame from one that slipped by a few octets: a
    /// codeword that is shifted is one again but for its ends, and the randomizer's sequence is
    /// itself a codeword (I = 1 and 4). A marker in another place is the better witness.
    private mutating func takesUnmarked(_ unit: UInt64, _ window: StreamWindow) -> Bool {
        guard verifier.isVerifiable else { return false }
        let unmarked = UnitHit(unit: unit, errors: .max, inverted: synchronizer.inverted)
        let frame = verify(unmarked, window)
        let reading = read(frame)
        if reading.isAccepted {
            take(frame, reading, unmarked, window, hasMarker: false)
            return true
        }
        if takesTurned(unmarked, window) { return true }
        // Found, and refused for what its header says.
        guard frame.failure == nil else { return false }
        takeAnyway(unmarked, window, hasMarker: false)
        return true
    }

    /// The frame before was cut near its end, and the unit that was to follow it began in what it
    /// was thought to have there.
    mutating func takesOverlapping(_ window: StreamWindow) -> Bool {
        guard tail.ends(at: position), unit(at: position, window) == nil else { return false }
        let joined = tail.joined(window)
        // A unit that is no longer than a tail may lie in it whole: it is the one taken before.
        var from = max(tail.start, position - min(position, synchronizer.unitBits - 1))
        // Each turn begins behind the last hit, in the few octets of a tail.
        while from < position, let hit = firstUnit(joined, from: from, to: position) {
            from = hit.unit + 1
            guard isComplete(hit.unit, joined) else { continue }
            let frame = verify(hit, joined)
            let reading = read(frame)
            guard reading.isAccepted else { continue }
            synchronizer.broken = nil
            synchronizer.slip()
            take(frame, reading, hit, joined, hasMarker: true)
            return true
        }
        // Nothing is there: it is looked at once.
        tail.clear()
        return false
    }

    /// The frame of a unit failed its check: it owns the bits up to the next marker inside it.
    mutating func settleFailed(_ hit: UnitHit, _ window: StreamWindow) -> Bool {
        let result = inside(hit.unit, window)
        if case .needMore = result { return false }
        synchronizer.broken = nil
        var end = hit.unit + synchronizer.unitBits
        if case .found(let next) = result { end = next.unit }
        let frame = verify(hit, window)
        let marker = min(UInt64(synchronizer.outerMarkerBits), end - hit.unit)
        takeMarker(Int(marker))
        accept(frame, start: hit.unit, bits: end - hit.unit - marker)
        if case .found(let next) = result {
            synchronizer.slip()
            accept(next, window)
        } else if frame.failure == nil {
            // Nothing inside: a good frame that the link does not accept.
            synchronizer.hit(inverted: hit.inverted)
            reportState(at: hit.unit)
        } else {
            // What looked like a marker in noise is no place to expect the next one from.
            synchronizer.expects = synchronizer.state != .search
        }
        return true
    }

    private enum Inside {
        case found(UnitHit)
        /// Nothing inside, and the next marker stands where the frame ends.
        case nextInPlace
        case nothing
        case needMore
    }

    /// Looks for the next unit after the beginning of `unit` and up to its end.
    private mutating func inside(_ unit: UInt64, _ window: StreamWindow) -> Inside {
        let end = unit + synchronizer.unitBits
        synchronizer.tried = max(synchronizer.tried, unit + 1)
        // Each turn begins behind the last hit; there are fewer hits than bits in a unit.
        while synchronizer.tried < end,
            let hit = firstUnit(window, from: synchronizer.tried, to: end)
        {
            synchronizer.tried = hit.unit
            guard let isGood = isGood(hit, window) else { return .needMore }
            if isGood { return .found(hit) }
            synchronizer.tried = hit.unit + 1
        }
        let marker = synchronizer.markerOffset + UInt64(synchronizer.markerBits)
        guard end + marker <= window.endBit || isFinished else {
            // Markers that are only half received are still to be tried.
            let whole = window.endBit >= marker ? window.endBit - marker + 1 : 0
            synchronizer.tried = max(synchronizer.tried, min(end, whole))
            return .needMore
        }
        if self.unit(at: end, window) != nil { return .nextInPlace }
        if verifier.isVerifiable, let hit = firstSignificant(window, from: unit + 1, to: end) {
            return .found(hit)
        }
        return .nothing
    }

    /// A good frame begins at `hit`; `nil`: too little is received to say so.
    private mutating func isGood(_ hit: UnitHit, _ window: StreamWindow) -> Bool? {
        guard isComplete(hit.unit, window) else { return isFinished ? false : nil }
        if verifier.isVerifiable { return verify(hit, window).failure == nil }
        return isConfirmed(hit, window) ?? (isFinished ? false : nil)
    }

    /// The first marker that is one even if the frame behind it is not good.
    private func firstSignificant(
        _ window: StreamWindow, from: UInt64, to end: UInt64
    ) -> UnitHit? {
        guard synchronizer.isSignificant(0) else { return nil }
        var from = from
        // Each turn begins behind the last hit.
        while from < end, let hit = firstUnit(window, from: from, to: end) {
            if synchronizer.isSignificant(hit.errors) { return hit }
            from = hit.unit + 1
        }
        return nil
    }
}

/// Markers and frames in a window.
extension LinkDecoder {
    mutating func verify(_ hit: UnitHit, _ window: StreamWindow) -> VerifiedFrame {
        // Words of another code would be taken for clean ones (E = 8 for E = 16).
        verifier.checksEveryRoot = synchronizer.state == .search
        return verifier.verify(
            window, atBit: hit.unit + synchronizer.frameOffset,
            codedLength: synchronizer.codedLength, inverted: hit.inverted, arena: &arena)
    }

    func isComplete(_ unit: UInt64, _ window: StreamWindow) -> Bool {
        unit + synchronizer.unitBits <= window.endBit
    }

    /// The marker one unit later: there, not there, or not received yet (`nil`).
    func isConfirmed(_ hit: UnitHit, _ window: StreamWindow) -> Bool? {
        let next = hit.unit + synchronizer.unitBits
        let end = next + synchronizer.markerOffset + UInt64(synchronizer.markerBits)
        guard end <= window.endBit else { return nil }
        return unit(at: next, window) != nil
    }

    /// The unit that begins just at `bit`, if its marker is there.
    func unit(at bit: UInt64, _ window: StreamWindow) -> UnitHit? {
        let octets = unsafe window.slab.pointer(window.start..<window.start + window.count)
        guard let base = octets.baseAddress else { return nil }
        let place = Int(bit + synchronizer.markerOffset - window.origin * 8)
        guard
            let hit = unsafe synchronizer.searcher.hit(
                at: place, in: base, count: window.count)
        else { return nil }
        return UnitHit(unit: bit, errors: hit.errors, inverted: hit.inverted)
    }

    /// The first unit that begins in `from..<to` (`to` itself not) and whose marker is all there.
    func firstUnit(_ window: StreamWindow, from: UInt64, to: UInt64) -> UnitHit? {
        let base = window.origin * 8
        let offset = synchronizer.markerOffset
        let first = Int(from + offset - base)
        let last = to == .max ? Int.max : Int(to + offset - base)
        guard let hit = searchMarker(window, first, min(last, window.count * 8)) else {
            return nil
        }
        return UnitHit(
            unit: base + UInt64(hit.bit) - offset, errors: hit.errors, inverted: hit.inverted)
    }

    private func searchMarker(
        _ window: StreamWindow, _ first: Int, _ last: Int
    ) -> MarkerHit? {
        guard first < last else { return nil }
        let octets = unsafe window.slab.pointer(window.start..<window.start + window.count)
        guard let base = octets.baseAddress else { return nil }
        return unsafe synchronizer.searcher.firstHit(
            in: base, count: window.count, fromBit: first, toBit: last)
    }
}
