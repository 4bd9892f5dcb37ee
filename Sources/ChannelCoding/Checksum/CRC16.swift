#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD
#endif

/// The cyclic redundancy check of 16 bits that CCSDS and ECSS share: x¹⁶ + x¹² + x⁵ + 1, preset to
/// ones, most significant bit first, not inverted at the end.
///
/// It is the frame error control field of TM, AOS, USLP and TC frames (CCSDS 132.0-B-3 §4.1.6,
/// 732.0-B-4 §4.1.6), the packet error control of PUS packets (ECSS-E-ST-70-41C annex B.1), and
/// the checksum of CFDP data units. On the wire it is big-endian, after what it covers.
public enum CRC16 {
    /// The checksum of `octets`; of no octets at all it is `FFFF`.
    public static func checksum(_ octets: RawSpan) -> UInt16 {
        unsafe octets.withUnsafeBytes { unsafe checksum($0, usesVectors: true) }
    }

    /// Whether `frame`, whose last two octets are its checksum, is as it was sent.
    ///
    /// Fewer than two octets hold no checksum, and are not valid.
    public static func isValid(frameWithCRC frame: RawSpan) -> Bool {
        frame.byteCount >= 2 && checksum(frame) == 0
    }

    /// What the register holds before the first octet.
    static let preset: UInt16 = 0xFFFF

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    package static func checksum(_ octets: UnsafeRawBufferPointer, usesVectors: Bool) -> UInt16 {
        #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
        if usesVectors && ProcessorFeatures.carrylessProducts && octets.count >= shortestFolded {
            return unsafe foldedChecksum(octets)
        }
        #endif
        return unsafe CRC16Tables.advance(preset, over: octets)
    }

    #if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
    /// Below this many octets folding gains nothing over tables.
    private static let shortestFolded = 128

    /// xⁿ modulo the generator, for moving a part of the message 512 and 128 bits on.
    private static let foldingConstants = [512, 512 + 64, 128, 128 + 64].map { exponent in
        UInt64(CRC16Tables.power(exponent))
    }

    private static func foldedChecksum(_ octets: UnsafeRawBufferPointer) -> UInt16 {
        guard let base = octets.baseAddress else { return preset }
        let block = Int(CSIMD_CRC16_BLOCK)
        let count = octets.count / block * block
        let remainder = unsafe withUnsafeTemporaryAllocation(byteCount: 16, alignment: 16) {
            folded in
            unsafe csimd_crc16_fold(
                base.assumingMemoryBound(to: UInt8.self), count, preset, foldingConstants,
                folded.baseAddress?.assumingMemoryBound(to: UInt8.self))
            return unsafe CRC16Tables.advance(0, over: UnsafeRawBufferPointer(folded))
        }
        return unsafe CRC16Tables.advance(
            remainder, over: UnsafeRawBufferPointer(rebasing: octets[count...]))
    }
    #endif
}
