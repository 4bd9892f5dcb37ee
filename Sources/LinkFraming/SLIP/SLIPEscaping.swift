#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

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
        content(of: record, usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    static func content(of record: RawSpan, usesVectors: Bool) -> Content {
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors {
            let escapes = unsafe record.withUnsafeBytes { octets -> Int in
                guard let base = octets.baseAddress else { return 0 }
                return unsafe csimd_slip_escapes(
                    base.assumingMemoryBound(to: UInt8.self), octets.count)
            }
            if escapes < 0 { return .malformed(offset: -1 - escapes) }
            return escapes == 0 ? .plain : .escaped(escapes: escapes)
        }
        #endif
        var escapes = 0
        var offset = 0
        // Each turn goes at least two octets on.
        while let found = OctetSearch.firstIndex(
            of: escape, or: escape, in: record, from: offset, usesVectors: false)
        {
            guard found + 1 < record.byteCount, isEscaped(Wire.octet(record, at: found + 1)) else {
                return .malformed(offset: found)
            }
            escapes += 1
            offset = found + 2
        }
        return escapes == 0 ? .plain : .escaped(escapes: escapes)
    }

    private static func isEscaped(_ octet: UInt8) -> Bool {
        octet == escapedEnd || octet == escapedEscape
    }

    /// Copies a record that ``content(of:)`` found right to `room`, its escapes undone.
    ///
    /// - Returns: octets written; `room` must hold the record's octets less its escapes.
    @unsafe
    public static func unescape(
        _ record: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) -> Int {
        unsafe unescape(record, into: room, usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    @unsafe
    static func unescape(
        _ record: RawSpan, into room: UnsafeMutableRawBufferPointer, usesVectors: Bool
    ) -> Int {
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors {
            return unsafe record.withUnsafeBytes { octets -> Int in
                guard let from = octets.baseAddress, let to = room.baseAddress else { return 0 }
                return unsafe csimd_slip_unescape(
                    from.assumingMemoryBound(to: UInt8.self), octets.count,
                    to.assumingMemoryBound(to: UInt8.self), room.count)
            }
        }
        #endif
        var written = 0
        var index = 0
        while index < record.byteCount, written < room.count {
            var octet = Wire.octet(record, at: index)
            if octet == escape, index + 1 < record.byteCount {
                index += 1
                octet = Wire.octet(record, at: index) == escapedEnd ? end : escape
            }
            unsafe room[written] = octet
            written += 1
            index += 1
        }
        return written
    }
}
