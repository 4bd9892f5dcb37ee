/// Time code identification: bits 1 to 3 of a preamble's first octet (CCSDS 301.0-B-4 §3).
enum TimeCodeIdentifier: UInt8 {
    case unsegmentedCCSDSEpoch = 1
    case unsegmentedAgencyEpoch = 2
    case daySegmented = 4
    case calendarSegmented = 5

    /// The first octet of a preamble.
    static func firstOctet(_ octets: RawSpan) throws(WireError) -> UInt8 {
        guard octets.byteCount > 0 else { throw WireError.truncated(expected: 1, found: 0) }
        return octet(octets, at: 0)
    }

    /// The octet `first` begins another time code, or none.
    static func unsupported(_ first: UInt8, expected: TimeCodeIdentifier) -> WireError {
        WireError(
            .unsupported, expected: Int(expected.rawValue), found: Int(first >> 4 & 7), offset: 0)
    }

    /// The segmented codes have one octet of preamble.
    static func checkNoExtension(_ first: UInt8) throws(WireError) {
        guard first & 0x80 == 0 else {
            throw WireError(.unsupported, expected: 0, found: 1, offset: 0)
        }
    }
}
