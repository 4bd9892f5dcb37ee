import Glibc
import Testing

@testable import ChannelCoding

/// Does every form of arithmetic decode as libfec does, another implementation, up to the
/// capability of the code and beyond it?
@Suite(.enabled(if: Libfec.isPresent, "NOT COMPARED: no libfec.so.0 (apt-get install libfec0)"))
struct LibfecComparisonTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    @Test(arguments: ArithmeticForm.available)
    func decodes(form: ArithmeticForm) throws {
        let libfec = try #require(Libfec())
        var generator = SeededGenerator(seed: Self.seed)
        for fill in [0, 1, 100, 220] {
            let code = try #require(
                ReedSolomonCode(
                    errorCapability: 16, interleavingDepth: 1,
                    fill: [UInt8](repeating: 0, count: fill)))
            var decoder = ReedSolomonDecoder(code: code, form: form)
            for count in 0...24 {
                for _ in 0..<4 {
                    var received = try #require(code.randomCodeblock(using: &generator))
                    code.spoil(&received, lane: 0, count: count, using: &generator)
                    var expected = received
                    let errors = libfec.decode(&expected, fill: fill)
                    var corrected = received
                    let result = decoder.decode(&corrected)
                    let place: Comment = "\(count) errors, fill \(fill), seed \(Self.seed)"
                    switch errors {
                    case 0: #expect(result == .clean, place)
                    case 1...: #expect(result == .corrected(symbols: errors), place)
                    default: #expect(result == .uncorrectable, place)
                    }
                    #expect(corrected == (errors < 0 ? received : expected), place)
                }
            }
        }
    }
}

/// `int decode_rs_ccsds(unsigned char *data, int *eras_pos, int no_eras, int pad)` of libfec: the
/// code of E = 16 in the dual basis.
private struct Libfec {
    private typealias Decode =
        @convention(c) (
            UnsafeMutablePointer<UInt8>?, UnsafeMutablePointer<CInt>?, CInt, CInt
        ) -> CInt

    private let decodeCodeword: Decode

    static var isPresent: Bool { Libfec() != nil }

    init?() {
        guard let library = dlopen("libfec.so.0", RTLD_NOW),
            let symbol = dlsym(library, "decode_rs_ccsds")
        else { return nil }
        decodeCodeword = unsafeBitCast(symbol, to: Decode.self)
    }

    /// - Returns: how many symbols were wrong, less than zero where too many were.
    func decode(_ codeword: inout [UInt8], fill: Int) -> Int {
        Int(decodeCodeword(&codeword, nil, 0, CInt(fill)))
    }
}
