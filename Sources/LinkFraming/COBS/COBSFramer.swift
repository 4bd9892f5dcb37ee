/// COBS records with a zero behind each.
///
/// The stream begins with a record; after an interruption, behind the next zero.
public struct COBSFramer: RecordFramer {
    private var records: DelimitedRecords
    private let reduced: Bool
    private let maximumLength: Int

    /// - Parameters:
    ///   - reduced: COBS/R.
    ///   - maximumLength: octets of the longest record, decoded.
    public init(reduced: Bool = false, maximumLength: Int) {
        precondition(maximumLength > 0)
        self.reduced = reduced
        self.maximumLength = maximumLength
        records = DelimitedRecords(
            delimiter: COBS.delimiter, maximumLength: COBS.maximumEncodedLength(maximumLength),
            beginsWithRecord: true)
    }

    /// The longest record as it is sent.
    public var lookahead: Int { records.lookahead }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        let found = records.next(octets)
        guard case .record(let range) = found else { return FramerStep(found) ?? .needMore }
        guard !records.isTooLong(range),
            let length = COBS.length(of: octets.extracting(range), reduced: reduced),
            length <= maximumLength
        else { return .skipped(range, .malformed) }
        var record = FramedRecord(
            bits: 8 * (range.count + 1), length: length, coding: .cobs(range, reduced: reduced),
            check: .none)
        record.delimiterBitsBefore = 8 * range.lowerBound
        record.overhead.stuffing = 8 * (range.count - length)
        record.overhead.delimiter = 8
        return .record(record)
    }

    /// The stream was broken: nothing before the next zero is a record.
    public mutating func interrupt() { records.interrupt() }
}
