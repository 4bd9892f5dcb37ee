/// Writes records into one of the framings.
public struct RecordWriter: Sendable {
    /// KISS frame end (FEND) and escape (FESC), and their escaped forms.
    private enum KISS {
        static let end: UInt8 = 0xC0
        static let escape: UInt8 = 0xDB
        static let escapedEnd: UInt8 = 0xDC
        static let escapedEscape: UInt8 = 0xDD
        /// The command that carries a time in recordings of amateur stations.
        static let timeCommand: UInt8 = 9
    }

    /// How records lie in the stream.
    public let framing: RecordFraming
    private var generator: SeededGenerator

    /// - Parameter generator: gives header octets, times, empty records.
    public init(_ framing: RecordFraming, generator: SeededGenerator) {
        self.framing = framing
        self.generator = generator
    }

    /// The stream of `data`, one record each.
    public mutating func write(_ data: [[UInt8]]) -> GeneratedRecords {
        var stream = GeneratedRecords()
        for record in data {
            switch framing {
            case .kiss(let form): writeKISS(record, form, to: &stream)
            case .lengthPrefixed(let form): writePrefixed(record, form, to: &stream)
            case .bare(let octetsBefore):
                stream.octets += generator.octets(octetsBefore)
                append(record, isData: true, encoded: record, to: &stream)
            }
        }
        if case .kiss(let form) = framing, form.sharesDelimiters, !data.isEmpty {
            stream.octets.append(KISS.end)
        }
        return stream
    }

    /// `octets` with KISS escapes, without delimiters.
    public static func escaped(_ octets: some Sequence<UInt8>) -> [UInt8] {
        octets.flatMap { octet -> [UInt8] in
            switch octet {
            case KISS.end: [KISS.escape, KISS.escapedEnd]
            case KISS.escape: [KISS.escape, KISS.escapedEscape]
            default: [octet]
            }
        }
    }

    private func append(
        _ data: [UInt8], isData: Bool, encoded: [UInt8], to stream: inout GeneratedRecords
    ) {
        let start = stream.octets.count
        stream.octets += encoded
        stream.records.append(
            GeneratedRecord(data: data, isData: isData, range: start..<stream.octets.count))
    }

    private mutating func writeKISS(
        _ data: [UInt8], _ form: RecordFraming.KISSForm, to stream: inout GeneratedRecords
    ) {
        if form.hasTimeRecords {
            let time = generator.octets(8)
            writeKISS(time, type: KISS.timeCommand, form, to: &stream)
        }
        if form.sharesDelimiters, generator.chance(0.2) { stream.octets.append(KISS.end) }
        writeKISS(data, type: form.port << 4, form, to: &stream)
    }

    private func writeKISS(
        _ data: [UInt8], type: UInt8, _ form: RecordFraming.KISSForm,
        to stream: inout GeneratedRecords
    ) {
        stream.octets.append(KISS.end)
        append(
            data, isData: type & 15 == 0, encoded: RecordWriter.escaped([type] + data), to: &stream)
        if !form.sharesDelimiters { stream.octets.append(KISS.end) }
    }

    private mutating func writePrefixed(
        _ data: [UInt8], _ form: RecordFraming.LengthPrefixForm, to stream: inout GeneratedRecords
    ) {
        let value = data.count + form.headerOctets - form.bias
        precondition(
            value >= 0 && value >> (8 * form.width) == 0,
            "\(form.width) octets can't say \(value)")
        stream.octets += generator.octets(form.offset)
        var field: [UInt8] = []
        field.appendBigEndian(UInt64(value), width: form.width)
        stream.octets += form.isLittleEndian ? field.reversed() : field
        stream.octets += generator.octets(form.headerOctets)
        append(data, isData: true, encoded: data, to: &stream)
    }
}
