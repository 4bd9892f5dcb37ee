import LinkFraming

/// A record between two delimiters, with the pieces of the module put together as a reader of a
/// stream does it.
enum StuffedRecord: Equatable {
    case data([UInt8])
    case malformed

    /// The records of `stream`; `nil` in the last place: the stream ends without a delimiter.
    static func split(_ stream: [UInt8]) -> [StuffedRecord?] {
        var records: [StuffedRecord?] = []
        var start = 0
        while start < stream.count {
            let end = stream.withUnsafeBytes {
                OctetSearch.firstIndex(
                    of: SLIPEscaping.end, in: RawSpan(_unsafeBytes: $0), from: start)
            }
            guard let end else {
                records.append(nil)
                break
            }
            // Nothing between two delimiters is no record.
            if end > start { records.append(StuffedRecord(Array(stream[start..<end]))) }
            start = end + 1
        }
        return records
    }

    init(_ stuffed: [UInt8]) {
        self = stuffed.withUnsafeBytes { octets in
            let span = RawSpan(_unsafeBytes: octets)
            switch SLIPEscaping.content(of: span) {
            case .plain: return .data(stuffed)
            case .malformed: return .malformed
            case .escaped(let escapes):
                var data = [UInt8](repeating: 0, count: stuffed.count - escapes)
                let written = data.withUnsafeMutableBytes {
                    SLIPEscaping.unescape(span, into: $0)
                }
                return written == data.count ? .data(data) : .malformed
            }
        }
    }
}
