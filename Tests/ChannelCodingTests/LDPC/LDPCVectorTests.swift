import FeedhornTestKit
import Testing

@testable import ChannelCoding

/// Does another implementation's encoder give codewords of this code?
///
/// Made by the encoder "encodeLDPC", type 1, of gr-ccsds (GNU Radio; khawatkom/gr-ccsds-1 at
/// ce617a0), which multiplies by the generator table of CCSDS 131.0-B.
struct LDPCVectorTests {
    struct Vector: CustomTestStringConvertible, Sendable {
        let testDescription: String
        let octet: @Sendable (Int) -> UInt8
        /// What stands behind the frame: 128 octets in hexadecimal.
        let parity: String
    }

    static let vectors = [
        Vector(
            testDescription: "any octets", octet: { UInt8(truncatingIfNeeded: $0 * 37 + 11) },
            parity: "5e6f5468a5c6013b9fcea4cf09f1732129437428b5d713dd1c8bbfa8a046465b"
                + "d52ee445f79ab723b3790d5a6c7796838cce5638ebc6978235a9c4092dd6bb10"
                + "23512bb9a0ee643c5b8bf5f893f8abf71b1cd3e5123ce7872b21f8c7dd4530fa"
                + "8e0391a3a64259f6daf5550f6a6d1b20bd22f5d31b53d2b8aa56c3206edeb920"),
        Vector(
            testDescription: "other octets",
            octet: { UInt8(truncatingIfNeeded: $0 * $0 * 7 + ($0 >> 3) * 29 + 5) },
            parity: "a2e8acdf70f5d82108347c9d0298c89819ba72bd82f7289abd702680d7cd7758"
                + "0a23ec477c94cfe97865b67fa14d4f2f0db6e6342a8d2ae97fd45ba1666ae143"
                + "4cf97cf075283b85bad5b5aa6f4dfe4f237f8a9963745c529577d9ba3b7fd793"
                + "8b872b53856a2493c0883bdf5d8767d383b49979a44006ab589774f041bfabc4"),
        Vector(
            testDescription: "the first bit", octet: { $0 == 0 ? 0x80 : 0 },
            parity: "dd672adfab662a941eff77f546467f8270f5ec833b884c47128246b3a92a1349"
                + "cf1034696e37e697c115f5b5ecb6453b7a4995574de29d6905154e435da30f20"
                + "2e946855ae08698a50aa3051768793dc238544af3fe987391021aaf6383a6503"
                + "409c3ce971a80b3ece12363ee809a01d91204f1811123eab867d3e40e8c65258"),
        Vector(
            testDescription: "the last bit", octet: { $0 == 891 ? 1 : 0 },
            parity: "c9cfa0d0a463825ec707d7fbcca8542bbd7844611e0ad6f5687601c7a515e2c2"
                + "b1c8b5efd27a31e34e44a50dc7fee9ee23eafe3300e98ae503398359a77ededa"
                + "43f5090213c9983822d941eb982f49ec7ba39281a73be92e9ff821d6e2fc5ad8"
                + "c36db854b4540b41af7dabaca97573f5273b6f86af84bac870d154bc012ab9f0"),
        Vector(
            testDescription: "ones", octet: { _ in 0xFF },
            parity: "a4110585fe2461b17e33b4b72f8ad7997cae033c0ce7fb8bf07743ed47f635f1"
                + "eb26f724a7b0bc801a8385b7506d37e9ca18c369d07b0e2828102f75be3947ee"
                + "f57c9fa7f03e323ce14ab38a2ea5e971de2ed20e3df6852ad2ae73eac825ba5d"
                + "222eac719662225be4b11befb0554717367ff260b2d7c595aa54e9913ec5c4ac"),
    ]

    @Test(arguments: vectors)
    func codeword(vector: Vector) throws {
        let frame = (0..<LDPCCode.c2.dataLength).map(vector.octet)
        let sent = frame + (try HexOctets(vector.parity)).octets
        #expect(LDPCEncoder().encode(frame) == sent)
        var word = sent
        var decoder = LDPCDecoder(code: .c2)
        #expect(decoder.decode(&word) == .clean)
        #expect(word == sent)
    }

    @Test func lengths() {
        let code = LDPCCode.c2
        #expect(code.dataLength == 7_136 / 8)
        #expect(code.codewordLength == 8_160 / 8)
        #expect(code.parityLength == 1_024 / 8)
    }
}
