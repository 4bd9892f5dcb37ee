import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are COBS records found, whatever the line does?")
struct COBSFramerTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 23)
        let random = (0..<30).map { _ in
            (0..<generator.integer(in: 1...600)).map { _ -> UInt8 in
                generator.chance(0.02) ? 0 : generator.nonZeroOctet()
            }
        }
        let long = [253, 254, 255, 508, 509].map { [UInt8](repeating: 1, count: $0) }
        return [[0], [0, 0], [1, 0], [0, 1], []] + long + random
    }()

    @Test(arguments: [true, false])
    func everything(reduced: Bool) {
        FramerVerifier(
            name: "COBS", framer: COBSFramer(reduced: reduced, maximumLength: 600),
            samples: COBSFramerTests.data.map {
                Sample(reduced ? LinkEncoder.cobsReduced($0) : LinkEncoder.cobs($0), $0)
            },
            noise: { generator in
                reduced
                    ? [0]
                    : [0] + [UInt8(generator.integer(in: 100...255)), 1, 2, 3, 0]
            }
        ).verify()
    }

    @Test("a record over the maximum is passed over, and the next one found")
    func tooLong() {
        for length in 4...300 {
            let long = [UInt8](repeating: 7, count: length)
            let wire = LinkEncoder.cobs(long) + LinkEncoder.cobs([1, 2])
            for chunks in [[0..<wire.count], (0..<wire.count).map { $0..<$0 + 1 }] {
                let run = FramerRun(COBSFramer(maximumLength: 3), wire, chunks)
                #expect(run.goodData == [[1, 2]] && run.passedOver == 1, "\(length)")
            }
        }
    }

    @Test("a record of just the maximum is one", arguments: [1, 3, 253, 254, 255, 508, 509])
    func longest(length: Int) {
        // No zero: each 254 octets have a code of their own in front.
        let data = [UInt8](repeating: 7, count: length)
        let wire = LinkEncoder.cobs(data)
        let run = FramerRun(COBSFramer(maximumLength: length), wire, [0..<wire.count])
        #expect(run.goodData == [data] && run.passedOver == 0)
    }
}
