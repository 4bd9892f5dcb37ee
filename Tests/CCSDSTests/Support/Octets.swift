@testable import CCSDS

extension String {
    /// The octets that pairs of hexadecimal digits mean.
    var hexOctets: [UInt8] {
        let digits = Array(utf8)
        precondition(digits.count % 2 == 0, "odd number of digits")
        return stride(from: 0, to: digits.count, by: 2).map { index in
            guard
                let octet = UInt8(
                    String(decoding: digits[index...index + 1], as: UTF8.self), radix: 16)
            else { preconditionFailure("not hexadecimal: \(self)") }
            return octet
        }
    }
}

/// The octets of `span`, copied.
func copy(_ span: RawSpan) -> [UInt8] {
    (0..<span.byteCount).map { octet(span, at: $0) }
}

/// The error that `body` throws; `nil` when it throws none.
func wireError(_ body: () throws(WireError) -> Void) -> WireError? {
    do {
        try body()
        return nil
    } catch {
        return error
    }
}

/// CRC-16 of frame error control, bit by bit, written for these tests only:
/// x¹⁶ + x¹² + x⁵ + 1, preset to ones (CCSDS 132.0-B-3 §4.1.6.2).
func bitwiseCRC(_ octets: some Sequence<UInt8>) -> UInt16 {
    var register: UInt16 = 0xFFFF
    for octet in octets {
        for bit in 0..<8 {
            let input = UInt16(octet >> (7 - bit) & 1)
            let feedback = register >> 15 ^ input
            register <<= 1
            if feedback != 0 { register ^= 0x1021 }
        }
    }
    return register
}

/// CRC-32 of USLP's frame error control, bit by bit, written for these tests only:
/// x³² + x²³ + x²¹ + x¹¹ + x² + 1, preset to zeros (CCSDS 732.1-B-2 annex B).
func bitwiseCRC32(_ octets: some Sequence<UInt8>) -> UInt32 {
    var register: UInt32 = 0
    for octet in octets {
        for bit in 0..<8 {
            let feedback = register >> 31 ^ UInt32(octet >> (7 - bit) & 1)
            register <<= 1
            if feedback != 0 { register ^= 0x00A0_0805 }
        }
    }
    return register
}
