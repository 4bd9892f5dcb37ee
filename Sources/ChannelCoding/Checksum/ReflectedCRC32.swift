#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// Cyclic redundancy checks of 32 bits that take the least significant bit of an octet first,
/// preset to ones and inverted at the end. Both are sent most significant octet first.
public enum ReflectedCRC32: Sendable {
    /// CRC-32 of ISO/IEC 13239 and IEEE 802.3, the checksum of F´ frames, CFDP files and pcapng:
    /// 04C11DB7. Of `"123456789"` it is `CBF43926`.
    case ieee
    /// CRC-32C (Castagnoli), the checksum of CSP packets: 1EDC6F41. Of `"123456789"` it is
    /// `E3069283`.
    case castagnoli

    /// The checksum of `octets`; with `before`, of the octets of which that is the checksum, and
    /// then of these.
    public func checksum(_ octets: RawSpan, continuing before: UInt32 = 0) -> UInt32 {
        unsafe octets.withUnsafeBytes {
            unsafe ~advance(~before, over: $0, usesVectors: true)
        }
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    func advance(
        _ register: UInt32, over octets: UnsafeRawBufferPointer, usesVectors: Bool
    ) -> UInt32 {
        #if canImport(CSIMD) && arch(x86_64)
        let isLong = octets.count >= ReflectedCRC32.shortestFolded
        if usesVectors && ProcessorFeatures.carrylessProducts && isLong {
            return unsafe folded(register, octets)
        }
        #endif
        return unsafe ReflectedCRC32Tables.advance(register, over: octets, tables)
    }

    private var tables: [UInt32] {
        switch self {
        case .ieee: ReflectedCRC32Tables.ieee
        case .castagnoli: ReflectedCRC32Tables.castagnoli
        }
    }

    #if canImport(CSIMD) && arch(x86_64)
    /// Below this many octets folding gains nothing over tables.
    private static let shortestFolded = 128

    private static let ieeeConstants = foldingConstants(ReflectedCRC32Tables.ieeeGenerator)
    private static let castagnoliConstants = foldingConstants(
        ReflectedCRC32Tables.castagnoliGenerator)

    /// xⁿ modulo the generator, for moving a part of the message 512 and 128 bits on. A product of
    /// two reflected polynomials comes out one place too low: hence the shift.
    private static func foldingConstants(_ generator: UInt32) -> [UInt64] {
        [512 + 32, 512 - 32, 128 + 32, 128 - 32].map { exponent in
            UInt64(ReflectedCRC32Tables.power(exponent, generator)) << 1
        }
    }

    private func folded(_ register: UInt32, _ octets: UnsafeRawBufferPointer) -> UInt32 {
        guard let base = octets.baseAddress else { return register }
        let block = Int(CSIMD_CRC32_BLOCK)
        let count = octets.count / block * block
        let constants =
            self == .ieee
            ? ReflectedCRC32.ieeeConstants : ReflectedCRC32.castagnoliConstants
        let remainder = unsafe withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) { part in
            unsafe csimd_crc32_fold(
                base.assumingMemoryBound(to: UInt8.self), count, register, constants,
                part.baseAddress?.assumingMemoryBound(to: UInt8.self))
            return unsafe ReflectedCRC32Tables.advance(
                0, over: UnsafeRawBufferPointer(part), tables)
        }
        return unsafe ReflectedCRC32Tables.advance(
            remainder, over: UnsafeRawBufferPointer(rebasing: octets[count...]), tables)
    }
    #endif
}

/// Eight octets at a time: one table for each distance of an octet from the end of its group.
enum ReflectedCRC32Tables {
    /// Least significant bit: the highest power.
    static let ieeeGenerator: UInt32 = 0xEDB8_8320
    static let castagnoliGenerator: UInt32 = 0x82F6_3B78

    static let ieee = tables(ieeeGenerator)
    static let castagnoli = tables(castagnoliGenerator)

    private static let group = 8

    private static func timesX(_ value: UInt32, _ generator: UInt32) -> UInt32 {
        value & 1 == 0 ? value >> 1 : value >> 1 ^ generator
    }

    /// x to the `exponent`, modulo the generator, reflected.
    static func power(_ exponent: Int, _ generator: UInt32) -> UInt32 {
        (0..<exponent).reduce(0x8000_0000) { value, _ in timesX(value, generator) }
    }

    /// Entry 256·n + o: the remainder of octet o with n octets of zeros behind it.
    private static func tables(_ generator: UInt32) -> [UInt32] {
        var tables: [UInt32] = (0...255).map { octet in
            (0..<8).reduce(UInt32(octet)) { value, _ in timesX(value, generator) }
        }
        for index in 256..<256 * group {
            let shorter = tables[index - 256]
            tables.append(shorter >> 8 ^ tables[Int(shorter & 0xFF)])
        }
        return tables
    }

    /// What the register holds after `octets`, if it held `register` before.
    static func advance(
        _ register: UInt32, over octets: UnsafeRawBufferPointer, _ tables: [UInt32]
    ) -> UInt32 {
        unsafe tables.withUnsafeBufferPointer { tables in
            var register = register
            var at = 0
            while octets.count - at >= group {
                let word = unsafe octets.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                let sum = UInt64(littleEndian: word) ^ UInt64(register)
                register = 0
                for octet in 0..<8 {
                    let value = Int(UInt8(truncatingIfNeeded: sum >> UInt64(8 * octet)))
                    register ^= unsafe tables[256 * (7 - octet) + value]
                }
                at += group
            }
            while at < octets.count {
                let index = unsafe UInt8(truncatingIfNeeded: register) ^ octets[at]
                register = unsafe register >> 8 ^ tables[Int(index)]
                at += 1
            }
            return register
        }
    }
}
