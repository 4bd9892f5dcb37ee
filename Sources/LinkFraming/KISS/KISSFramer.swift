import ChannelCoding

/// KISS records, as TNCs and modems send them: SLIP, with a type octet in front of the data.
///
/// Nothing before the first FEND is a record: it may be the end of one.
public struct KISSFramer: RecordFramer {
    private var records: DelimitedRecords
    private let ports: [UInt8]
    private let checksum: KISSChecksum
    private let maximumLength: Int

    /// The time of the last record of command 9.
    public private(set) var lastTimestamp: KISSTimestamp?

    /// - Parameters:
    ///   - ports: accepted ports; none for all.
    ///   - checksum: what stands behind the data.
    ///   - maximumLength: octets of the longest record's data, escapes undone.
    public init(ports: [UInt8] = [], checksum: KISSChecksum = .none, maximumLength: Int) {
        precondition(maximumLength > 0)
        self.ports = ports
        self.checksum = checksum
        self.maximumLength = maximumLength
        records = DelimitedRecords(
            delimiter: SLIPEscaping.end, maximumLength: 2 * (maximumLength + 3),
            beginsWithRecord: false)
    }

    /// The longest record with its type and checksum, every octet escaped.
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
        let type = KISSType(rawValue: typeOctet(octets, range))
        let trailer = checksum.length(type)
        let length = range.count - escapes - 1 - trailer
        guard length <= maximumLength else { return .skipped(range, .malformed) }
        guard type.isData, ports.isEmpty || ports.contains(checksum.port(type)) else {
            if type.isTimestamp { noteTime(octets, range) }
            return .skipped(range, .notData)
        }
        guard length > 0 else { return .skipped(range, .malformed) }
        var record = FramedRecord(
            bits: 8 * (range.count + 1), length: length,
            coding: escapes == 0
                ? .plain(offset: range.lowerBound + 1) : .slip(range, leading: 1),
            check: check(octets.extracting(range), trailer))
        record.delimiterBitsBefore = 8 * range.lowerBound
        record.overhead.escape = 8 * escapes
        record.overhead.status = 8
        record.overhead.checksum = 8 * trailer
        record.overhead.delimiter = 8
        return .record(record)
    }

    /// The stream was broken: nothing before the next FEND is a record.
    public mutating func interrupt() { records.interrupt() }

    /// The type octet, which may itself be escaped (port 12, command 0 is a FEND).
    private func typeOctet(_ octets: RawSpan, _ range: Range<Int>) -> UInt8 {
        let first = Wire.octet(octets, at: range.lowerBound)
        guard first == SLIPEscaping.escape, range.count > 1 else { return first }
        return Wire.octet(octets, at: range.lowerBound + 1) == SLIPEscaping.escapedEnd
            ? SLIPEscaping.end : SLIPEscaping.escape
    }

    // MARK: checksums

    private func check(_ record: RawSpan, _ trailer: Int) -> FramedRecord.Check {
        guard trailer > 0 else { return .none }
        var sum: UInt8 = 0
        var register = ReflectedCRC16.arc.register()
        KISSFramer.forEachOctet(of: record) { octet in
            sum ^= octet
            register.append(octet)
        }
        // A checksum that is not inverted makes the register zero when it is gone over as well.
        let isRight = checksum == .smack ? register.checksum == 0 : sum == 0
        return isRight ? .passed : .failed(.checksum)
    }

    /// The octets of a record whose escapes are right.
    private static func forEachOctet(of record: RawSpan, _ body: (UInt8) -> Void) {
        var index = 0
        while index < record.byteCount {
            var octet = Wire.octet(record, at: index)
            index += 1
            if octet == SLIPEscaping.escape, index < record.byteCount {
                octet =
                    Wire.octet(record, at: index) == SLIPEscaping.escapedEnd
                    ? SLIPEscaping.end : SLIPEscaping.escape
                index += 1
            }
            body(octet)
        }
    }

    // MARK: times

    private mutating func noteTime(_ octets: RawSpan, _ range: Range<Int>) {
        var value: UInt64 = 0
        var count = 0
        KISSFramer.forEachOctet(of: octets.extracting(range)) { octet in
            value = value << 8 | UInt64(octet)
            count += 1
        }
        // The type octet is shifted out.
        guard count == 1 + KISSTimestamp.length else { return }
        lastTimestamp = KISSTimestamp(milliseconds: value)
    }
}

extension KISSTimestamp {
    init(milliseconds: UInt64) {
        self.milliseconds = milliseconds
    }
}
