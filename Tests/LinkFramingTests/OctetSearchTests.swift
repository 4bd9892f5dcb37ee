import LinkFraming
import Testing

@Suite("Is the first octet found, wherever it stands?")
struct OctetSearchTests {
    private func find(_ octet: UInt8, in octets: [UInt8], from start: Int) -> Int? {
        octets.withUnsafeBytes {
            OctetSearch.firstIndex(of: octet, in: RawSpan(_unsafeBytes: $0), from: start)
        }
    }

    @Test func everyPlaceAndStart() {
        for count in 0...27 {
            for place in 0..<count {
                // Neighbours of the octet in value: carries between lanes must not fool it.
                var octets = [UInt8](repeating: 0xC1, count: count)
                octets[place] = 0xC0
                for start in 0...count {
                    #expect(find(0xC0, in: octets, from: start) == (start <= place ? place : nil))
                }
            }
        }
    }

    @Test func sameAsAPlainSearch() {
        var state: UInt64 = 0xC0
        // Knuth's MMIX generator: the high octets are good enough.
        func next(below bound: UInt64) -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return (state >> 33) % bound
        }
        for octet: UInt8 in [0x00, 0x01, 0x7F, 0x80, 0xC0, 0xFF] {
            for _ in 0..<300 {
                let octets = (0..<40).map { _ in
                    // Itself, its upper neighbour, or anything.
                    [octet, octet &+ 1, UInt8(next(below: 256))][Int(next(below: 8) / 3)]
                }
                let start = Int(next(below: 50))
                let plain = octets.indices.first { $0 >= start && octets[$0] == octet }
                #expect(find(octet, in: octets, from: start) == plain, "\(octets) \(start)")
            }
        }
    }
}
