/// CRC-32 of IEEE 802.3 as zlib computes it: reflected polynomial EDB88320, initial value and
/// final XOR all ones, check value of "123456789" = CBF43926.
enum CRC32 {
    /// The reflected polynomial.
    static let polynomial: UInt32 = 0xEDB8_8320

    /// Octets that one step of the main loop consumes.
    private static let stride = 16

    /// `tables[256 * k + b]`: what octet `b` contributes when `k` octets follow it.
    private static let tables: [UInt32] = makeTables()

    private static func makeTables() -> [UInt32] {
        var tables = [UInt32](repeating: 0, count: 256 * stride)
        for octet in 0..<256 {
            var value = UInt32(octet)
            for _ in 0..<8 {
                value = value & 1 != 0 ? (value >> 1) ^ polynomial : value >> 1
            }
            tables[octet] = value
        }
        for position in 256..<(256 * stride) {
            let before = tables[position - 256]
            tables[position] = (before >> 8) ^ tables[Int(before & 0xFF)]
        }
        return tables
    }

    /// The CRC of `octets`, or of the octets before them and them, when `crc` is that of those.
    static func checksum(_ octets: RawSpan, continuing crc: UInt32 = 0) -> UInt32 {
        octets.withUnsafeBytes { checksum($0, continuing: crc) }
    }

    /// The CRC of `octets`, or of the octets before them and them, when `crc` is that of those.
    static func checksum(_ octets: UnsafeRawBufferPointer, continuing crc: UInt32 = 0) -> UInt32 {
        tables.withUnsafeBufferPointer { table in
            var value = ~crc
            var at = 0
            let wholeSteps = octets.count - octets.count % stride
            while at < wholeSteps {
                value = step(octets, at, value, table)
                at += stride
            }
            while at < octets.count {
                value = (value >> 8) ^ table[Int((value ^ UInt32(octets[at])) & 0xFF)]
                at += 1
            }
            return ~value
        }
    }

    /// Sixteen octets at once ("slice by 16"): each looks up its own table, no step waits for
    /// the one before.
    @inline(__always)
    private static func step(
        _ octets: UnsafeRawBufferPointer, _ at: Int, _ value: UInt32,
        _ table: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        let a = word(octets, at) ^ value
        let b = word(octets, at + 4)
        let c = word(octets, at + 8)
        let d = word(octets, at + 12)
        let first = look(table, a, 12) ^ look(table, b, 8)
        let second = look(table, c, 4) ^ look(table, d, 0)
        return first ^ second
    }

    @inline(__always)
    private static func word(_ octets: UnsafeRawBufferPointer, _ at: Int) -> UInt32 {
        UInt32(littleEndian: octets.loadUnaligned(fromByteOffset: at, as: UInt32.self))
    }

    /// What the four octets of `word` contribute when `following` octets follow its last.
    @inline(__always)
    private static func look(
        _ table: UnsafeBufferPointer<UInt32>, _ word: UInt32, _ following: Int
    ) -> UInt32 {
        let low =
            table[256 * (following + 3) + Int(word & 0xFF)]
            ^ table[256 * (following + 2) + Int((word >> 8) & 0xFF)]
        let high =
            table[256 * (following + 1) + Int((word >> 16) & 0xFF)]
            ^ table[256 * following + Int(word >> 24)]
        return low ^ high
    }
}
