import LinkFraming
import Testing

@Suite("Is every SLIP vector read as RFC 1055 says?")
struct SLIPVectorTests {
    @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
    func everyVector() throws {
        let vectors = try SharedVectors.load("slip")
        #expect(vectors.count == 20)
        for vector in vectors {
            let records = StuffedRecord.split(vector.frameOctets)
            switch vector.expect {
            case "ok":
                let payload = try #require(vector.payloadOctets)
                #expect(records == [.data(payload)], "\(vector.id)")
            case "need_more":
                #expect(records == [nil], "\(vector.id)")
            default:
                #expect(vector.expect.hasPrefix("protocol_error"), "\(vector.id)")
                #expect(records == [.malformed], "\(vector.id)")
            }
        }
    }
}
