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

    /// Type octets: port in the high nibble, with SMACK but for its highest bit.
    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func types() throws {
        for vector in try Vector.load("kiss", count: 35) {
            let wire = try vector.octets("frame")
            let escaped: [UInt8: UInt8] = [0xDC: 0xC0, 0xDD: 0xDB]
            let first = wire[1] == 0xDB ? try #require(escaped[wire[2]]) : wire[1]
            let type = KISSType(rawValue: first)
            // 255, the way back, has no port.
            guard vector.has("port") else {
                #expect(try vector.number("command") == Int(first), "\(vector.name)")
                continue
            }
            let isSMACK = try vector.text("kind") == "kiss_smack"
            #expect(try vector.number("port") == Int(type.port & (isSMACK ? 7 : 15)))
            #expect(type.hasSMACKChecksum || !isSMACK)
            guard vector.has("command") else { continue }
            #expect(try vector.number("command") == Int(type.command), "\(vector.name)")
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
