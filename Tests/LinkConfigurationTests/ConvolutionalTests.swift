import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Is a convolutional code read as it is written, and refused where it is none?
struct ConvolutionalTests {
    private func yaml(_ code: String) -> String {
        file("framing: cadu\ncoding:\n  convolutional: {\(code)}\nframe: {length: 100}")
    }

    private func read(_ code: String) throws -> ConvolutionalParameters {
        try #require(try link(yaml(code)).parameters.coding.convolutional)
    }

    @Test func defaults() throws {
        let parameters = try read("")
        #expect(parameters == ConvolutionalParameters(code: ConvolutionalCode(rate: .half)))
        #expect(parameters.symbols == .hard)
        #expect(parameters.modulation == .bpsk)
        #expect(try link(file("framing: packets")).parameters.coding.convolutional == nil)
    }

    @Test func everyKey() throws {
        let parameters = try read(
            "rate: 3/4, symbols: signed8, modulation: qpsk, invertG2: true, order: g2g1")
        #expect(parameters.code.rate == .threeQuarters)
        #expect(parameters.code.puncturing == ConvolutionalCode.Puncturing(.threeQuarters))
        #expect(parameters.code.invertsSecond)
        #expect(parameters.code.sendsSecondFirst)
        #expect(parameters.symbols == .signedSoft)
        #expect(parameters.modulation == .qpsk)
        #expect(try read("symbols: unsigned8").symbols == .unsignedSoft)
        #expect(try read("modulation: qpskMirrored").modulation == .qpskMirrored)
        #expect(try read("invertG2: false").code.invertsSecond == false)
        #expect(try read("rate: 7/8").code.invertsSecond == false)
    }

    @Test(arguments: ["1/2", "2/3", "3/4", "5/6", "7/8"])
    func rates(rate: String) throws {
        let code = try read("rate: \(rate)").code
        #expect(code.rate.rawValue == rate)
        let patterns = [code.puncturing.first, code.puncturing.second].map {
            $0.map { $0 ? "1" : "0" }.joined()
        }
        #expect(try read("rate: \(rate), puncture: \(patterns[0])/\(patterns[1])").code == code)
    }

    @Test func ownPattern() throws {
        let code = try read("rate: 3/4, puncture: 110/101").code
        #expect(code.puncturing.first == [true, true, false])
        #expect(code.puncturing.second == [true, false, true])
    }

    @Test(arguments: [("nrzM", DifferentialCode.mark), ("nrzS", .space), ("none", nil)])
    func differential(word: String, code: DifferentialCode?) throws {
        let text = "framing: bitStream\ncoding: {differential: \(word)}\nframe: {length: 100}"
        #expect(try link(file(text)).parameters.coding.differential == code)
    }

    @Test(
        arguments: [
            ("rate: 4/5", "5:25: '4/5' for 'coding.convolutional.rate', expected 1/2, 2/3"),
            ("symbols: soft", "5:28: 'soft' for 'coding.convolutional.symbols', expected hard"),
            ("modulation: psk", "5:31: 'psk' for 'coding.convolutional.modulation', expected"),
            ("invertG2: 1", "5:29: '1' for 'coding.convolutional.invertG2', expected true"),
            (
                "rate: 5/6, modulation: qpskMirrored",
                "5:42: qpskMirrored with a code that turns mirrored symbols into other bits"
            ),
            ("rate: 3/4, puncture: 11/11", "5:40: '11/11' for 'coding.convolutional.puncture'"),
            (
                "rate: 2/3, puncture: 1x/11",
                "expected which of 2 bits' symbols are sent, G1/G2, 3 of them"
            ),
            ("rate: 2/3, puncture: 1011", "such as 10/11"),
            ("puncture: 1/0", "2 of them"), ("generators: 3", "unknown key 'generators'"),
        ])
    func refused(code: String, problem: String) throws {
        let found = problems(yaml(code))
        #expect(found.count == 1, "\(found)")
        #expect(try #require(found.first).contains(problem), "\(found)")
    }
}
