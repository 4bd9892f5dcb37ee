import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are SLIP records found, whatever the line does?")
struct SLIPFramerTests {
    private static let samples: [Sample] = {
        var generator = SeededGenerator(seed: 21)
        let data: [[UInt8]] = [
            [0], [0xC0], [0xDB], [0xDB, 0xDC], [0xC0, 0xC0, 0xDB, 0xDB], Array(0...255),
            generator.octets(100), [UInt8](repeating: 0xC0, count: 50),
        ]
        return data.map { Sample(LinkEncoder.slip($0), $0) }
    }()

    @Test func everything() {
        FramerVerifier(
            name: "SLIP", framer: SLIPFramer(maximumLength: 256), samples: SLIPFramerTests.samples,
            noise: { generator in
                // A record that is none, or empty ones.
                generator.chance(0.5)
                    ? [0xC0, 0xDB] + generator.octets(5).map { $0 & 0x7F } + [0xC0]
                    : [UInt8](repeating: 0xC0, count: generator.integer(below: 4))
            }
        ).verify()
    }

    @Test("a record over the maximum is passed over, and the next one found")
    func tooLong() {
        for length in 4...40 {
            let long = [UInt8](repeating: 7, count: length)
            let wire = LinkEncoder.slip(long) + LinkEncoder.slip([1, 2])
            for step in [1, 3, wire.count] {
                let chunks = stride(from: 0, to: wire.count, by: step).map {
                    $0..<min(wire.count, $0 + step)
                }
                let run = FramerRun(SLIPFramer(maximumLength: 3), wire, chunks)
                #expect(run.goodData == [[1, 2]] && run.passedOver == 1, "\(length) \(step)")
            }
        }
    }

    @Test("after a break nothing is a record before the next END")
    func afterABreak() {
        var framer = SLIPFramer(maximumLength: 10)
        framer.interrupt()
        let run = FramerRun(framer, [1, 2, 0xC0, 3, 0xC0], [0..<5])
        #expect(run.goodData == [[3]])
        #expect(run.owned["noRecord"] == 16)
    }
}
