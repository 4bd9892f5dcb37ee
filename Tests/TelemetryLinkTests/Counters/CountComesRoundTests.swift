import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are 256 lost frames not 0 lost frames?")
struct CountComesRoundTests {
    /// A packet of 60 octets begins in frame 0, and would go on in frame 257 by its count.
    private func link() -> SmallLink {
        var link = SmallLink()
        for place in 0..<260 { link.queue(60, first: UInt16(place)) }
        link.packetFrames(600)
        return link
    }

    private func burst(_ count: Int) -> [PlacedFault] {
        (11..<11 + count).map {
            PlacedFault($0, .symbolErrors(1, codeword: nil, place: .anywhere))
        }
    }

    @Test("That could not be read: so many may be missing, and the open packet is not continued")
    func unreadable() {
        let link = link()
        for (count, counted, estimate) in [
            (256, 0, 256), (259, 3, 259), (300, 44, 300), (512, 0, 512),
        ] as [(Int, UInt64, UInt64)] {
            let decoded = link.decode(burst(count))
            // The virtual channel's count and the master channel's.
            let gaps = decoded.records.gaps.filter { $0.estimate != nil }
            let step = CounterStep.gap(missing: counted)
            #expect(gaps.map(\.step) == [step, step], "\(count)")
            #expect(gaps.map(\.estimate) == [estimate, estimate], "\(count)")
            #expect(decoded.balance.framesRejected[.fecf] == UInt64(count))
            #expect(decoded.frames[11].annotation.missingBefore == .max)
            #expect(decoded.balance.discardedOctets[.frameGap] > 0)
            let sent = Set(link.decode().packets.map(\.octets))
            #expect(decoded.packets.allSatisfy { sent.contains($0.octets) }, "\(count)")
        }
    }

    @Test("Fewer than a cycle: the count is believed")
    func fewer() {
        let decoded = link().decode(burst(200))
        #expect(decoded.gaps == [.gap(missing: 200)])
        #expect(decoded.records.gaps.allSatisfy { $0.estimate == nil })
    }

    @Test("255 that never came: the count repeats with other octets, and nobody knows how many")
    func neverCame() {
        let decoded = link().decode((11..<266).map { PlacedFault($0, .missing) })
        #expect(decoded.gaps == [.reset])
        #expect(decoded.frames[11].annotation.missingBefore == .max)
    }
}
