import CCSDS

/// Frame counts of virtual and master channels: gaps, repeats, resets.
extension LinkDecoder {
    /// What the channel's frame count says; a gap goes to the batch and to the annotation.
    mutating func count(
        _ frame: VerifiedFrame, _ header: FrameHeader, _ index: Int,
        _ annotation: inout ReceptionAnnotation
    ) -> CounterStep? {
        var step = channelStep(frame, header, index)
        let estimate = estimatedMissing(step, header.modulus, index)
        // The count came round: whatever follows does not continue what was before.
        if step == nil, estimate != nil { step = .gap(missing: 0) }
        let counts = channels[index].statistics
        let last = channels[index].lastCount ?? 0
        channels[index].lastCount = header.count
        channels[index].lastModulus = header.modulus
        switch step {
        case .gap(let missing):
            annotation.missingBefore = estimate == nil ? UInt32(clamping: missing) : .max
            annotation.flags.insert(.gapBefore)
            delivery.statistics.channels[counts].gaps += 1
            delivery.statistics.channels[counts].missing += missing
        case .duplicate:
            annotation.flags.insert(.duplicate)
            delivery.statistics.channels[counts].duplicates += 1
        case .reset:
            annotation.missingBefore = .max
            delivery.statistics.channels[counts].resets += 1
        case nil: break
        }
        delivery.statistics.channels[counts].frames += 1
        delivery.statistics.channels[counts].correctedSymbols += UInt64(annotation.correctedSymbols)
        delivery.statistics.channels[counts].lastCount = header.count
        delivery.statistics.channels[counts].lastReception = annotation.earthReceiveTime
        if let step {
            gap(
                .virtualChannel(header.channel), step, last, header.count, header.modulus,
                annotation, estimate: estimate)
        }
        if let master = header.masterCount {
            countMaster(master, header, isRepeat: step == .duplicate, annotation)
        }
        return step
    }

    /// Frames that may be missing when so many could not be read that the count may have come
    /// round unseen; `nil`: they were fewer than the count's cycle.
    private mutating func estimatedMissing(
        _ step: CounterStep?, _ modulus: UInt64, _ index: Int
    ) -> UInt64? {
        let unreadable = unreadableFrames - channels[index].lastUnreadable
        channels[index].lastUnreadable = unreadableFrames
        let missing: UInt64
        switch step {
        case nil: missing = 0
        case .gap(let counted): missing = counted
        case .duplicate, .reset: return nil
        }
        guard unreadable >= missing + modulus else { return nil }
        return missing + (unreadable - missing) / modulus * modulus
    }

    private func channelStep(
        _ frame: VerifiedFrame, _ header: FrameHeader, _ index: Int
    ) -> CounterStep? {
        guard let last = channels[index].lastCount else { return nil }
        // The count cycle came or went: the two counts can't be compared.
        guard channels[index].lastModulus == header.modulus else { return .reset }
        let counter = ModuloCounter(
            modulus: header.modulus, maximumGap: parameters.frame.maximumGap)
        switch counter.step(from: last, to: header.count) {
        case .next: return nil
        case .gap(let missing): return .gap(missing: missing)
        case .same: return channels[index].repeats(frame) ? .duplicate : .reset
        case .reset: return .reset
        }
    }

    /// The master channel's count runs over all its virtual channels (132.0-B-3 §4.1.2.5).
    private mutating func countMaster(
        _ count: UInt8, _ header: FrameHeader, isRepeat: Bool, _ annotation: ReceptionAnnotation
    ) {
        let spacecraft = header.channel.spacecraft
        guard let last = channels.exchangeMasterCount(spacecraft, count) else { return }
        let counter = ModuloCounter(modulus: 1 << 8, maximumGap: parameters.frame.maximumGap)
        let step: CounterStep
        switch counter.step(from: UInt64(last), to: UInt64(count)) {
        case .next: return
        case .gap(let missing): step = .gap(missing: missing)
        case .same: step = isRepeat ? .duplicate : .reset
        case .reset: step = .reset
        }
        gap(
            .masterChannel(.tm, spacecraft), step, UInt64(last), UInt64(count), 1 << 8, annotation)
    }

    private mutating func gap(
        _ scope: CounterScope, _ step: CounterStep, _ last: UInt64, _ found: UInt64,
        _ modulus: UInt64, _ annotation: ReceptionAnnotation, estimate: UInt64? = nil
    ) {
        delivery.batch.gaps.append(
            CounterGap(
                scope: scope, step: step, last: last, found: found, modulus: modulus,
                earthReceiveTime: annotation.earthReceiveTime,
                streamOffset: annotation.streamOffset, estimate: estimate))
    }
}
