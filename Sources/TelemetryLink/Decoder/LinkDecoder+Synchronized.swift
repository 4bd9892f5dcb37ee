import CCSDS
import ChannelCoding

/// Frames behind sync markers in a stream of bits.
///
/// A unit is a marker and its coded frame. Where the next unit is expected, its marker may be
/// damaged; where a frame fails its check, the next marker is looked for *inside* it, so that a
/// cut unit costs one frame, not two.
extension LinkDecoder {
    /// One decision; `false` when the window does not hold enough for the next.
    mutating func synchronize(_ window: StreamWindow) -> Bool {
        let place = position
        let decided =
            switch synchronizer.broken {
            case .failed(let hit): settleFailed(hit, window)
            case .missing(let unit): settleMissing(unit, window)
            case nil: synchronizer.expects ? expected(window) : search(window)
            }
        reportState(at: place)
        return decided
    }

    // MARK: SEARCH

    private mutating func search(_ window: StreamWindow) -> Bool {
        guard let hit = firstUnit(window, from: position, to: .max) else {
            skipUnfound(window)
            return false
        }
        skip(to: hit.unit, .noSync)
        guard isComplete(hit.unit, window) else { return giveUpIncomplete(hit, window) }
        if verifier.isVerifiable {
            let frame = verify(hit, window)
            let reading = read(frame)
            if reading.isAccepted {
                take(frame, reading, hit, window, hasMarker: true)
            } else if frame.failure == nil || synchronizer.isSignificant(hit.errors) {
                synchronizer.broken = .failed(hit)
            } else {
                skip(to: hit.unit + 1, .noSync)
            }
            return true
        }
        if synchronizer.parameters.acquire > 1 {
            switch isConfirmed(hit, window) {
            case nil: return finishUnconfirmed(hit)
            case .some(false):
                skip(to: hit.unit + 1, .noSync)
                return true
            case .some(true): break
            }
        }
        takeAnyway(hit, window, hasMarker: true)
        return true
    }

    /// No marker: all bits are noise but the last ones, which may be the beginning of one.
    private mutating func skipUnfound(_ window: StreamWindow) {
        let kept = synchronizer.markerOffset + UInt64(synchronizer.markerBits - 1)
        if window.endBit > position + kept { skip(to: window.endBit - kept, .noSync) }
        if isFinished { skip(to: window.endBit, .noSync) }
    }

    /// The stream ended behind a marker that nothing confirmed.
    private mutating func finishUnconfirmed(_ hit: UnitHit) -> Bool {
        guard isFinished else { return false }
        skip(to: hit.unit + synchronizer.unitBits, .unconfirmed)
        return true
    }

    /// A marker in the search whose unit is not complete: wait, or the stream ended in it.
    private mutating func giveUpIncomplete(_ hit: UnitHit, _ window: StreamWindow) -> Bool {
        guard isFinished else { return false }
        if synchronizer.isSignificant(hit.errors) {
            truncated(window)
        } else {
            skip(to: hit.unit + 1, .noSync)
        }
        return true
    }

    // MARK: CHECK, LOCK, FLYWHEEL

    private mutating func expected(_ window: StreamWindow) -> Bool {
        guard isComplete(position, window) else {
            guard isFinished else { return false }
            return takesOverlapping(window) || finishExpected(window)
        }
        if let hit = unit(at: position, window) {
            accept(hit, window)
            return true
        }
        synchronizer.broken = .missing(position)
        return true
    }

    /// The stream ended in the unit that was expected.
    private mutating func finishExpected(_ window: StreamWindow) -> Bool {
        if unit(at: position, window) != nil {
            truncated(window)
        } else {
            synchronizer.lose()
        }
        return position < window.endBit
    }

    /// A frame that was cut off by the end of the stream was found, and is rejected.
    private mutating func truncated(_ window: StreamWindow) {
        let unit = position
        let marker = min(UInt64(synchronizer.outerMarkerBits), window.endBit - unit)
        takeMarker(Int(marker))
        let cut = VerifiedFrame(
            slab: window.slab, offset: 0, length: 0, arenaLength: 0, failure: .truncated,
            codewords: CodewordCounts())
        accept(cut, start: unit, bits: window.endBit - position)
        synchronizer.lose()
    }

    // MARK: taking units

    /// A unit with its marker: taken, or what is inside it is looked at next.
    mutating func accept(_ hit: UnitHit, _ window: StreamWindow) {
        // Only at the stream's end: the search finds it again, and cut off.
        guard isComplete(hit.unit, window) else { return }
        let frame = verify(hit, window)
        // A codeword that lost octets can pass the code as a shifted one: what its header gives
        // away is searched inside like any frame that failed.
        let reading = read(frame)
        if reading.isAccepted {
            take(frame, reading, hit, window, hasMarker: true)
        } else if !takesTurned(hit, window) {
            synchronizer.broken = .failed(hit)
        }
    }

    /// The polarity turned in the unit's first bits: its marker has the one, its frame the other,
    /// but for symbols that can be corrected. (Most codes pass a frame in both polarities; its
    /// header tells them apart.)
    mutating func takesTurned(_ hit: UnitHit, _ window: StreamWindow) -> Bool {
        guard verifier.isVerifiable, synchronizer.parameters.polarity == .automatic else {
            return false
        }
        let turned = UnitHit(unit: hit.unit, errors: hit.errors, inverted: !hit.inverted)
        let frame = verify(turned, window)
        let reading = read(frame)
        guard reading.isAccepted else { return false }
        take(frame, reading, turned, window, hasMarker: hit.errors != .max)
        synchronizer.inverted = turned.inverted
        return true
    }

    /// Takes the unit at `unit`, whose marker is not there and whose frame can't be verified.
    mutating func coast(over unit: UInt64, _ window: StreamWindow) {
        let ghost = UnitHit(unit: unit, errors: .max, inverted: synchronizer.inverted)
        takeAnyway(ghost, window, hasMarker: false)
    }

    /// Takes the unit at `hit`, whatever its frame is.
    mutating func takeAnyway(_ hit: UnitHit, _ window: StreamWindow, hasMarker: Bool) {
        let frame = verify(hit, window)
        take(frame, read(frame), hit, window, hasMarker: hasMarker)
    }

    /// Takes a unit: its marker, then its frame. What the frame before owns of it stays there.
    mutating func take(
        _ frame: borrowing VerifiedFrame, _ reading: FrameHeaderReader.Reading, _ hit: UnitHit,
        _ window: StreamWindow, hasMarker: Bool
    ) {
        let end = hit.unit + synchronizer.unitBits
        let marker = UInt64(synchronizer.outerMarkerBits)
        let owned = position - hit.unit
        takeMarker(Int(marker - min(marker, owned)))
        accept(frame, reading, start: hit.unit, bits: end - position)
        tail.note(window, end: end, hasErrors: frame.codewords.correctedSymbols > 0)
        if hasMarker {
            synchronizer.hit(inverted: hit.inverted)
        } else {
            synchronizer.coast()
        }
        // As of the unit: where the search for it began depends on how the octets came.
        reportState(at: hit.unit)
        if hit.inverted != synchronizer.reportedInverted { reportPolarity(hit) }
    }

    private mutating func reportPolarity(_ hit: UnitHit) {
        synchronizer.reportedInverted = hit.inverted
        let place = clock.place(ofBit: hit.unit)
        delivery.batch.events.append(
            LinkEvent(
                kind: .polarity(inverted: hit.inverted), streamOffset: place.streamOffset,
                earthReceiveTime: place.utc))
    }
}
