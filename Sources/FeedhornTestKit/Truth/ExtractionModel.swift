/// Which packets come out of which frames, by what the generator knows of them and without
/// reading an octet.
///
/// A packet comes out when its start can be reached, every packet frame that it runs on into is
/// delivered, in order, and no count steps between its first and its last frame. Frames of only
/// idle data, and of other access points (USLP), between them are counted and otherwise pass by.
/// This is what
/// `semantics.packet_extraction` of the recordings' manifest amounts to for frames that are
/// built by the rules.
struct ExtractionModel {
    private struct Entry {
        let index: Int
        let frame: GeneratedFrame
        /// The channel's count went on by one (or this is its first frame).
        let goesOn: Bool
        /// Same count and octets as the frame before it on the channel.
        let isRepeat: Bool
    }

    private let duplicates: DuplicateTreatment
    private var result = DeliveredTruth()
    private var entries: [ChannelIdentity: [Entry]] = [:]
    private var lastMaster: [UInt16: Entry] = [:]
    private var lastAccepted: [UInt8]?

    private init(duplicates: DuplicateTreatment) { self.duplicates = duplicates }

    /// - Parameter frames: the frames that pass every check, in order, with their indexes.
    static func run(
        _ frames: [(index: Int, truth: FrameTruth)], duplicates: DuplicateTreatment
    ) -> DeliveredTruth {
        var model = ExtractionModel(duplicates: duplicates)
        for (index, truth) in frames { model.accept(index, truth) }
        model.extract()
        return model.result
    }

    private mutating func accept(_ index: Int, _ truth: FrameTruth) {
        let frame = truth.frame
        if duplicates == .drop, frame.octets == lastAccepted {
            result.droppedDuplicates.append(index)
            return
        }
        lastAccepted = frame.octets
        result.frames.append(index)
        if frame.format.version == .tm { countMaster(index, frame) }
        let last = entries[truth.channel]?.last
        var step: CounterStepTruth?
        if let last = last?.frame {
            step = counterStep(
                from: last, last.channelCount, to: frame, frame.channelCount,
                virtualChannel: frame.virtualChannel, modulus: frame.format.countModulus, index)
        }
        if let step { result.channelSteps.append(step) }
        let entry = Entry(
            index: index, frame: frame, goesOn: step == nil, isRepeat: step?.kind == .duplicate)
        entries[truth.channel, default: []].append(entry)
    }

    private mutating func countMaster(_ index: Int, _ frame: GeneratedFrame) {
        if let last = lastMaster[frame.spacecraft]?.frame {
            let step = counterStep(
                from: last, UInt64(last.masterCount), to: frame, UInt64(frame.masterCount),
                virtualChannel: nil, modulus: 256, index)
            if let step { result.masterSteps.append(step) }
        }
        lastMaster[frame.spacecraft] = Entry(
            index: index, frame: frame, goesOn: true, isRepeat: false)
    }

    private func counterStep(
        from last: GeneratedFrame, _ lastCount: UInt64, to found: GeneratedFrame,
        _ foundCount: UInt64, virtualChannel: UInt8?, modulus: UInt64, _ index: Int
    ) -> CounterStepTruth? {
        let missing = (foundCount &+ modulus &+ modulus &- lastCount &- 1) % modulus
        guard missing != 0 else { return nil }
        var kind = CounterStepTruth.Kind.gap(missing: missing)
        if lastCount == foundCount {
            kind = last.octets == found.octets ? .duplicate : .reset
        } else if modulus > 256, missing > modulus / 2 {
            kind = .reset
        }
        return CounterStepTruth(
            spacecraft: found.spacecraft, virtualChannel: virtualChannel, kind: kind,
            last: lastCount, found: foundCount, modulus: modulus, frame: index)
    }

    private mutating func extract() {
        struct Completed {
            let order: (Int, Int, Int)
            let packet: PacketTruth
        }
        var completed: [Completed] = []
        for (channel, frames) in entries {
            for (place, entry) in frames.enumerated() {
                for start in entry.frame.starts {
                    // A foreign packet version ends the walk of its frame.
                    if start.packet.kind == .foreign { break }
                    guard let end = end(of: start, at: place, in: frames) else { continue }
                    let packet = PacketTruth(
                        packet: start.packet, channel: channel,
                        accessPoint: entry.frame.accessPoint, firstFrame: entry.index,
                        lastFrame: frames[end].index)
                    completed.append(
                        Completed(
                            order: (packet.lastFrame, entry.index, start.offset), packet: packet))
                }
            }
        }
        result.packets = completed.sorted { $0.order < $1.order }.map(\.packet)
    }

    /// The place in `frames` of the frame that completes a packet.
    private mutating func end(
        of start: GeneratedFrame.PacketStart, at place: Int, in frames: [Entry]
    ) -> Int? {
        guard var rest = start.continuations else { return nil }
        let continues = duplicates == .keepAndContinue
        if rest > 0, continues, frames[place].isRepeat { return nil }
        let first = frames[place].frame
        var expected = (first.packetFrame ?? 0) + 1
        var last = place
        while rest > 0 {
            last += 1
            guard last < frames.count else { return nil }
            if continues, frames[last].isRepeat { continue }
            guard frames[last].goesOn else { return nil }
            guard let number = frames[last].frame.packetFrame,
                frames[last].frame.accessPoint == first.accessPoint
            else { continue }
            guard number == expected else {
                result.hasHiddenGap = true
                return nil
            }
            expected += 1
            rest -= 1
        }
        return last
    }
}
