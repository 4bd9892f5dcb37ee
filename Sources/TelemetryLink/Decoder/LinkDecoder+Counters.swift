import CCSDS

/// Frame counts of virtual and master channels: gaps, repeats, resets.
extension LinkDecoder {
    /// What the channel's frame count says; a gap goes to the batch and to the annotation.
    mutating func count(
        _ frame: borrowing VerifiedFrame, _ header: FrameHeader, _ index: Int, start: UInt64,
        _ annotation: inout ReceptionAnnotation
    ) -> CounterStep? {
        let this = CountedFrame(
            count: header.count, modulus: header.modulus, place: framePlace(start: start))
        let counts = channels[index].statistics
        var step: CounterStep?
        if let last = channels[index].exchange(this) {
            step = channelStep(frame, last, this, index)
            let estimate = estimatedMissing(step, last, this)
            // The count came round: whatever follows does not continue what was before.
            if step == nil, estimate != nil { step = .gap(missing: 0) }
            if let step {
                note(step, estimate, counts, &annotation)
                gap(
                    .virtualChannel(header.channel), step, last.count, this.count, this.modulus,
                    annotation, estimate: estimate)
            }
        }
        delivery.statistics.channels[counts].note(annotation, count: header.count)
        if let master = header.masterCount {
            countMaster(
                MasterCount(count: master, place: this.place), header,
                isRepeat: step == .duplicate, annotation)
        }
        return step
    }

    private mutating func note(
        _ step: CounterStep, _ estimate: UInt64?, _ counts: Int,
        _ annotation: inout ReceptionAnnotation
    ) {
        switch step {
        case .gap(let missing):
            annotation.missingBefore = estimate == nil ? UInt32(clamping: missing) : .max
            annotation.flags.insert(.gapBefore)
            delivery.statistics.channels[counts].gaps += 1
            delivery.statistics.channels[counts].missing += missing
            delivery.statistics.channels[counts].estimatedMore += (estimate ?? missing) - missing
        case .duplicate:
            annotation.flags.insert(.duplicate)
            delivery.statistics.channels[counts].duplicates += 1
        case .reset:
            annotation.missingBefore = .max
            delivery.statistics.channels[counts].resets += 1
            delivery.statistics.channels[counts].estimatedMore += estimate ?? 0
        }
    }

    /// Where the frame that begins at `start`, just delivered, stands among all that came.
    private func framePlace(start: UInt64) -> FramePlace {
        // Symbols that became no bits were bits of the channel all the same.
        var place = estimator.place(
            start: clock.symbols?.channelBit(of: start) ?? start,
            found: delivery.balance.framesFound, unreadable: unreadableFrames)
        if estimator.asksTime { place.monotonic = clock.place(ofBit: start).monotonic }
        return place
    }

    private func estimatedMissing(
        _ step: CounterStep?, _ last: CountedFrame, _ this: CountedFrame
    ) -> UInt64? {
        guard last.modulus == this.modulus else { return nil }
        return estimatedMissing(
            step, last.count, this.count, this.modulus,
            room: estimator.room(from: last.place, to: this.place))
    }

    /// Frames that may be missing between two counts when `room` others would fit there; `nil`
    /// where that is no more than the counts say.
    private func estimatedMissing(
        _ step: CounterStep?, _ last: UInt64, _ found: UInt64, _ modulus: UInt64, room: UInt64
    ) -> UInt64? {
        guard room > 0 else { return nil }
        switch step {
        case nil:
            return estimator.estimate(counted: 0, modulus: modulus, room: room, proven: true)
        case .gap(let missing):
            return estimator.estimate(
                counted: missing, modulus: modulus, room: room, proven: true)
        case .reset:
            // A count that repeats, or jumps, does so too when the frames between were lost.
            return estimator.estimate(
                counted: (found &- last &+ modulus &- 1) % modulus, modulus: modulus,
                room: room, proven: false)
        case .duplicate: return nil
        }
    }

    private func channelStep(
        _ frame: borrowing VerifiedFrame, _ last: CountedFrame, _ this: CountedFrame, _ index: Int
    ) -> CounterStep? {
        // The count cycle came or went: the two counts can't be compared.
        guard last.modulus == this.modulus else { return .reset }
        let counter = ModuloCounter(
            modulus: this.modulus, maximumGap: parameters.frame.maximumGap)
        switch counter.step(from: last.count, to: this.count) {
        case .next: return nil
        case .gap(let missing): return .gap(missing: missing)
        case .same: return channels[index].repeats(frame) ? .duplicate : .reset
        case .reset: return .reset
        }
    }

    /// The master channel's count runs over all its virtual channels (132.0-B-3 §4.1.2.5).
    private mutating func countMaster(
        _ master: MasterCount, _ header: FrameHeader, isRepeat: Bool,
        _ annotation: ReceptionAnnotation
    ) {
        let spacecraft = header.channel.spacecraft
        guard let last = channels.exchangeMasterCount(spacecraft, master) else { return }
        let (before, now) = (UInt64(last.count), UInt64(master.count))
        let counter = ModuloCounter(modulus: 1 << 8, maximumGap: parameters.frame.maximumGap)
        var step: CounterStep?
        switch counter.step(from: before, to: now) {
        case .next: step = nil
        case .gap(let missing): step = .gap(missing: missing)
        case .same: step = isRepeat ? .duplicate : .reset
        case .reset: step = .reset
        }
        let estimate = estimatedMissing(
            step, before, now, counter.modulus,
            room: estimator.room(from: last.place, to: master.place))
        if step == nil, estimate != nil { step = .gap(missing: 0) }
        guard let step else { return }
        gap(
            .masterChannel(.tm, spacecraft), step, before, now, counter.modulus, annotation,
            estimate: estimate)
    }

    private mutating func gap(
        _ scope: CounterScope, _ step: CounterStep, _ last: UInt64, _ found: UInt64,
        _ modulus: UInt64, _ annotation: ReceptionAnnotation, estimate: UInt64?
    ) {
        delivery.batch.gaps.append(
            CounterGap(
                scope: scope, step: step, last: last, found: found, modulus: modulus,
                earthReceiveTime: annotation.earthReceiveTime,
                streamOffset: annotation.streamOffset, estimate: estimate))
    }
}
