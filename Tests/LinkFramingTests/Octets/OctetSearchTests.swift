import Testing

@testable import LinkFraming

@Suite("Is the first octet found, wherever it stands?")
struct OctetSearchTests {
    /// By vectors and by words; both must say the same.
    private func find(
        _ octet: UInt8, or other: UInt8? = nil, in octets: [UInt8], from start: Int
    ) -> Int? {
        let found = [true, false].map { usesVectors in
            withSpan(octets) {
                OctetSearch.firstIndex(
                    of: octet, or: other ?? octet, in: $0, from: start, usesVectors: usesVectors)
            }
        }
        #expect(found[0] == found[1], "\(octets) from \(start)")
        return found[0]
    }

    @Test func everyPlaceAndStart() {
        for count in Array(0...27) + [63, 64, 65, 130] {
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
                let octets = (0..<140).map { _ in
                    // Itself, its upper neighbour, or anything.
                    [octet, octet &+ 1, UInt8(next(below: 256))][Int(min(2, next(below: 60)))]
                }
                let start = Int(next(below: 150))
                let plain = octets.indices.first { $0 >= start && octets[$0] == octet }
                #expect(find(octet, in: octets, from: start) == plain, "\(octets) \(start)")
            }
        }
    }

    @Test func oneOfTwo() {
        for place in 0..<100 {
            var octets = [UInt8](repeating: 0xFC, count: 100)
            octets[place] = 0xFD
            #expect(find(0xFE, or: 0xFD, in: octets, from: 0) == place)
            #expect(find(0xFD, or: 0xFE, in: octets, from: place) == place)
            #expect(find(0xFD, or: 0xFE, in: octets, from: place + 1) == nil)
        }
    }
}
