/// Records with a length in front: `offset` octets, the field, then field + `bias` octets, of which
/// the first `headerOctets` are no data.
///
/// Nothing but the lengths themselves says where a record begins: a length that no record has is a
/// loss of framing, and the next octet is tried.
public struct LengthPrefixFramer: RecordFramer {
    private let offset: Int
    private let field: LengthField
    private let bias: Int
    private let headerOctets: Int
    private let maximumLength: Int

    /// - Parameters:
    ///   - offset: octets in front of the field.
    ///   - field: its width and order.
    ///   - bias: added to its value to get the octets that follow it.
    ///   - headerOctets: how many of those are no data.
    ///   - maximumLength: octets of the longest record's data.
    public init(
        offset: Int, field: LengthField, bias: Int, headerOctets: Int, maximumLength: Int
    ) {
        precondition(offset >= 0 && headerOctets >= 0 && maximumLength > 0)
        self.offset = offset
        self.field = field
        self.bias = bias
        self.headerOctets = headerOctets
        self.maximumLength = maximumLength
    }

    private var header: Int { offset + field.width + headerOctets }

    /// The longest record.
    public var lookahead: Int { header + maximumLength + 1 }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        guard let value = field.value(in: octets, at: offset) else { return .needMore }
        let length = value + bias - headerOctets
        guard length >= 0, length <= maximumLength else {
            return .skipped(bits: 8, .malformed, endsRecord: false)
        }
        guard octets.byteCount >= header + length else { return .needMore }
        var record = FramedRecord(
            bits: 8 * (header + length), length: length, coding: .plain(offset: header),
            check: .none)
        record.overhead.header = 8 * header
        return .record(record)
    }

    /// The stream was broken: a record may begin with the next octet.
    public mutating func interrupt() {}
}
