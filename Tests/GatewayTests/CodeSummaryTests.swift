import FeedhornTestKit
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink
import Testing

/// Does a link's summary say what its code corrected, in the code's own unit?
struct CodeSummaryTests {
    /// Three frames with 0, 5 and 300 wrong bits.
    private func summary(of code: String, _ encode: ([UInt8]) -> [UInt8]) throws -> (String, String)
    {
        let yaml = "feedhorn: 1\nname: coded\nframing: cadu\ncoding: {\(code)}\n"
        let link = try LinkFile.parse(Array(yaml.utf8), file: "link.yaml")
        var generator = SeededGenerator(seed: 51)
        var octets: [UInt8] = []
        for errors in [0, 5, 300] {
            var word = encode(generator.octets(892))
            for octet in generator.distinct(errors, in: 0..<word.count) { word[octet] ^= 0x10 }
            octets += [0x1A, 0xCF, 0xFC, 0x1D] + word
        }
        var decoder = LinkDecoder(link.parameters)
        var summary = DecodeSummary(link, hasDigests: false)
        var batch = PacketBatch()
        let time = ReceptionTime(utc: 1, monotonic: 1)
        decoder.consume(Slab(copying: octets), 0..<octets.count, receivedAt: time, into: &batch)
        decoder.finish(into: &batch)
        summary.add(batch)
        return (
            summary.text(decoder.balance, decoder.statistics),
            summary.json(decoder.balance, decoder.statistics).encoded()
        )
    }

    @Test func bits() throws {
        let (text, json) = try summary(of: "ldpc: c2", LDPCEncoder().encode)
        #expect(
            text.contains(
                "code    codewords 3, corrected 1 (5 bits, 5 at most), uncorrectable 1"), "\(text)")
        #expect(
            json.contains(
                #""ldpc":{"codewords":2,"corrected_codewords":1,"corrected_bits":5,"#
                    + #""most_corrected_bits":5,"uncorrectable_codewords":1}"#), "\(json)")
        #expect(!json.contains("symbols"))
    }

    @Test func symbols() throws {
        let encoder = CodeblockEncoder(CodeblockFormat(interleaving: 4))
        let (text, json) = try summary(of: "reedSolomon: {interleave: 4}", encoder.encode)
        #expect(text.contains(" (5 symbols), uncorrectable 4"), "\(text)")
        #expect(json.contains("rs_corrected_symbols"))
        #expect(!json.contains("ldpc"))
    }
}
