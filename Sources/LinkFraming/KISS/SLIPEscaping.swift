/// Octet stuffing of SLIP (RFC 1055), which KISS uses too.
public enum SLIPEscaping {
    /// END (KISS: FEND), between records.
    public static let end: UInt8 = 0xC0
    /// ESC (KISS: FESC), in front of an octet that stands for another.
    public static let escape: UInt8 = 0xDB
    /// After ``escape``: an ``end`` in the data.
    public static let escapedEnd: UInt8 = 0xDC
    /// After ``escape``: an ``escape`` in the data.
    public static let escapedEscape: UInt8 = 0xDD

    /// What a record's octets are with its escapes undone.
    public enum Content: Equatable, Sendable {
        /// No escape in it: the octets are the data.
        case plain
        /// So many escapes, all of them right.
        case escaped(escapes: Int)
        /// An escape at this offset is followed by an octet that it can't be, or by nothing.
        case malformed(offset: Int)
    }

    /// Looks through a record (without its delimiters).
    public static func content(of record: RawSpan) -> Content {
        var escapes = 0
        var offset = 0
        // Each turn goes at least two octets on.
        while let found = OctetSearch.firstIndex(of: escape, in: record, from: offset) {
            guard found + 1 < record.byteCount else { return .malformed(offset: found) }
            let next = unsafe record.unsafeLoad(fromByteOffset: found + 1, as: UInt8.self)
            guard next == escapedEnd || next == escapedEscape else {
                return .malformed(offset: found)
            }
            escapes += 1
            offset = found + 2
        }
        return escapes == 0 ? .plain : .escaped(escapes: escapes)
    }

    /// Copies a record that ``content(of:)`` found right to `room`, its escapes undone.
    ///
    /// - Returns: octets written; `room` must hold the record's octets less its escapes.
    @unsafe
    public static func unescape(
        _ record: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) -> Int {
        var written = 0
        var index = 0
        while index < record.byteCount, written < room.count {
            var octet = unsafe record.unsafeLoad(fromByteOffset: index, as: UInt8.self)
            if octet == escape, index + 1 < record.byteCount {
                index += 1
                let next = unsafe record.unsafeLoad(fromByteOffset: index, as: UInt8.self)
                octet = next == escapedEnd ? end : escape
            }
            unsafe room[written] = octet
            written += 1
            index += 1
        }
        return written
    }
}
