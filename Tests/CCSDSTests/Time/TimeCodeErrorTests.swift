import CCSDS
import Testing

/// Are octets that are no time code refused, with a typed reason?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct TimeCodeErrorTests {
    @Test(arguments: Vectors.load("time", kinds: "time_bad"))
    func vectors(_ vector: Vector) throws {
        let octets = vector.octets
        let error = try #require(
            wireError { () throws(WireError) in
                _ = try TimeCode(checking: octets.span.bytes)
            })
        switch vector.expect {
        case "need_more":
            #expect(error.code == .truncated)
            #expect(error.found == octets.count)
        case "reserved sub-ms code 3":
            #expect(error == WireError(.unsupported, expected: 2, found: 3, offset: 0))
        case "unknown time code id 0":
            #expect(error == WireError(.unsupported, expected: 1, found: 0, offset: 0))
        case "unknown/agency time code id":
            #expect(error == WireError(.unsupported, expected: 1, found: 7, offset: 0))
        case "second P-field octet has extension bit":
            #expect(error == WireError(.unsupported, expected: 0, found: 1, offset: 1))
        default:
            Issue.record("unknown expectation \(vector.expect)")
        }
    }
}
