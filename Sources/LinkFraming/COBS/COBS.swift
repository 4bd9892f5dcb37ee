/// Consistent overhead byte stuffing (Cheshire & Baker 1997): each zero is replaced by the
/// distance to the next, so that zero can stand between records.
///
/// A code octet n stands in front of n − 1 octets of data and, unless n is 255 or nothing follows,
/// for a zero behind them.
public enum COBS {
    /// Between records.
    public static let delimiter: UInt8 = 0

    /// Most octets of data behind one code octet.
    static let longestGroup = 254

    /// Octets of a record of `count` octets as it is sent, at most.
    static func maximumEncodedLength(_ count: Int) -> Int {
        count + count / longestGroup + 1
    }

    /// Octets of data in a record (without delimiters); `nil` where it breaks the rules: a zero in
    /// it, or a code that points past its end.
    ///
    /// - Parameters:
    ///   - record: the octets between two delimiters.
    ///   - reduced: COBS/R, where a last code that points past the end is itself the last octet of
    ///     the data.
    public static func length(of record: RawSpan, reduced: Bool) -> Int? {
        let count = record.byteCount
        guard count > 0 else { return nil }
        var at = 0
        var length = 0
        // Each turn takes at least the code octet.
        while at < count {
            let code = Int(Wire.octet(record, at: at))
            guard code > 0 else { return nil }
            let rest = count - at - 1
            if code - 1 > rest { return reduced ? length + rest + 1 : nil }
            at += code
            length += code - 1
            if code <= longestGroup, at < count { length += 1 }
        }
        return length
    }

    /// Copies a record that ``length(of:reduced:)`` found right to `room`, decoded.
    ///
    /// - Returns: octets written; `room` must hold as many as the record has data.
    @unsafe
    public static func decode(
        _ record: RawSpan, reduced: Bool, into room: UnsafeMutableRawBufferPointer
    ) -> Int {
        unsafe record.withUnsafeBytes { octets in
            var at = 0
            var written = 0
            while at < octets.count {
                let code = unsafe Int(octets[at])
                let rest = octets.count - at - 1
                let data = min(code - 1, rest)
                guard data >= 0, written + data <= room.count else { break }
                unsafe copy(data, from: octets, at + 1, to: room, written)
                written += data
                at += data + 1
                let isLast = at == octets.count
                if code - 1 > rest {
                    guard reduced, written < room.count else { break }
                    unsafe room[written] = UInt8(code)
                    written += 1
                } else if code <= longestGroup, !isLast {
                    guard written < room.count else { break }
                    unsafe room[written] = 0
                    written += 1
                }
            }
            return written
        }
    }

    /// Groups are short, mostly: two vectors without asking how short, where there is room.
    @inline(__always)
    private static func copy(
        _ count: Int, from octets: UnsafeRawBufferPointer, _ at: Int,
        to room: UnsafeMutableRawBufferPointer, _ written: Int
    ) {
        typealias Vector = SIMD16<UInt8>
        guard count > 0, let from = octets.baseAddress, let to = room.baseAddress else { return }
        if count <= 32, octets.count - at >= 32, room.count - written >= 32 {
            let low = unsafe from.loadUnaligned(fromByteOffset: at, as: Vector.self)
            let high = unsafe from.loadUnaligned(fromByteOffset: at + 16, as: Vector.self)
            unsafe to.storeBytes(of: low, toByteOffset: written, as: Vector.self)
            unsafe to.storeBytes(of: high, toByteOffset: written + 16, as: Vector.self)
        } else {
            unsafe (to + written).copyMemory(from: from + at, byteCount: count)
        }
    }
}
