import FeedhornTestKit
import Testing

@Suite("Is the demo pass the same one, with everything in it that it tells of?")
struct DemoPassTests {
    @Test func composition() {
        let pass = DemoPass()
        let truth = pass.truth
        #expect(truth.isExact)
        #expect((290_000...300_000).contains(pass.octets.count))
        var fates: [FrameFate: Int] = [:]
        for frame in truth.frames { fates[frame.fate, default: 0] += 1 }
        #expect(fates[.missing] == 8)
        #expect(fates[.uncorrectable] == 17)
        #expect(fates[.broken] == 2)
        #expect(fates[.badErrorControl] == 1)
        #expect(fates[.wrongSpacecraft] == 1)
        #expect((fates[.corrected] ?? 0) > 80)
        #expect(truth.frames.count { $0.isInverted } == 905 - 761 - 8)
        let applications = Set(truth.expected.packets.compactMap(\.packet.application))
        #expect(applications == [16, 17, 32, 100, 101, 500, 2_047])
        #expect(
            Set(truth.expected.frames.map { truth.frames[$0].channel.label })
                == ["681/0", "681/1", "681/2", "681/3"])
    }

    @Test func sameOnEveryMachine() {
        #expect(
            OctetDigest.hexadecimal(DemoPass().octets)
                == "6814c7c3ca4bd35f6419ce7fdec9d872d9ae55c09569adaaacc004bbc2f9fe14")
    }
}
