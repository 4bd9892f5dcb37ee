import ChannelCoding

/// Codeblocks of the AOS stream, as many as a core's cache holds, for the works that look at one
/// part of the decoder.
struct Codeblocks {
    let code: ReedSolomonCode
    /// Octets of the codeblocks, randomizer taken off, back to back.
    let octets: [UInt8]
    let count: Int

    init(_ stream: ChannelStream) {
        code = stream.code
        let mover = FrameMover(randomizer: .period255, maximumLength: code.codeblockLength)
        let marker = stream.unitLength - code.codeblockLength
        let length = code.codeblockLength
        let count = min(stream.frames, (256 << 10) / length)
        var octets = [UInt8](repeating: 0, count: count * length)
        octets.withUnsafeMutableBytes { room in
            stream.octets.withUnsafeBytes { source in
                guard let from = source.baseAddress, let to = room.baseAddress else { return }
                for index in 0..<count {
                    mover.move(
                        from: from + index * stream.unitLength + marker, bitOffset: 0,
                        inverted: false, to: to + index * length, count: length)
                }
            }
        }
        self.octets = octets
        self.count = count
    }
}

/// Reed–Solomon check, and correction where codewords are bad.
final class ReedSolomonWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items?

    private let blocks: Codeblocks
    private let isBad: Bool
    private let turns: Int
    private var work: [UInt8]
    private var decoder: ReedSolomonDecoder
    private var failed = 0

    init(_ name: String, _ title: String, _ blocks: Codeblocks, isBad: Bool, size: Int) {
        self.name = name
        self.title = title
        self.blocks = blocks
        self.isBad = isBad
        work = blocks.octets
        turns = max(1, size / blocks.octets.count)
        octets = turns * blocks.octets.count
        items = Items(count: turns * blocks.count, unit: .codeblock)
        decoder = ReedSolomonDecoder(code: blocks.code)
    }

    func prepare() { failed = 0 }

    func run() {
        let length = blocks.code.codeblockLength
        work.withUnsafeMutableBytes { work in
            for _ in 0..<turns {
                // The errors are put back, which takes a hundredth of the time to correct them.
                if isBad { work.copyBytes(from: blocks.octets) }
                for index in 0..<blocks.count {
                    let block = UnsafeMutableRawBufferPointer(
                        rebasing: work[index * length..<(index + 1) * length])
                    if decoder.decode(block) == .uncorrectable { failed += 1 }
                }
            }
        }
    }

    func fault() -> String? { failed == 0 ? nil : "\(failed) uncorrectable codeblocks" }
}

/// CRC-16 of frames of 1115 octets.
final class ChecksumWork: Work {
    let name = "crc16"
    let title = "CRC-16 of 1115 octets"
    let octets: Int
    let items: Items?

    private let frames: [UInt8]
    private let turns: Int
    private var sum: UInt16 = 0

    private static let length = 1115
    private static let count = 200

    init(size: Int) {
        var random = RandomSequence(seed: 1115)
        frames = random.octets(ChecksumWork.length * ChecksumWork.count)
        turns = max(1, size / frames.count)
        octets = turns * frames.count
        items = Items(count: turns * ChecksumWork.count, unit: .frame)
    }

    func run() {
        let frames = frames
        for _ in 0..<turns {
            for index in 0..<ChecksumWork.count {
                let start = index * ChecksumWork.length
                sum ^= CRC16.checksum(
                    frames.span.bytes.extracting(start..<start + ChecksumWork.length))
            }
        }
        keep(sum)
    }
}

/// CRC-32 of F´ frames.
final class ReflectedChecksumWork: Work {
    let name = "crc32"
    let title = "CRC-32 of 1024 octets"
    let octets: Int
    let items: Items?

    private let frames: [UInt8]
    private let turns: Int
    private var sum: UInt32 = 0

    private static let length = 1024
    private static let count = 200

    init(size: Int) {
        var random = RandomSequence(seed: 1024)
        frames = random.octets(ReflectedChecksumWork.length * ReflectedChecksumWork.count)
        turns = max(1, size / frames.count)
        octets = turns * frames.count
        items = Items(count: turns * ReflectedChecksumWork.count, unit: .frame)
    }

    func run() {
        let frames = frames
        for _ in 0..<turns {
            for index in 0..<ReflectedChecksumWork.count {
                let start = index * ReflectedChecksumWork.length
                sum ^= ReflectedCRC32.ieee.checksum(
                    frames.span.bytes.extracting(start..<start + ReflectedChecksumWork.length))
            }
        }
        keep(sum)
    }
}

/// The pass that takes the randomizer off and brings a frame to an octet boundary.
final class MoveWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items?

    private let source: [UInt8]
    private var target: [UInt8]
    private let turns: Int
    private let bitOffset: Int
    private let mover = FrameMover(randomizer: .period255, maximumLength: MoveWork.length)

    private static let length = 1020
    private static let count = 200

    init(_ name: String, bitOffset: Int, size: Int) {
        self.name = name
        self.bitOffset = bitOffset
        title = "frame mover, 1020 octets, bit offset \(bitOffset)"
        var random = RandomSequence(seed: 1020)
        source = random.octets(MoveWork.length * MoveWork.count + 1)
        target = [UInt8](repeating: 0, count: MoveWork.length * MoveWork.count)
        turns = max(1, size / target.count)
        octets = turns * target.count
        items = Items(count: turns * MoveWork.count, unit: .frame)
    }

    func run() {
        source.withUnsafeBytes { source in
            target.withUnsafeMutableBytes { target in
                guard let from = source.baseAddress, let to = target.baseAddress else { return }
                for _ in 0..<turns {
                    for start in stride(from: 0, to: target.count, by: MoveWork.length) {
                        mover.move(
                            from: from + start, bitOffset: bitOffset, inverted: false,
                            to: to + start, count: MoveWork.length)
                    }
                }
            }
        }
        keep(target)
    }
}
