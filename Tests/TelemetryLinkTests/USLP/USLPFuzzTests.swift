import CCSDS
import ChannelCoding
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do random and damaged USLP streams give balanced books, the same in any chunks?")
struct USLPFuzzTests {
    /// Frames of every kind, well made, in a random order.
    private func frames(_ random: inout SeededGenerator, _ count: Int) -> [USLPFrame] {
        (0..<count).map { _ in
            let rule = UInt8(random.integer(in: 0...7))
            var zone = random.octets(random.integer(in: 0...60))
            if random.chance(0.5) { zone = USLPFrame.packet(random.integer(in: 7...40)) + zone }
            var frame = USLPFrame(rule: rule, zone)
            if rule < 3 {
                frame.pointer =
                    random.chance(0.3) ? 0xFFFF : UInt16(random.integer(in: 0...zone.count))
            }
            frame.protocolIdentifier = random.pick([0, 0, 0, 1, 4, 5, 31])
            frame.channel = random.pick([0, 1, 63])
            frame.stream = UInt8(random.integer(in: 0...2))
            frame.countLength = random.pick([0, 1, 2, 7])
            frame.count = UInt64(random.integer(in: 0...3))
            frame.isExpedited = random.chance(0.3)
            frame.isControl = random.chance(0.1)
            frame.word = random.chance(0.2) ? 0x0114_0C4D : nil
            if random.chance(0.1) {
                frame.isTruncated = true
                frame.pointer = nil
                frame.word = nil
            }
            return frame
        }
    }

    private func parameters(_ framing: Framing, fecf: Bool) -> ManagedParameters {
        var parameters = ManagedParameters(name: "fuzz", framing: framing)
        parameters.frame.type = .uslp
        parameters.frame.fecf = fecf
        parameters.channels.otherTruncatedLength = 20
        return parameters
    }

    @Test(arguments: 0..<20)
    func streams(round: Int) {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("USLPFuzzTests.streams: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        var octets = frames(&random, 60).records
        let fecf = round % 2 == 0
        for _ in 0..<random.integer(in: 0...30) {
            octets[random.integer(below: octets.count)] ^= random.nonZeroOctet()
        }
        var link = parameters(.lengthPrefixed(LengthPrefixParameters()), fecf: fecf)
        link.frame.deliverErred = round % 3 == 0
        link.channels.other = random.pick([nil, .packets, .virtualChannelAccess, .opaque])
        _ = link.decodeInManyWays(octets)
        var sync = parameters(.synchronized(SyncParameters(marker: .standard)), fecf: fecf)
        sync.frame.length = random.integer(in: 10...60)
        _ = sync.decodeInManyWays(octets)
        var fixed = parameters(.fixedFrames, fecf: fecf)
        fixed.frame.length = random.integer(in: 1...60)
        fixed.frame.insertZone = random.integer(in: 0...20)
        _ = fixed.decodeInManyWays(octets)
    }

    /// A frame changed at one to four places, many times, without any check over it.
    @Test func mutatedFrames() {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("USLPFuzzTests.mutatedFrames: seed \(seed)")
        var random = SeededGenerator(seed: seed)
        let link = parameters(.opaque, fecf: false)
        var delivered: UInt64 = 0
        for _ in 0..<300 {
            let chunks = frames(&random, 10).map { frame in
                var octets = Array(frame.octets.dropLast(2))
                if !frame.isTruncated { octets[5] = UInt8(octets.count - 1) }
                for _ in 0..<random.integer(in: 0...4) {
                    octets[random.integer(below: octets.count)] ^= random.nonZeroOctet()
                }
                return octets
            }
            var ends = 0
            let ranges = chunks.map { chunk in
                defer { ends += chunk.count }
                return ends..<ends + chunk.count
            }
            let decoded = link.decode(Array(chunks.joined()), chunks: ranges, ownSlabs: true)
            #expect(decoded.isBalanced)
            delivered += decoded.balance.framesDelivered
        }
        #expect(delivered > 100)
    }
}
