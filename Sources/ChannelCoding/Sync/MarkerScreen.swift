/// Passes over octets in which no marker can begin.
///
/// Counts the differing bits of a few octets of the marker for eight start positions at once. A
/// position whose count is above the limit already cannot be a hit; the others are candidates.
struct MarkerScreen: Sendable {
    /// Start positions in one octet that may be hits.
    struct Candidates {
        var octet: Int
        /// The most significant bit of count p is set for a candidate at bit p.
        fileprivate var flags: UInt64

        @inline(__always)
        func isCandidate(phase: Int) -> Bool { flags & 0x80 << UInt64(8 * phase) != 0 }
    }

    private let table: [UInt64]
    private let rows: Range<Int>
    private let limits: Limits
    #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
    private let vectors: VectorMarkerScreen?
    #endif

    /// Most octets that are compared: those of the first 64 bits of a marker, so that counts stay
    /// below 128 and their most significant bits are free for comparisons.
    private static let maximumRows = 9

    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let lowBits: UInt64 = 0x0101_0101_0101_0101

    /// Comparisons of eight counts at once: a sum sets the most significant bit of each octet whose
    /// count is above the limit.
    private struct Limits: Sendable {
        /// Added to counts of differing bits.
        var normal: UInt64
        /// What counts of differing bits are taken from, to compare the equal bits.
        var inverted: UInt64

        init(maximumErrors: Int, compared: UInt64, polarities: MarkerPolarities) {
            // The sum of a count and 128 is above any limit: so for a polarity not looked for. A
            // limit of 127 is above any count: then all are candidates.
            let limit = UInt64(127 - min(maximumErrors, 127)) * MarkerScreen.lowBits
            normal = polarities == .inverted ? MarkerScreen.highBits : limit
            inverted = compared + (polarities == .normal ? MarkerScreen.highBits : limit)
        }

        @inline(__always)
        func candidates(_ counts: UInt64) -> UInt64 {
            ~((counts &+ normal) & (inverted &- counts)) & MarkerScreen.highBits
        }
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    init(
        mismatches: MarkerMismatches, maximumErrors: Int, polarities: MarkerPolarities,
        usesVectors: Bool
    ) {
        table = mismatches.table
        rows = Self.rows(octetCount: mismatches.octetCount, maximumErrors: maximumErrors)
        limits = Limits(
            maximumErrors: maximumErrors, compared: mismatches.compared[rows].reduce(0, +),
            polarities: polarities)
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        vectors =
            usesVectors
            ? VectorMarkerScreen(
                mismatches: mismatches, rows: rows, maximumErrors: maximumErrors,
                polarities: polarities) : nil
        #endif
    }

    /// Which octets to compare: as few as let less than one in a hundred octets of noise pass.
    ///
    /// All but the first and the last are wholly the marker's at every start position, and so are
    /// worth most; where they are too few, all are taken.
    private static func rows(octetCount: Int, maximumErrors: Int) -> Range<Int> {
        let wanted =
            switch maximumErrors {
            case 0: 2
            case 1...3: 3
            case 4...6: 4
            case 7...8: 5
            default: maximumRows
            }
        return wanted <= octetCount - 2 ? 1..<1 + wanted : 0..<min(maximumRows, octetCount)
    }

    /// The next octet, from the one of bit `from` to the one before bit `to`, in which markers may
    /// begin; `nil` when there is none.
    func nextCandidates(
        in base: UnsafeRawPointer, count: Int, from: Int, to: Int
    ) -> Candidates? {
        let start = from / 8
        let end = (to + 7) / 8
        // Near the end of memory not all octets that are compared exist: all are candidates there.
        let screened = min(end, count - rows.upperBound + 1)
        if start < screened,
            let found = unsafe scan(
                UnsafeRawBufferPointer(start: base, count: count), start, screened)
        {
            return found
        }
        let rest = max(start, screened)
        return rest < end ? Candidates(octet: rest, flags: Self.highBits) : nil
    }

    private func scan(
        _ octets: UnsafeRawBufferPointer, _ start: Int, _ end: Int
    ) -> Candidates? {
        var start = start
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        if let vectors, let base = octets.baseAddress {
            start += unsafe vectors.passed(base + start, count: end - start)
        }
        #endif
        return unsafe table.withUnsafeBufferPointer { table in
            // The literal counts let the compiler unroll the loop over rows.
            switch rows.count {
            case 2: unsafe scan(octets, start, end, table, rows: 2)
            case 3: unsafe scan(octets, start, end, table, rows: 3)
            case 4: unsafe scan(octets, start, end, table, rows: 4)
            case 5: unsafe scan(octets, start, end, table, rows: 5)
            default: unsafe scan(octets, start, end, table, rows: rows.count)
            }
        }
    }

    @inline(__always)
    private func scan(
        _ octets: UnsafeRawBufferPointer, _ start: Int, _ end: Int,
        _ table: UnsafeBufferPointer<UInt64>, rows count: Int
    ) -> Candidates? {
        let first = rows.lowerBound
        let limits = limits
        for octet in start..<end {
            var counts: UInt64 = 0
            for row in 0..<count {
                let value = unsafe Int(octets[octet + first + row])
                counts &+= unsafe table[256 * (first + row) + value]
            }
            let flags = limits.candidates(counts)
            if flags != 0 { return Candidates(octet: octet, flags: flags) }
        }
        return nil
    }
}
