import LinkFraming
import Testing

@Suite("Is every KISS vector read: port, command, data, checksum?")
struct KISSVectorTests {
    private func framer(_ kind: String) throws -> KISSFramer {
        let checksums: [String: KISSChecksum] = [
            "kiss": .none, "kiss_smack": .smack, "kiss_xor_checksum": .exclusiveOr,
        ]
        return KISSFramer(checksum: try #require(checksums[kind]), maximumLength: 2_000)
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("kiss", count: 35) {
            let wire = try vector.octets("frame")
            let kind = try vector.text("kind")
            let run = FramerRun(try framer(kind), wire, [0..<wire.count])
            #expect(run.faults == [])
            guard try vector.text("expect") == "ok" else {
                #expect(run.records == [] && run.passedOver == 1, "\(vector.name)")
                continue
            }
            #expect(run.goodData == [try vector.octets("payload")], "\(vector.name)")
            #expect(run.records.first?.overhead.status == 8)
            let check: FramedRecord.Check = kind == "kiss" ? .none : .passed
            #expect(run.records.first?.check == check, "\(vector.name)")
        }
    }

    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func portsSelectRecords() throws {
        for vector in try Vector.load("kiss", count: 35)
        where try vector.text("kind") == "kiss" && vector.text("expect") == "ok" {
            let wire = try vector.octets("frame")
            let port = UInt8(try vector.number("port"))
            for asked in [port, (port + 1) % 16] {
                let framer = KISSFramer(ports: [asked], maximumLength: 2_000)
                let run = FramerRun(framer, wire, [0..<wire.count])
                #expect((run.records.count == 1) == (asked == port), "\(vector.name)")
            }
        }
    }

    @Test func typeOctet() {
        let type = KISSType(rawValue: 0xC6)
        #expect(type.port == 12)
        #expect(type.command == 6)
        #expect(!type.isData)
        #expect(KISSType(rawValue: 0xF0).isData)
        #expect(KISSType(rawValue: 0x09).isTimestamp)
        #expect(KISSType(rawValue: 0x80).hasSMACKChecksum)
    }
}
