import LinkFraming
import Testing

@Suite("Is every SLIP vector read as RFC 1055 says?")
struct SLIPVectorTests {
    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("slip", count: 20) {
            let wire = try vector.octets("frame")
            let run = FramerRun(SLIPFramer(maximumLength: 1_000), wire, [0..<wire.count])
            #expect(run.faults == [])
            switch try vector.text("expect") {
            case "ok": #expect(run.goodData == [try vector.octets("payload")], "\(vector.name)")
            case "need_more": #expect(run.records == [] && run.left == 24, "\(vector.name)")
            case let expected:
                #expect(expected.hasPrefix("protocol_error"), "\(vector.name)")
                #expect(run.records == [] && run.passedOver == 1, "\(vector.name)")
            }
        }
    }
}
