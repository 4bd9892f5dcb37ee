import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are F´ frames found, whatever the line does, and good ones inside bad ones too?")
struct FPrimeFramerTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 25)
        return [
            [1], [], [0xDE, 0xAD, 0xBE, 0xEF], generator.octets(200), generator.octets(64),
            [0xDE, 0xAD, 0xBE, 0xEF, 0, 0, 0, 1],
        ]
    }()

    private func run(_ wire: [UInt8], maximum: Int = 300) -> FramerRun {
        let whole = FramerRun(FPrimeFramer(maximumLength: maximum), wire, [0..<wire.count])
        let parts = FramerRun(
            FPrimeFramer(maximumLength: maximum), wire, (0..<wire.count).map { $0..<$0 + 1 })
        #expect(parts == whole)
        #expect(whole.faults == [])
        return whole
    }

    @Test func everything() {
        FramerVerifier(
            name: "F´", framer: FPrimeFramer(maximumLength: 300),
            samples: FPrimeFramerTests.data.map { Sample(LinkEncoder.fprime($0), $0) },
            noise: { generator in
                generator.octets(generator.integer(below: 20))
                    + generator.pick([[], [0xDE, 0xAD]])
            },
            isChecked: true
        ).verify()
    }

    @Test("a bad frame owns its octets, and no others")
    func badFrame() {
        var bad = LinkEncoder.fprime([1, 2, 3, 4])
        bad[9] ^= 1
        let found = run(bad + [7, 7] + bad + LinkEncoder.fprime([5]))
        #expect(found.failures == [.checksum, .checksum])
        #expect(found.records.map(\.bits) == [128, 128, 13 * 8])
        #expect(found.owned == ["noRecord": 16])
        #expect(found.records[0].data == [1, 3, 3, 4])
    }

    @Test("a length that is too large swallows no frame behind it")
    func wrongLength() {
        var bad = LinkEncoder.fprime([1, 2, 3, 4])
        bad[7] = 200
        let good = LinkEncoder.fprime([UInt8](repeating: 9, count: 40))
        let found = run(bad + good + good + good + good)
        #expect(found.passedData.count == 4)
        #expect(found.failures == [.checksum] && found.records[0].bits == 8 * bad.count)
        // The same at the end of the stream, where not all of the bad one is there.
        let cut = run(bad + good)
        #expect(cut.passedData.count == 1 && cut.failures == [.truncated])
        #expect(cut.records[0].bits == 8 * bad.count)
    }

    @Test("a start word in the data of a bad frame makes no second one of it")
    func startWordInside() {
        var bad = LinkEncoder.fprime([0xDE, 0xAD, 0xBE, 0xEF, 0, 0, 0, 1, 5, 6, 7, 8])
        bad[20] ^= 0x80
        let found = run(bad + LinkEncoder.fprime([5]))
        #expect(found.failures == [.checksum])
        #expect(found.passedData == [[5]])
        #expect(run(bad).failures == [.checksum])
    }

    @Test("a frame that lost octets owns what is left of it")
    func lostOctets() {
        var short = LinkEncoder.fprime([UInt8](repeating: 3, count: 50))
        short.removeSubrange(20..<30)
        let good = LinkEncoder.fprime([1, 2, 3])
        let found = run(short + good + good)
        #expect(found.passedData.count == 2 && found.failures == [.checksum])
        #expect(found.records[0].bits == 8 * short.count)
    }

    @Test("a length that no frame has")
    func impossibleLength() {
        let wire: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF, 0, 0, 1, 45] + LinkEncoder.fprime([1])
        let found = run(wire)
        #expect(found.failures == [.length] && found.passedData == [[1]])
        #expect(found.records[0].bits == 64)
    }

    @Test("start words without end take no longer than their number says", .timeLimit(.minutes(15)))
    func startWordsOnly() {
        let word: [UInt8] = [0xDE, 0xAD, 0xBE, 0xEF, 0, 0, 0x01, 0x00]
        let wire = Array((0..<20_000).map { _ in word }.joined())
        let found = FramerRun(FPrimeFramer(maximumLength: 4_095), wire, [0..<wire.count])
        #expect(found.goodData == [])
        #expect(found.failures.count > 500)
    }
}
