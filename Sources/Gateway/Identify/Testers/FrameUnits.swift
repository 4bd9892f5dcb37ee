import ChannelCoding

/// Units of equal length out of a stream, with the randomizer's sequence taken off: what frames or
/// codeblocks would be, if one begins at each of `starts`.
struct FrameUnits {
    let length: Int
    let units: [[UInt8]]

    /// - Parameters:
    ///   - starts: bits at which units begin, and whether they are inverted.
    init(
        _ octets: [UInt8], starts: [(bit: Int, inverted: Bool)], length: Int,
        _ randomizer: LinkSketch.Randomizer
    ) {
        self.length = length
        let mover = FrameMover(randomizer: randomizer.sequence, maximumLength: length)
        units = octets.withUnsafeBytes { memory in
            guard let base = memory.baseAddress else { return [] }
            return starts.compactMap { start in
                // A unit at any bit reaches into one octet more.
                guard start.bit / 8 + length + (start.bit % 8 == 0 ? 0 : 1) <= memory.count
                else { return nil }
                return [UInt8](unsafeUninitializedCapacity: length) { room, count in
                    guard let to = room.baseAddress else { return }
                    mover.move(
                        from: base + start.bit / 8, bitOffset: start.bit % 8,
                        inverted: start.inverted, to: UnsafeMutableRawPointer(to), count: length)
                    count = length
                }
            }
        }
    }
}

extension LinkSketch.Randomizer {
    var sequence: Pseudorandomizer? {
        switch self {
        case .none: nil
        case .ccsds255: .period255
        case .ccsds131071: .period131071
        }
    }
}
