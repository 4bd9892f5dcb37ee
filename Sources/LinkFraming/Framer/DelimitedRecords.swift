/// Records between delimiters that never occur inside them: the part that KISS, SLIP and COBS
/// share.
struct DelimitedRecords: Sendable {
    /// What stands at the front of the stream. Ranges and counts are octets from its position on.
    enum Found {
        case needMore
        /// Delimiters.
        case delimiters(Int)
        /// Octets in front of the first delimiter, where the stream did not begin with a record.
        case noise(Int)
        /// Octets of a record that is longer than any may be.
        case oversized(Int)
        /// Such a record ends here.
        case oversizedEnds
        /// Octets between delimiters; the delimiter behind them is there.
        case record(Range<Int>)
    }

    private let delimiter: UInt8
    /// Longest record as it is sent.
    private let maximumLength: Int
    /// The octets at the front begin a record.
    private var hasBorder: Bool
    private var isOversized = false
    /// So many octets, from the position on, have no delimiter among them.
    private var scanned = 0

    init(delimiter: UInt8, maximumLength: Int, beginsWithRecord: Bool) {
        self.delimiter = delimiter
        self.maximumLength = maximumLength
        hasBorder = beginsWithRecord
    }

    /// Octets to see before a record without an end is known to be too long.
    var lookahead: Int { maximumLength + 2 }

    mutating func interrupt() {
        hasBorder = false
        isOversized = false
        scanned = 0
    }

    /// Looks at the front of the stream. What it finds must be given away, all of it, except that
    /// of a record only the delimiters in front may be.
    mutating func next(_ octets: RawSpan) -> Found {
        let count = octets.byteCount
        guard count > 0 else { return .needMore }
        var start = 0
        if Wire.octet(octets, at: 0) == delimiter {
            if isOversized {
                isOversized = false
                return .oversizedEnds
            }
            hasBorder = true
            while start < count, Wire.octet(octets, at: start) == delimiter { start += 1 }
        }
        let from = max(start, scanned)
        guard let end = OctetSearch.firstIndex(of: delimiter, in: octets, from: from) else {
            return withoutEnd(start, count)
        }
        scanned = 0
        if !hasBorder { return .noise(end) }
        if isOversized { return .oversized(end) }
        return .record(start..<end)
    }

    private mutating func withoutEnd(_ start: Int, _ count: Int) -> Found {
        scanned = count - start
        if start > 0 { return .delimiters(start) }
        if hasBorder, !isOversized, count <= maximumLength { return .needMore }
        scanned = 0
        if !hasBorder { return .noise(count) }
        isOversized = true
        return .oversized(count)
    }

    func isTooLong(_ record: Range<Int>) -> Bool { record.count > maximumLength }
}

extension FramerStep {
    /// What is no record between delimiters; `nil` for one that is.
    init?(_ found: DelimitedRecords.Found) {
        switch found {
        case .needMore: self = .needMore
        case .delimiters(let count): self = .stripped(bits: 8 * count, .delimiter)
        case .noise(let count): self = .skipped(bits: 8 * count, .noRecord, endsRecord: false)
        case .oversized(let count): self = .skipped(bits: 8 * count, .malformed, endsRecord: false)
        case .oversizedEnds: self = .skipped(bits: 0, .malformed, endsRecord: true)
        case .record: return nil
        }
    }

    /// Octets between delimiters that are no record of telemetry. Delimiters in front of them are
    /// given away first.
    static func skipped(_ range: Range<Int>, _ loss: FramingLoss) -> FramerStep {
        guard range.lowerBound == 0 else {
            return .stripped(bits: 8 * range.lowerBound, .delimiter)
        }
        return .skipped(bits: 8 * range.count, loss, endsRecord: true)
    }
}
