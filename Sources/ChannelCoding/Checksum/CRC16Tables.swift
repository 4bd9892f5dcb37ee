/// Sixteen octets at a time: one table for each distance of an octet from the end of its group.
enum CRC16Tables {
    /// x¹⁶ + x¹² + x⁵ + 1 without its leading term.
    private static let generator: UInt16 = 0x1021

    /// Octets in a group, each with a table of its own.
    private static let group = 16

    /// Entry 256·n + o: the remainder of octet o with n octets of zeros behind it.
    private static let tables: [UInt16] = {
        var tables: [UInt16] = (0...255).map { octet in
            (0..<8).reduce(UInt16(octet) << 8) { value, _ in timesX(value) }
        }
        for index in 256..<256 * group {
            let shorter = tables[index - 256]
            tables.append(shorter << 8 ^ tables[Int(shorter >> 8)])
        }
        return tables
    }()

    private static func timesX(_ value: UInt16) -> UInt16 {
        value & 0x8000 == 0 ? value << 1 : value << 1 ^ generator
    }

    /// x to the `exponent`, modulo the generator.
    static func power(_ exponent: Int) -> UInt16 {
        (0..<exponent).reduce(1) { value, _ in timesX(value) }
    }

    /// What the register holds after `octets`, if it held `register` before.
    static func advance(_ register: UInt16, over octets: UnsafeRawBufferPointer) -> UInt16 {
        unsafe tables.withUnsafeBufferPointer { tables in
            var register = register
            var at = 0
            while octets.count - at >= group {
                unsafe register = groupRemainder(register, octets, at, tables)
                at += group
            }
            while at < octets.count {
                let index = unsafe UInt8(truncatingIfNeeded: register >> 8) ^ octets[at]
                register = unsafe register << 8 ^ tables[Int(index)]
                at += 1
            }
            return register
        }
    }

    @inline(__always)
    private static func groupRemainder(
        _ register: UInt16, _ octets: UnsafeRawBufferPointer, _ at: Int,
        _ tables: UnsafeBufferPointer<UInt16>
    ) -> UInt16 {
        let first = unsafe octets.loadUnaligned(fromByteOffset: at, as: UInt64.self).bigEndian
        let second = unsafe octets.loadUnaligned(fromByteOffset: at + 8, as: UInt64.self).bigEndian
        return unsafe remainder(first ^ UInt64(register) << 48, zerosBehind: 8, tables)
            ^ remainder(second, zerosBehind: 0, tables)
    }

    /// The remainder of eight octets with `zerosBehind` octets of zeros behind them.
    @inline(__always)
    private static func remainder(
        _ octets: UInt64, zerosBehind: Int, _ tables: UnsafeBufferPointer<UInt16>
    ) -> UInt16 {
        var sum: UInt16 = 0
        for octet in 0..<8 {
            let value = Int(UInt8(truncatingIfNeeded: octets >> UInt64(8 * octet)))
            sum ^= unsafe tables[256 * (zerosBehind + octet) + value]
        }
        return sum
    }
}
