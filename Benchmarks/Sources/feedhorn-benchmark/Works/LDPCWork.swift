import ChannelCoding

/// Codewords of the code C2: what stands behind two frames, and their sums.
struct LDPCCodewords {
    /// Codewords back to back, as many as lie in a core's cache.
    let octets: [UInt8]

    static let count = 64

    /// Octets behind the frames of ``frames``, by the encoder of gr-ccsds.
    private static let parity = [
        "5e6f5468a5c6013b9fcea4cf09f1732129437428b5d713dd1c8bbfa8a046465b"
            + "d52ee445f79ab723b3790d5a6c7796838cce5638ebc6978235a9c4092dd6bb10"
            + "23512bb9a0ee643c5b8bf5f893f8abf71b1cd3e5123ce7872b21f8c7dd4530fa"
            + "8e0391a3a64259f6daf5550f6a6d1b20bd22f5d31b53d2b8aa56c3206edeb920",
        "a2e8acdf70f5d82108347c9d0298c89819ba72bd82f7289abd702680d7cd7758"
            + "0a23ec477c94cfe97865b67fa14d4f2f0db6e6342a8d2ae97fd45ba1666ae143"
            + "4cf97cf075283b85bad5b5aa6f4dfe4f237f8a9963745c529577d9ba3b7fd793"
            + "8b872b53856a2493c0883bdf5d8767d383b49979a44006ab589774f041bfabc4",
    ]

    private static let frames: [@Sendable (Int) -> UInt8] = [
        { UInt8(truncatingIfNeeded: $0 * 37 + 11) },
        { UInt8(truncatingIfNeeded: $0 * $0 * 7 + ($0 >> 3) * 29 + 5) },
    ]

    init() {
        let words = zip(LDPCCodewords.frames, LDPCCodewords.parity).map { octet, parity in
            (0..<LDPCCode.c2.dataLength).map(octet) + LDPCCodewords.octets(parity)
        }
        let sums = [words[0], words[1], zip(words[0], words[1]).map { $0 ^ $1 }]
        octets = (0..<LDPCCodewords.count).flatMap { sums[$0 % sums.count] }
    }

    private static func octets(_ digits: String) -> [UInt8] {
        let values = digits.compactMap { $0.hexDigitValue.map { UInt8($0) } }
        return stride(from: 0, to: values.count, by: 2).map { values[$0] << 4 | values[$0 + 1] }
    }
}

/// LDPC check, and correction where bits are wrong.
final class LDPCWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items?

    private let sent = LDPCCodewords().octets
    private let received: [UInt8]
    private let wrongBits: Int
    private let turns: Int
    private var work: [UInt8]
    private var decoder = LDPCDecoder(code: .c2)
    private var failed = 0

    private static let length = LDPCCode.c2.codewordLength

    /// - Parameter wrongBits: in each codeword.
    init(_ name: String, _ title: String, wrongBits: Int, size: Int) {
        self.name = name
        self.title = title
        self.wrongBits = wrongBits
        var random = RandomSequence(seed: 8160)
        var received = sent
        for word in 0..<LDPCCodewords.count {
            for bit in (0..<8 * LDPCWork.length).shuffled(using: &random).prefix(wrongBits) {
                received[word * LDPCWork.length + bit / 8] ^= 0x80 >> UInt8(bit % 8)
            }
        }
        self.received = received
        work = received
        turns = max(1, size / received.count)
        octets = turns * received.count
        items = Items(count: turns * LDPCCodewords.count, unit: .codeblock)
    }

    func prepare() { failed = 0 }

    func run() {
        let expected = wrongBits == 0 ? LDPCResult.clean : .corrected(bits: wrongBits)
        work.withUnsafeMutableBytes { work in
            for _ in 0..<turns {
                if wrongBits > 0 { work.copyBytes(from: received) }
                for word in 0..<LDPCCodewords.count {
                    let codeword = UnsafeMutableRawBufferPointer(
                        rebasing: work[word * LDPCWork.length..<(word + 1) * LDPCWork.length])
                    if decoder.decode(codeword) != expected { failed += 1 }
                }
            }
        }
    }

    func fault() -> String? {
        failed == 0 && work == sent ? nil : "\(failed) codewords were not corrected"
    }
}
