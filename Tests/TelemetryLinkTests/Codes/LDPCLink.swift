import ChannelCoding
import FeedhornExactness
import FeedhornTestKit

@testable import TelemetryLink

/// Generated frames of 892 octets, and CADUs of them behind the LDPC encoder.
struct LDPCLink {
    let parameters: ManagedParameters
    /// The same frames with their markers and nothing else.
    let plain: ManagedParameters
    let plainOctets: [UInt8]
    let frames: [[UInt8]]
    private let randomizer: RandomizerSequence?
    private let codewords: [[UInt8]]
    private(set) var generator: SeededGenerator

    static let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
    /// Octets of a CADU.
    static let length = 4 + LDPCEncoder.codewordLength

    init(
        _ version: FrameFormat.Version, _ randomizer: RandomizerSequence?, seed: UInt64,
        frames count: Int, hasErrorControl: Bool = false
    ) {
        var traffic = GeneratedTraffic(seed: seed, version: version, channel: ChannelFormat())
        traffic.format = FrameFormat(version, length: LDPCEncoder.dataLength)
        traffic.format.hasErrorControl = hasErrorControl
        let stream = traffic.stream(frames: count)
        plainOctets = stream.octets
        frames = stream.truth.frames.map(\.frame.octets)
        var parameters = traffic.parameters
        plain = parameters
        parameters.coding.ldpc = .c2
        parameters.coding.randomizer = randomizer.map {
            $0 == .long ? .period131071 : .period255
        }
        self.parameters = parameters
        self.randomizer = randomizer
        let encoder = LDPCEncoder()
        codewords = frames.map(encoder.encode)
        generator = SeededGenerator(seed: seed + 500)
    }

    /// The frame's codeword with wrong bits, as it is sent.
    mutating func body(_ frame: Int, errors: Int) -> [UInt8] {
        var codeword = codewords[frame]
        for bit in generator.distinct(errors, in: 0..<8 * codeword.count) {
            codeword[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        }
        return randomizer?.applied(to: codeword) ?? codeword
    }

    /// All CADUs, with so many wrong bits in each.
    mutating func stream(errors: [Int]) -> [UInt8] {
        frames.indices.flatMap { LDPCLink.marker + body($0, errors: errors[$0]) }
    }

    /// Wrong bits for each frame: in many none, in most a few, in some many.
    mutating func errors() -> [Int] {
        frames.indices.map { _ in
            generator.pick([0, 0, 1, generator.integer(in: 2...20), generator.integer(in: 2...70)])
        }
    }
}
