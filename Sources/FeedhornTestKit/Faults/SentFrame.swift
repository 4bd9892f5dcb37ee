/// A frame on its way to the channel.
struct SentFrame {
    let source: Int
    let copy: Int
    /// The channel that it was made for.
    let home: ChannelIdentity
    /// As a decoder that corrects what it can has it.
    var frame: GeneratedFrame
    /// As it goes to the channel.
    var wire: [UInt8]
    var isSent = true
    var hasBadErrorControl = false
    var hasBadHeader = false
    var channelFaults: [StreamFault] = []
}

/// Applies the faults that befall frames before the channel.
struct FrameFaults {
    private var countOffsets: [ChannelIdentity: UInt64] = [:]
    private var masterOffsets: [UInt16: UInt8] = [:]

    /// The frames in the order sent, missing ones included.
    static func apply(
        _ faults: [PlacedFault], to frames: [GeneratedFrame], using generator: inout SeededGenerator
    ) -> [SentFrame] {
        var stage = FrameFaults()
        var byFrame = [[StreamFault]](repeating: [], count: frames.count)
        for placed in faults { byFrame[placed.frame].append(placed.fault) }
        return frames.indices.flatMap { index in
            stage.send(frames[index], index, byFrame[index], using: &generator)
        }
    }

    private mutating func send(
        _ original: GeneratedFrame, _ index: Int, _ faults: [StreamFault],
        using generator: inout SeededGenerator
    ) -> [SentFrame] {
        var copies = 0
        var frame = original
        for fault in faults { reset(fault, original) }
        renumber(&frame)
        for case .wrongSpacecraft(let spacecraft) in faults { frame.rename(spacecraft) }
        var sent = SentFrame(
            source: index, copy: 0, home: original.identity, frame: frame, wire: frame.octets)
        for fault in faults {
            switch fault {
            case .missing: sent.isSent = false
            case .repeated(let times): copies += times
            case .badErrorControl: sent.spoilErrorControl(using: &generator)
            case .headerErrors(let count): sent.spoilHeader(count, using: &generator)
            default: break
            }
        }
        sent.channelFaults = faults.filter(\.isOnChannel)
        guard copies > 0, sent.isSent else { return [sent] }
        return [sent]
            + (1...copies).map { copy in
                var again = SentFrame(
                    source: index, copy: copy, home: sent.home, frame: sent.frame,
                    wire: sent.wire)
                again.hasBadErrorControl = sent.hasBadErrorControl
                again.hasBadHeader = sent.hasBadHeader
                return again
            }
    }

    /// Notes a reset, as an offset to the counts that the frames were built with.
    private mutating func reset(_ fault: StreamFault, _ frame: GeneratedFrame) {
        switch fault {
        case .countReset(let count):
            let modulus = frame.format.countModulus
            let offset = (count % modulus + modulus - frame.channelCount) % modulus
            countOffsets[frame.identity] = offset
        case .masterCountReset(let count):
            masterOffsets[frame.spacecraft] = count &- frame.masterCount
        default: break
        }
    }

    private func renumber(_ frame: inout GeneratedFrame) {
        let offset = countOffsets[frame.identity] ?? 0
        let masterOffset = masterOffsets[frame.spacecraft] ?? 0
        guard offset != 0 || masterOffset != 0 else { return }
        let modulus = frame.format.countModulus
        frame.channelCount = (frame.channelCount + offset) % modulus
        switch frame.format.version {
        case .tm:
            frame.masterCount &+= masterOffset
            frame.octets[2] = frame.masterCount
            frame.octets[3] = UInt8(frame.channelCount)
        case .aos:
            frame.octets[2] = UInt8(frame.channelCount >> 16)
            frame.octets.setBigEndian16(UInt16(frame.channelCount & 0xFFFF), at: 3)
        case .uslp:
            for octet in 0..<frame.format.countOctets {
                let shift = UInt64(8 * (frame.format.countOctets - 1 - octet))
                frame.octets[7 + octet] = UInt8(truncatingIfNeeded: frame.channelCount >> shift)
            }
        }
        frame.renewChecks()
    }
}

extension GeneratedFrame {
    fileprivate var identity: ChannelIdentity {
        ChannelIdentity(spacecraft: spacecraft, virtualChannel: virtualChannel)
    }

    /// Writes another spacecraft's identifier; the checks are made right for it.
    fileprivate mutating func rename(_ identifier: UInt16) {
        let head = UInt16(octets[0]) << 8 | UInt16(octets[1])
        switch format.version {
        case .tm:
            spacecraft = identifier & 0x3FF
            octets.setBigEndian16(head & 0xC00F | spacecraft << 4, at: 0)
        case .aos:
            spacecraft = identifier & (format.spacecraftBits == 10 ? 0x3FF : 0xFF)
            octets.setBigEndian16(head & 0xC03F | (spacecraft & 0xFF) << 6, at: 0)
            if format.spacecraftBits == 10 {
                octets[5] = octets[5] & 0xCF | UInt8(spacecraft >> 8) << 4
            }
        case .uslp:
            spacecraft = identifier
            octets.setBigEndian16(head & 0xF000 | identifier >> 4, at: 0)
            octets[2] = octets[2] & 0x0F | UInt8(identifier & 15) << 4
        }
        renewChecks()
    }
}

extension SentFrame {
    /// Makes the FECF wrong, in the frame as delivered too.
    fileprivate mutating func spoilErrorControl(using generator: inout SeededGenerator) {
        precondition(frame.format.hasErrorControl, "the frame has no FECF to spoil")
        let length = frame.format.errorControlLength
        let place = wire.count - length + generator.integer(below: length)
        wire[place] ^= generator.nonZeroOctet()
        frame.octets = wire
        hasBadErrorControl = true
    }

    /// Makes `count` of the header's ten symbols wrong; over 2 of them so that no header lies
    /// within reach.
    fileprivate mutating func spoilHeader(_ count: Int, using generator: inout SeededGenerator) {
        precondition(frame.format.hasHeaderErrorControl && !frame.format.hasErrorControl)
        let good = wire
        // Four symbols in octets 0 and 1, two in octet 5, four in octets 6 and 7.
        let nibbles = [0, 1, 2, 3, 10, 11, 12, 13, 14, 15]
        for _ in 0..<1_000 {
            wire = good
            for symbol in generator.distinct(count, in: 0..<10) {
                let nibble = nibbles[symbol]
                let error = UInt8(generator.integer(in: 1...15))
                wire[nibble / 2] ^= nibble % 2 == 0 ? error << 4 : error
            }
            let symbols = nibbles.map { wire[$0 / 2] >> ($0 % 2 == 0 ? 4 : 0) & 15 }
            if count <= 2 || !HeaderErrorControl.isWithinReach(symbols) { break }
        }
        hasBadHeader = count > 2
    }
}
