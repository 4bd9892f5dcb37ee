/// Where the valid bits of an AOS bitstream zone end: the 14-bit bitstream data pointer of the
/// B_PDU (CCSDS 732.0-B-4 §4.1.4.3.3).
@frozen
public enum BitstreamDataPointer: Hashable, Sendable {
    /// The last valid bit of the zone, counted from 0; what follows is fill.
    case lastValidBit(at: Int)
    /// Every bit is valid.
    case allValid
    /// The zone is fill.
    case onlyIdleData

    /// Reads the pointer `field` (its 14 low bits) of a zone of `zoneLength` octets.
    ///
    /// The error names `offset`, the octet of the frame where the pointer stands.
    ///
    /// - Throws: ``WireError/Code/field`` when it points behind the zone.
    @inlinable
    public init(field: UInt16, zoneLength: Int, offset: Int) throws(WireError) {
        let pointer = Int(field & 0x3FFF)
        if pointer == 0x3FFF {
            self = .allValid
        } else if pointer == 0x3FFE {
            self = .onlyIdleData
        } else if pointer < zoneLength &* 8 {
            self = .lastValidBit(at: pointer)
        } else {
            throw WireError.field(expected: zoneLength &* 8 &- 1, found: pointer, offset: offset)
        }
    }
}
