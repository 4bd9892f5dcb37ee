import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Do frame length and Reed–Solomon code agree?
struct ReedSolomonTests {
    private func yaml(_ code: String, length: Int? = nil) -> String {
        let frame = length.map { "frame: {length: \($0)}" } ?? ""
        return file("framing: cadu\ncoding:\n  reedSolomon: {\(code)}\n\(frame)")
    }

    /// Codes of the book's table 4-2 and of missions: I·(255 − 2E − q) octets of frame.
    @Test(
        arguments: [
            ("interleave: 5", 1115, 1115, 0), ("interleave: 4", nil, 892, 0),
            ("interleave: 1", nil, 223, 0), ("e: 8, interleave: 5", nil, 1195, 0),
            ("e: 8, interleave: 8", 1912, 1912, 0), ("interleave: 2", 444, 444, 1),
            ("interleave: 2, fill: 1", nil, 444, 1), ("interleave: 2, fill: 1", 444, 444, 1),
            ("interleave: 1", 1, 1, 222), ("interleave: 5, mode: strip", 1115, 1115, 0),
            ("e: 16, interleave: 8, basis: conventional, fill: 222", nil, 8, 222),
        ] as [(String, Int?, Int, Int)])
    func length(code: String, written: Int?, expected: Int, fill: Int) throws {
        let link = try link(yaml(code, length: written))
        #expect(link.parameters.frame.length == expected)
        let parameters = try #require(link.parameters.coding.reedSolomon)
        #expect(parameters.code.fill == [UInt8](repeating: 0, count: fill))
        #expect(parameters.code.dataLength == expected)
        #expect(parameters.mode == (code.contains("strip") ? .strip : .correct))
        #expect(parameters.code.basis == (code.contains("conv") ? .conventional : .dual))
    }

    @Test(
        arguments: [
            ("\"CF FC 1D\"", [0xCF, 0xFC, 0x1D]), ("CF FC 1D", [0xCF, 0xFC, 0x1D]),
            ("CFFC1D", [0xCF, 0xFC, 0x1D]), ("\"101010\"", [0x10, 0x10, 0x10]), ("3", [0, 0, 0]),
            ("0x00CF01", [0x00, 0xCF, 0x01]),
        ] as [(String, [UInt8])])
    func fillInOctets(text: String, octets: [UInt8]) throws {
        let link = try link(yaml("interleave: 1, fill: \(text)"))
        #expect(link.parameters.coding.reedSolomon?.code.fill == octets)
        #expect(link.parameters.frame.length == 223 - octets.count)
    }

    @Test(
        arguments: [
            (
                "interleave: 4, fill: 0", 1115,
                """
                6:17: frame.length 1115, but E=16, I=4 and 0 octets of fill make 892 data octets: \
                expected 892; did you mean '892'?
                """
            ),
            (
                "interleave: 4", 1115,
                """
                6:17: frame.length 1115 fits no Reed–Solomon code of 4 codewords: expected a \
                multiple of 4 from 4 to 892
                """
            ),
            (
                "interleave: 5", 1113,
                """
                6:17: frame.length 1113 fits no Reed–Solomon code of 5 codewords: expected a \
                multiple of 5 from 5 to 1115
                """
            ),
            (
                "e: 8", nil,
                "5:16: 'coding.reedSolomon.interleave' is missing, expected 1, 2, 3, 4, 5 or 8"
            ),
            (
                "interleave: 6", nil,
                "5:29: 6 for 'coding.reedSolomon.interleave', expected one of 1, 2, 3, 4, 5, 8"
            ),
            (
                "interleave: 1, fill: 223", nil,
                """
                5:38: 223 for 'coding.reedSolomon.fill', expected a whole number from 0 to 222
                """
            ),
            (
                "interleave: 1, fill: zeros", nil,
                """
                5:38: 'zeros' for 'coding.reedSolomon.fill', expected a number of zero octets, or \
                octets in hexadecimal such as "CF FC 1D"
                """
            ),
        ] as [(String, Int?, String)])
    func refuses(code: String, written: Int?, message: String) {
        #expect(problems(yaml(code, length: written)) == ["link.yaml:" + message])
    }
}
