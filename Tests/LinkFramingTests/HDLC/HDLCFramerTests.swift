import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are HDLC frames found in bits, whatever the modem and the line do?")
struct HDLCFramerTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 24)
        return [
            [0x7E], [0xFF, 0xFF, 0xFF], [0x00], [0x7D, 0x5E, 0x7E, 0x7E], generator.octets(60),
            [UInt8](repeating: 0xFF, count: 40), [0xF8, 0x1F, 0x3F],
        ]
    }()

    private func sample(_ data: [UInt8], _ line: HDLCLine = HDLCLine()) -> Sample {
        var sender = HDLCSender()
        for _ in 0..<3 { sender.flag() }
        sender.frame(data)
        sender.flag()
        return Sample(
            sender.octets(
                nrzi: line.nrzi, g3ruh: line.g3ruh,
                mostSignificantFirst: line.bitOrder == .mostSignificantFirst), data)
    }

    @Test func everything() {
        FramerVerifier(
            name: "HDLC", framer: HDLCFramer(maximumLength: 100),
            samples: HDLCFramerTests.data.map { sample($0) },
            noise: { $0.octets($0.integer(below: 30)) + [0xFF, 0xFF] }, isChecked: true
        ).verify()
    }

    @Test(arguments: [false, true], [false, true])
    func modems(nrzi: Bool, g3ruh: Bool) {
        for order in [HDLCLine.BitOrder.leastSignificantFirst, .mostSignificantFirst] {
            var line = HDLCLine()
            (line.nrzi, line.g3ruh, line.bitOrder) = (nrzi, g3ruh, order)
            var sender = HDLCSender()
            // What a scrambler needs to find itself.
            for _ in 0..<10 { sender.flag() }
            for data in HDLCFramerTests.data {
                sender.frame(data)
                sender.flag()
            }
            let wire = sender.octets(
                nrzi: nrzi, g3ruh: g3ruh, mostSignificantFirst: order == .mostSignificantFirst)
            for chunks in [[0..<wire.count], (0..<wire.count).map { $0..<$0 + 1 }] {
                let framer = HDLCFramer(line: line, maximumLength: 100)
                let run = FramerRun(framer, wire, chunks)
                #expect(run.faults == [])
                #expect(run.goodData == HDLCFramerTests.data, "\(nrzi) \(g3ruh) \(order)")
            }
        }
    }

    @Test("a frame begins at any bit")
    func anyBit() {
        for shift in 0..<16 {
            var sender = HDLCSender()
            sender.append(bits: (0..<shift).map { $0 % 3 == 0 })
            sender.flag()
            sender.frame([1, 2, 3])
            sender.flag()
            let wire = sender.octets()
            let run = FramerRun(HDLCFramer(maximumLength: 9), wire, [0..<wire.count])
            #expect(run.goodData == [[1, 2, 3]] && run.records[0].place == shift + 8)
        }
    }

    @Test("two flags share a zero, two frames share a flag")
    func shared() {
        var sender = HDLCSender()
        sender.flag()
        sender.append(bits: [true, true, true, true, true, true, false])
        sender.frame([1, 2, 3])
        sender.flag()
        sender.frame([4, 5, 6])
        sender.flag()
        let wire = sender.octets()
        let run = FramerRun(HDLCFramer(maximumLength: 9), wire, [0..<wire.count])
        #expect(run.goodData == [[1, 2, 3], [4, 5, 6]])
        #expect(run.records[0].place == 15)
    }

    @Test("seven ones break a frame off")
    func aborted() {
        var sender = HDLCSender()
        sender.flag()
        sender.flag()
        sender.stuffed([1, 2, 3])
        sender.ones(7)
        sender.flag()
        sender.frame([4, 5, 6])
        sender.flag()
        let wire = sender.octets()
        let run = FramerRun(HDLCFramer(maximumLength: 9), wire, [0..<wire.count])
        #expect(run.goodData == [[4, 5, 6]])
        #expect(run.owned["aborted"] == 31 && run.passedOver == 1)
        #expect(run.failures == [])
    }

    @Test("a wrong check sequence fails a frame behind two flags, and nothing in noise")
    func wrongCheck() {
        for flags in [1, 2] {
            var sender = HDLCSender()
            for _ in 0..<flags { sender.flag() }
            sender.frame([1, 2, 3], damage: 1)
            sender.flag()
            sender.frame([4, 5, 6])
            sender.flag()
            let wire = sender.octets()
            let run = FramerRun(HDLCFramer(maximumLength: 9), wire, [0..<wire.count])
            #expect(run.goodData == [[4, 5, 6]])
            #expect(run.failures == (flags == 2 ? [.checksum] : []))
        }
    }

    @Test("on a line that only rustles there are no frames, good or bad")
    func rustling() {
        var generator = SeededGenerator(seed: 99)
        let wire = generator.octets(200_000)
        let run = FramerRun(HDLCFramer(maximumLength: 300), wire, [0..<wire.count])
        #expect(run.goodData.count == 0)
        // Two flags side by side, then octets without a flag: by chance once in a while.
        #expect(run.failures.count < 10)
    }

    @Test("a frame over the maximum is noise, and the next one found")
    func tooLong() {
        for length in 1...12 {
            var sender = HDLCSender()
            sender.flag()
            sender.flag()
            sender.frame([UInt8](repeating: 0x55, count: length))
            sender.flag()
            sender.flag()
            sender.frame([1])
            sender.flag()
            let wire = sender.octets()
            let run = FramerRun(HDLCFramer(maximumLength: 5), wire, [0..<wire.count])
            #expect(run.goodData.count == (length <= 5 ? 2 : 1), "\(length)")
            #expect(run.goodData.last == [1])
        }
    }
}
