import Testing

@testable import ChannelCoding

/// Is the marker found where a comparison bit by bit finds it, and nowhere else?
struct MarkerSearcherTests {
    static let seed = UInt64.random(in: 0...UInt64.max)

    /// Bits of octets, one by one.
    private static func bits(_ octets: [UInt8]) -> [UInt8] {
        octets.flatMap { octet in (0..<8).map { octet >> UInt8(7 - $0) & 1 } }
    }

    private static func naive(
        _ octets: [UInt8], marker: AttachedSyncMarker, maximumErrors: Int,
        polarities: MarkerPolarities, range: Range<Int>
    ) -> MarkerHit? {
        let stream = bits(octets)
        let wanted = bits(marker.octets)
        for bit in range where bit + marker.bitCount <= stream.count {
            var differing = 0
            for index in 0..<marker.bitCount where stream[bit + index] != wanted[index] {
                differing += 1
            }
            let inverted = marker.bitCount - differing
            let normalHit = polarities != .inverted && differing <= maximumErrors
            let invertedHit = polarities != .normal && inverted <= maximumErrors
            if normalHit { return MarkerHit(bit: bit, errors: differing, inverted: false) }
            if invertedHit { return MarkerHit(bit: bit, errors: inverted, inverted: true) }
        }
        return nil
    }

    private static func marker(
        bits count: Int, using generator: inout SeededGenerator
    ) -> AttachedSyncMarker? {
        var octets = generator.octets((count + 7) / 8)
        if count % 8 != 0 { octets[octets.count - 1] &= 0xFF << UInt8(8 - count % 8) }
        return AttachedSyncMarker(octets: octets, bitCount: count)
    }

    /// Puts the marker, with some bits wrong, at `bit`.
    private static func plant(
        _ marker: AttachedSyncMarker, errors: [Int], inverted: Bool, at bit: Int,
        in octets: inout [UInt8]
    ) {
        for index in 0..<marker.bitCount {
            var value = marker.octets[index / 8] >> UInt8(7 - index % 8) & 1
            if inverted != errors.contains(index) { value ^= 1 }
            let mask: UInt8 = 0x80 >> UInt8((bit + index) % 8)
            if value == 1 {
                octets[(bit + index) / 8] |= mask
            } else {
                octets[(bit + index) / 8] &= ~mask
            }
        }
    }

    @Test(
        "planted markers of every length, at every bit, in every sense",
        arguments: [
            8, 9, 13, 16, 17, 22, 23, 24, 25, 31, 32, 33, 48, 63, 64, 65, 96, 127, 128, 192,
        ], [true, false])
    func findsPlantedMarkers(length: Int, usesVectors: Bool) throws {
        var generator = SeededGenerator(seed: Self.seed &+ UInt64(length))
        for round in 0..<48 {
            let marker = try #require(Self.marker(bits: length, using: &generator))
            let maximumErrors = Int.random(in: 0...min(8, (length - 1) / 2), using: &generator)
            let polarities = [MarkerPolarities.normal, .inverted, .both][round % 3]
            var octets = generator.octets(Int.random(in: 40...120, using: &generator))
            let errors = generator.choose(
                Int.random(in: 0...maximumErrors + 1, using: &generator), of: 0..<length)
            let at = Int.random(in: 0...octets.count * 8 - length, using: &generator)
            Self.plant(marker, errors: errors, inverted: round % 2 == 1, at: at, in: &octets)
            let from = round % 4 == 0 ? at : Int.random(in: 0...at, using: &generator)
            let to = Int.random(in: from...octets.count * 8, using: &generator)
            let searcher = MarkerSearcher(
                marker: marker, maximumErrors: maximumErrors, polarities: polarities,
                usesVectors: usesVectors)
            let memory = try #require(GuardedOctets(octets, at: .back))
            let hit = searcher.firstHit(
                in: memory.base, count: memory.count, fromBit: from, toBit: to)
            let expected = Self.naive(
                octets, marker: marker, maximumErrors: maximumErrors, polarities: polarities,
                range: from..<to)
            #expect(hit == expected, "round \(round) seed \(Self.seed)")
        }
    }

    @Test(
        "one place is judged as the search judges it",
        arguments: [8, 9, 24, 32, 47, 56, 57, 58, 64])
    func judgesEachPlace(length: Int) throws {
        var generator = SeededGenerator(seed: Self.seed &+ UInt64(length))
        for (round, polarities) in [MarkerPolarities.normal, .inverted, .both].enumerated() {
            let marker = try #require(Self.marker(bits: length, using: &generator))
            var octets = generator.octets(24)
            let at = Int.random(in: 0...octets.count * 8 - length, using: &generator)
            Self.plant(marker, errors: [2], inverted: round == 1, at: at, in: &octets)
            let searcher = MarkerSearcher(
                marker: marker, maximumErrors: 3, polarities: polarities)
            let memory = try #require(GuardedOctets(octets, at: .back))
            for bit in -1...octets.count * 8 {
                let expected =
                    bit < 0
                    ? nil
                    : Self.naive(
                        octets, marker: marker, maximumErrors: 3, polarities: polarities,
                        range: bit..<bit + 1)
                let hit = searcher.hit(at: bit, in: memory.base, count: memory.count)
                #expect(hit == expected, "bit \(bit) of length \(length) seed \(Self.seed)")
            }
        }
    }

