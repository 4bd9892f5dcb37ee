import FeedhornTestKit
import Gateway
import Testing

/// Nothing is found where nothing is.
struct NothingIdentifiedTests {
    @Test(arguments: 1...6)
    func noise(_ seed: UInt64) {
        let octets = GeneratedSignal.noise(seed < 4 ? 60_000 : 3_000, seed: seed)
        let found = StreamIdentifier(octets).identify()
        #expect(found.isEmpty, "seed \(seed): \(found.first?.title ?? "")")
    }

    @Test(arguments: [0, 1, 2, 15, 16, 40])
    func shortNoise(_ count: Int) {
        for seed in UInt64(1)...20 {
            let octets = GeneratedSignal.noise(count, seed: seed)
            let found = StreamIdentifier(octets).identify()
            #expect(found.isEmpty, "seed \(seed): \(found.first?.title ?? "")")
        }
    }

    @Test(arguments: [UInt8(0), 0x55, 0xC0, 0xFF])
    func constant(_ octet: UInt8) {
        #expect(StreamIdentifier([UInt8](repeating: octet, count: 20_000)).identify().isEmpty)
    }

    @Test func text() {
        let line = "2026-11-23T12:00:00Z radio[17]: carrier lost, retrying in 5 s (try %)\n"
        let octets = (0..<300).flatMap { Array(line.replacing("%", with: "\($0)").utf8) }
        let found = StreamIdentifier(octets).identify()
        #expect(found.isEmpty, "\(found.first?.title ?? "")")
    }
}
