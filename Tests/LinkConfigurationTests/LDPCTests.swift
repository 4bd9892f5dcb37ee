import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Is the LDPC code read as it is written, and refused where it does not fit?
struct LDPCTests {
    private func yaml(_ code: String, frame: String = "", framing: String = "cadu") -> String {
        file("framing: \(framing)\ncoding: {\(code)}\n\(frame)")
    }

    @Test func read() throws {
        for frame in ["", "frame: {length: 892}"] {
            let parameters = try link(yaml("ldpc: c2, randomizer: ccsds255", frame: frame))
                .parameters
            #expect(parameters.coding.ldpc == .c2)
            #expect(parameters.coding.reedSolomon == nil)
            #expect(parameters.coding.parityLength == 128)
            #expect(parameters.frame.length == 892)
        }
    }

    @Test(arguments: ["tmFrames", "aosFrames", "uslpFrames"])
    func frames(type: String) throws {
        for outer in ["cadu", "fixedFrames", "bitStream"] {
            let marker = outer == "bitStream" ? "\nsync: {marker: 1ACFFC1D}" : ""
            let text = file("framing: [\(outer), \(type)]\ncoding: {ldpc: c2}" + marker)
            #expect(try link(text).parameters.frame.length == 892, "\(outer)")
        }
    }

    @Test func none() throws {
        let text = yaml("ldpc: none", frame: "frame: {length: 100}")
        #expect(try link(text).parameters.coding.ldpc == nil)
        #expect(
            problems(yaml("ldpc: none")).map { $0.contains("without 'frame.length'") } == [true])
        let solomon = "ldpc: none, reedSolomon: {interleave: 4}"
        #expect(try link(yaml(solomon)).parameters.coding.reedSolomon != nil)
    }

    @Test(
        arguments: [
            ("ldpc: ar4ja", "", "4:16: 'ar4ja' for 'coding.ldpc', expected"),
            ("ldpc: true", "", "4:16: "), ("ldpc: {code: c2}", "", "4:16: "),
            (
                "ldpc: c2", "frame: {length: 1115}",
                """
                5:17: frame.length 1115, but frames of the LDPC code have 892 octets: \
                expected 892; did you mean '892'?
                """
            ),
            (
                "ldpc: c2, reedSolomon: {interleave: 4}", "",
                "4:10: 'coding.ldpc' with 'coding.reedSolomon', expected one of them"
            ),
            (
                "ldpc: c2, convolutional: {rate: 1/2}", "",
                "4:10: 'coding.ldpc' with 'coding.convolutional', expected one of them"
            ),
        ])
    func refused(code: String, frame: String, problem: String) throws {
        let found = problems(yaml(code, frame: frame))
        #expect(found.count == 1, "\(found)")
        #expect(try #require(found.first).contains(problem), "\(found)")
    }

    @Test func otherFramings() {
        #expect(problems(file("framing: packets\ncoding: {ldpc: c2}")).count == 1)
    }
}
