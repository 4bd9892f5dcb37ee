import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are KISS records found, whatever the line does, and damaged ones known?")
struct KISSFramerTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 22)
        return [
            [0], [0xC0], [0xDB], [0xC0, 0xDB, 0xDC, 0xDD], Array(0...255), generator.octets(99),
        ]
    }()

    private func noise(_ generator: inout SeededGenerator) -> [UInt8] {
        // A command of the TNC, an empty record, a bad escape.
        generator.pick([[0xC0, 0x06, 1, 2, 0xC0], [0xC0, 0xC0], [0xC0, 0x00, 0xDB, 0x01, 0xC0]])
    }

    @Test func plain() {
        FramerVerifier(
            name: "KISS", framer: KISSFramer(maximumLength: 300),
            samples: KISSFramerTests.data.enumerated().map {
                Sample(LinkEncoder.kiss($0.element, type: UInt8($0.offset * 3) << 4), $0.element)
            },
            noise: noise
        ).verify()
    }

    @Test func smack() {
        FramerVerifier(
            name: "SMACK", framer: KISSFramer(checksum: .smack, maximumLength: 300),
            samples: KISSFramerTests.data.enumerated().map {
                Sample(LinkEncoder.smack($0.element, port: UInt8($0.offset)), $0.element)
            },
            noise: noise, isChecked: true
        ).verify()
    }

    @Test func exclusiveOr() {
        FramerVerifier(
            name: "KISS with XOR", framer: KISSFramer(checksum: .exclusiveOr, maximumLength: 300),
            samples: KISSFramerTests.data.enumerated().map {
                Sample(LinkEncoder.kissExclusiveOr($0.element, port: 4), $0.element)
            },
            noise: noise
        ).verify()
    }

    @Test("every bit of a checked record is checked")
    func damaged() {
        let wires: [(KISSChecksum, [UInt8])] = [
            (.smack, LinkEncoder.smack([1, 2, 3, 4])),
            (.exclusiveOr, LinkEncoder.kissExclusiveOr([1, 2, 3, 4])),
        ]
        for (checksum, wire) in wires {
            // Behind the type octet, in front of the last delimiter.
            for bit in 16..<8 * (wire.count - 1) {
                var damaged = wire
                damaged[bit / 8] ^= 1 << UInt8(bit % 8)
                let framer = KISSFramer(checksum: checksum, maximumLength: 300)
                let run = FramerRun(framer, damaged, [0..<damaged.count])
                #expect(run.goodData == [], "\(checksum), bit \(bit)")
                #expect(run.failures.count + run.passedOver >= 1, "\(checksum), bit \(bit)")
            }
        }
    }

    @Test("with SMACK, a record without its mark has no checksum")
    func unmarked() {
        let wire = LinkEncoder.kiss([1, 2, 3], type: 0x20)
        let framer = KISSFramer(ports: [2], checksum: .smack, maximumLength: 9)
        let run = FramerRun(framer, wire, [0..<wire.count])
        #expect(run.goodData == [[1, 2, 3]])
        #expect(run.passedData == [])
    }

    @Test("command 9 says when the next record was received")
    func times() {
        // 2026-11-22T20:00:00.123Z, from `date -d … +%s`.
        let time: [UInt8] = [0x00, 0x00, 0x01, 0x9A, 0xAD, 0x5E, 0x34, 0x7B]
        var framer = KISSFramer(maximumLength: 9)
        let wire = LinkEncoder.kiss(time, type: 9) + LinkEncoder.kiss([1], type: 9)
        var at = 0
        while at < wire.count {
            let step = withSpan(Array(wire[at...])) { framer.next($0, isFinished: true) }
            switch step {
            case .stripped(let bits, _), .skipped(let bits, .notData, _): at += bits / 8
            default:
                Issue.record("\(step)")
                return
            }
        }
        #expect(framer.lastTimestamp?.milliseconds == 0x19A_AD5E_347B)
        #expect(withSpan(time) { KISSTimestamp($0) } == framer.lastTimestamp)
        #expect(withSpan(Array(time.dropLast())) { KISSTimestamp($0) } == nil)
    }

    @Test("nothing before the first FEND is a record")
    func beginning() {
        let run = FramerRun(KISSFramer(maximumLength: 9), [0, 1, 0xC0, 0, 2, 0xC0], [0..<6])
        #expect(run.goodData == [[2]])
        #expect(run.owned["noRecord"] == 16)
    }
}
