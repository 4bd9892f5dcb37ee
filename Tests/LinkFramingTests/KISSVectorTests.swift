import LinkFraming
import Testing

@Suite("Is every KISS vector read: port, command, data?")
struct KISSVectorTests {
    @Test(.enabled(if: SharedVectors.arePresent, SharedVectors.absent))
    func everyVector() throws {
        let vectors = try SharedVectors.load("kiss")
        #expect(vectors.count == 35)
        for vector in vectors {
            let records = StuffedRecord.split(vector.frameOctets)
            guard records.count == 1, case .data(let record) = records[0] else {
                Issue.record("\(vector.id): \(records)")
                continue
            }
            let type = KISSType(rawValue: try #require(record.first))
            let data = Array(record.dropFirst())
            let payload = try #require(vector.payloadOctets)
            switch vector.kind {
            case "kiss":
                #expect(data == payload, "\(vector.id)")
                #expect(type.isData == (vector.expect == "ok"), "\(vector.id)")
                if let port = vector.port, let command = vector.command {
                    #expect(Int(type.port) == port && Int(type.command) == command, "\(vector.id)")
                }
            case "kiss_smack":
                // SMACK sets the port's highest bit and puts a CRC behind the data.
                let check = hexadecimal(try #require(vector.crc16_arc))
                #expect(type.port == 8 && type.isData, "\(vector.id)")
                #expect(data == payload + check.reversed(), "\(vector.id)")
            default:
                #expect(vector.kind == "kiss_xor_checksum")
                #expect(data == payload + [payload.reduce(0, ^)], "\(vector.id)")
            }
        }
    }

    @Test func typeOctet() {
        let type = KISSType(rawValue: 0xC6)
        #expect(type.port == 12)
        #expect(type.command == 6)
        #expect(!type.isData)
        #expect(KISSType(rawValue: 0xF0).isData)
    }
}
