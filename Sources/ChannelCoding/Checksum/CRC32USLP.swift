/// The cyclic redundancy check of 32 bits that USLP and Proximity-1 share:
/// x³² + x²³ + x²¹ + x¹¹ + x² + 1, preset to zeros, most significant bit first, not inverted at the
/// end (CCSDS 732.1-B-2 annex B, 211.2-B-3 §3.2.4). On the wire it is big-endian, after what it
/// covers.
public enum CRC32USLP {
    /// The generator without its leading term.
    private static let generator: UInt32 = 0x00A0_0805

    /// Octets in a group, each with a table of its own.
    private static let group = 16

    /// The checksum of `octets`; of no octets at all, and of zeros only, it is 0.
    public static func checksum(_ octets: RawSpan) -> UInt32 {
        unsafe octets.withUnsafeBytes { unsafe advance(0, over: $0) }
    }

    /// Whether `frame`, whose last four octets are its checksum, is as it was sent.
    ///
    /// Fewer than four octets hold no checksum, and are not valid.
    public static func isValid(frameWithCRC frame: RawSpan) -> Bool {
        frame.byteCount >= 4 && checksum(frame) == 0
    }

    /// Entry 256·n + o: the remainder of octet o with n octets of zeros behind it.
    private static let tables: [UInt32] = {
        var tables: [UInt32] = (0...255).map { octet in
            (0..<8).reduce(UInt32(octet) << 24) { value, _ in
                value >> 31 == 0 ? value << 1 : value << 1 ^ generator
            }
        }
        for index in 256..<256 * group {
            let shorter = tables[index - 256]
            tables.append(shorter << 8 ^ tables[Int(shorter >> 24)])
        }
        return tables
    }()

    private static func advance(
        _ register: UInt32, over octets: UnsafeRawBufferPointer
    ) -> UInt32 {
        unsafe tables.withUnsafeBufferPointer { tables in
            var register = register
            var at = 0
            while octets.count - at >= group {
                let first = unsafe octets.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                let second = unsafe octets.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self)
                register = unsafe remainder(
                    first.bigEndian ^ UInt64(register) << 32, zerosBehind: 8, tables)
                register ^= unsafe remainder(second.bigEndian, zerosBehind: 0, tables)
                at += group
            }
            while at < octets.count {
                let index = unsafe UInt8(truncatingIfNeeded: register >> 24) ^ octets[at]
                register = unsafe register << 8 ^ tables[Int(index)]
                at += 1
            }
            return register
        }
    }

    /// The remainder of eight octets with `zerosBehind` octets of zeros behind them.
    @inline(__always)
    private static func remainder(
        _ octets: UInt64, zerosBehind: Int, _ tables: UnsafeBufferPointer<UInt32>
    ) -> UInt32 {
        var sum: UInt32 = 0
        for octet in 0..<8 {
            let value = Int(UInt8(truncatingIfNeeded: octets >> UInt64(8 * octet)))
            sum ^= unsafe tables[256 * (zerosBehind + octet) + value]
        }
        return sum
    }
}
