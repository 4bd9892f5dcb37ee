import ChannelCoding
import Glibc

/// The same codeblocks through libfec (Phil Karn), which most ground stations use, where it is
/// installed: `apt-get install libfec0`.
final class LibfecWork: Work {
    let name: String
    let title: String
    let octets: Int
    let items: Items?

    /// `int decode_rs_ccsds(unsigned char *data, int *eras_pos, int no_eras, int pad)`
    private typealias Decode =
        @convention(c) (
            UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<CInt>?, CInt, CInt
        ) -> CInt

    private let decode: Decode
    private let blocks: Codeblocks
    private let turns: Int
    private var failed = 0

    init?(_ name: String, _ title: String, _ blocks: Codeblocks, size: Int) {
        guard let library = dlopen("libfec.so.0", RTLD_NOW),
            let symbol = dlsym(library, "decode_rs_ccsds")
        else { return nil }
        decode = unsafeBitCast(symbol, to: Decode.self)
        self.name = name
        self.title = title
        self.blocks = blocks
        turns = max(1, size / blocks.octets.count)
        octets = turns * blocks.octets.count
        items = Items(count: turns * blocks.count, unit: .codeblock)
    }

    func prepare() { failed = 0 }

    func run() {
        let depth = blocks.code.interleavingDepth
        var codeword = [UInt8](repeating: 0, count: 255)
        for _ in 0..<turns {
            for index in 0..<blocks.count * depth {
                let start = index / depth * blocks.code.codeblockLength + index % depth
                for place in codeword.indices {
                    codeword[place] = blocks.octets[start + place * depth]
                }
                if decode(&codeword, nil, 0, 0) < 0 { failed += 1 }
            }
        }
        keep(codeword)
    }

    func fault() -> String? { failed == 0 ? nil : "\(failed) uncorrectable codewords" }
}
