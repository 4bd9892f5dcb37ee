/// SLIP records (RFC 1055): END between them, ESC in front of what would look like one.
///
/// The stream begins with a record, or with an END; after an interruption, with the next END.
public struct SLIPFramer: RecordFramer {
    private var records: DelimitedRecords
    private let maximumLength: Int

    /// - Parameter maximumLength: octets of the longest record, escapes undone.
    public init(maximumLength: Int) {
        precondition(maximumLength > 0)
        self.maximumLength = maximumLength
        records = DelimitedRecords(
            delimiter: SLIPEscaping.end, maximumLength: 2 * maximumLength, beginsWithRecord: true)
    }

    /// The longest record, every octet escaped.
    public var lookahead: Int { records.lookahead }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        let found = records.next(octets)
        guard case .record(let range) = found else { return FramerStep(found) ?? .needMore }
        let escapes: Int
        switch SLIPEscaping.content(of: octets.extracting(range)) {
        case .plain: escapes = 0
        case .escaped(let number): escapes = number
        case .malformed: return .skipped(range, .malformed)
        }
        let length = range.count - escapes
        guard length <= maximumLength else { return .skipped(range, .malformed) }
        var record = FramedRecord(
            bits: 8 * (range.count + 1), length: length,
            coding: escapes == 0 ? .plain(offset: range.lowerBound) : .slip(range, leading: 0),
            check: .none)
        record.delimiterBitsBefore = 8 * range.lowerBound
        record.overhead.escape = 8 * escapes
        record.overhead.delimiter = 8
        return .record(record)
    }

    /// The stream was broken: nothing before the next END is a record.
    public mutating func interrupt() { records.interrupt() }
}
