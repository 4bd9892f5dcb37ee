@testable import ChannelCoding

/// Every code that exists, with several lengths and contents of virtual fill.
enum CodeCases {
    static func all(using generator: inout SeededGenerator) -> [ReedSolomonCode] {
        var codes: [ReedSolomonCode] = []
        for capability in ReedSolomonCode.errorCapabilities {
            for depth in ReedSolomonCode.interleavingDepths {
                for basis in [ReedSolomonCode.Basis.dual, .conventional] {
                    let longest = 254 - 2 * capability
                    let length = Int.random(in: 1..<longest, using: &generator)
                    let fills = [
                        [], [UInt8](repeating: 0, count: length), generator.octets(length),
                        [UInt8](repeating: 0x55, count: longest),
                    ]
                    codes += fills.compactMap {
                        ReedSolomonCode(
                            errorCapability: capability, interleavingDepth: depth, basis: basis,
                            fill: $0)
                    }
                }
            }
        }
        return codes
    }
}

extension ReedSolomonCode {
    /// Octets of one codeword on the wire.
    var codewordLength: Int { codeblockLength / interleavingDepth }

    /// A codeblock of random data.
    func randomCodeblock(using generator: inout SeededGenerator) -> [UInt8]? {
        ReedSolomonEncoder(code: self).encode(generator.octets(dataLength))
    }

    /// Changes `count` different octets of codeword `lane`.
    func spoil(
        _ codeblock: inout [UInt8], lane: Int, count: Int, using generator: inout SeededGenerator
    ) {
        for place in generator.choose(count, of: 0..<codewordLength) {
            codeblock[place * interleavingDepth + lane] ^= UInt8.random(
                in: 1...255, using: &generator)
        }
    }
}
