import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are records with a length in front found, whatever pieces they come in?")
struct LengthPrefixFramerTests {
    private static let data: [[UInt8]] = [[1], [2, 3], [UInt8](repeating: 4, count: 300), []]

    @Test(arguments: 1...4, [true, false])
    func everything(width: Int, isLittleEndian: Bool) throws {
        for (offset, bias, header) in [(0, 0, 0), (2, -3, 0), (0, 4, 5), (3, -8, 2)] {
            let field = try #require(LengthField(width: width, isLittleEndian: isLittleEndian))
            let data = LengthPrefixFramerTests.data.filter { width > 1 || $0.count < 100 }
            let samples = data.map { data in
                let value = data.count + header - bias
                let octets = (0..<width).map { UInt8(truncatingIfNeeded: value >> (8 * $0)) }
                let wire =
                    [UInt8](repeating: 0xAA, count: offset)
                    + (isLittleEndian ? octets : octets.reversed())
                    + [UInt8](repeating: 0xBB, count: header) + data
                return Sample(wire, data)
            }
            guard samples.allSatisfy({ $0.data[0].count + header - bias >= 0 }) else { continue }
            FramerVerifier(
                name: "length, width \(width)",
                framer: LengthPrefixFramer(
                    offset: offset, field: field, bias: bias, headerOctets: header,
                    maximumLength: 300),
                samples: samples
            ).verify()
        }
    }
}