    @Test("all hits in noise, one after the other", arguments: [0, 1, 3, 4, 8])
    func findsAllHitsInNoise(maximumErrors: Int) throws {
        var generator = SeededGenerator(seed: Self.seed)
        let octets = generator.octets(200)
        for length in [10, 17, 24, 32] where maximumErrors * 2 < length {
            let marker = try #require(Self.marker(bits: length, using: &generator))
            let searcher = MarkerSearcher(
                marker: marker, maximumErrors: maximumErrors, polarities: .both)
            var from = 0
            while from < octets.count * 8 {
                let hit = searcher.firstHit(
                    in: octets, count: octets.count, fromBit: from, toBit: octets.count * 8)
                let expected = Self.naive(
                    octets, marker: marker, maximumErrors: maximumErrors, polarities: .both,
                    range: from..<octets.count * 8)
                #expect(hit == expected, "from \(from) length \(length) seed \(Self.seed)")
                guard let hit else { break }
                from = hit.bit + 1
            }
        }
    }

    @Test("vectors and plain Swift find the same, among noise and what is nearly a marker")
    func vectorsFindTheSame() throws {
        var generator = SeededGenerator(seed: Self.seed)
        for (length, limits) in [(23, [0]), (32, [0, 1, 3]), (48, [2, 5]), (64, [0, 4, 8])] {
            let marker = try #require(Self.marker(bits: length, using: &generator))
            for maximumErrors in limits {
                var octets = generator.octets(6_000)
                for at in stride(from: 0, to: octets.count * 8 - length, by: 397) {
                    let errors = generator.choose(
                        Int.random(in: 0...maximumErrors + 2, using: &generator), of: 0..<length)
                    Self.plant(
                        marker, errors: errors, inverted: at % 2 == 1, at: at, in: &octets)
                }
                for polarities in [MarkerPolarities.normal, .inverted, .both] {
                    let found = [true, false].map { usesVectors in
                        Self.hits(
                            in: octets,
                            MarkerSearcher(
                                marker: marker, maximumErrors: maximumErrors,
                                polarities: polarities, usesVectors: usesVectors))
                    }
                    #expect(
                        found[0] == found[1],
                        "\(length) \(maximumErrors) \(polarities) seed \(Self.seed)")
                    #expect(found[0].count > 10)
                }
            }
        }
    }

    private static func hits(in octets: [UInt8], _ searcher: MarkerSearcher) -> [MarkerHit] {
        var hits: [MarkerHit] = []
        var from = 0
        while let hit = searcher.firstHit(
            in: octets, count: octets.count, fromBit: from, toBit: .max)
        {
            hits.append(hit)
            from = hit.bit + 1
        }
        return hits
    }

    @Test("the marker must lie wholly in the octets")
    func wholeMarkersOnly() throws {
        let marker = AttachedSyncMarker.standard
        let searcher = MarkerSearcher(marker: marker, maximumErrors: 0, polarities: .both)
        for bit in 0..<40 {
            var octets = [UInt8](repeating: 0x33, count: 9)
            Self.plant(marker, errors: [], inverted: false, at: bit, in: &octets)
            for count in 0...octets.count {
                let memory = try #require(GuardedOctets(Array(octets.prefix(count)), at: .back))
                let hit = searcher.firstHit(
                    in: memory.base, count: count, fromBit: 0, toBit: .max)
                let fits = bit + 32 <= count * 8
                #expect(hit == (fits ? MarkerHit(bit: bit, errors: 0, inverted: false) : nil))
                let errors = searcher.errors(at: bit, in: memory.base, count: count)
                #expect(errors?.errors == (fits ? 0 : nil))
            }
        }
    }

    @Test("errors at a place are counted without a limit, in the likelier sense")
    func countsErrors() throws {
        let marker = AttachedSyncMarker.standard
        let both = MarkerSearcher(marker: marker, maximumErrors: 0, polarities: .both)
        let normal = MarkerSearcher(marker: marker, maximumErrors: 0, polarities: .normal)
        var octets = [UInt8](repeating: 0, count: 6)
        Self.plant(marker, errors: [0, 5, 31], inverted: true, at: 3, in: &octets)
        #expect(try #require(both.errors(at: 3, in: octets, count: 6)) == (3, true))
        #expect(try #require(normal.errors(at: 3, in: octets, count: 6)) == (29, false))
        #expect(both.errors(at: 17, in: octets, count: 6) == nil)
        #expect(both.errors(at: -1, in: octets, count: 6) == nil)
        #expect(both.errors(at: 0, in: octets, count: 0) == nil)
    }

    @Test("an empty or reversed range has no hit")
    func emptyRanges() {
        let searcher = MarkerSearcher(marker: .standard, maximumErrors: 0, polarities: .both)
        let octets: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
        #expect(searcher.firstHit(in: octets, count: 4, fromBit: 0, toBit: 0) == nil)
        #expect(searcher.firstHit(in: octets, count: 4, fromBit: 5, toBit: 2) == nil)
        #expect(searcher.firstHit(in: octets, count: 4, fromBit: 1, toBit: 32) == nil)
        #expect(searcher.firstHit(in: octets, count: 4, fromBit: -9, toBit: 1)?.bit == 0)
    }
}
