/// Where the first packet that starts in a frame begins: the 11-bit first header pointer of TM
/// frames (CCSDS 132.0-B-3 §4.1.2.7.6) and of the AOS M_PDU (732.0-B-4 §4.1.4.2.2), and the 16-bit
/// one of USLP frames (732.1-B-2 §4.1.4.2.4).
@frozen
public enum FirstHeaderPointer: Hashable, Sendable {
    /// A packet starts at this octet of the packet zone.
    case packet(at: Int)
    /// The zone continues a packet, and none starts in it.
    case noPacketStart
    /// The zone is fill.
    case onlyIdleData

    /// Reads the pointer `field` (its 11 low bits) of a packet zone of `zoneLength` octets.
    ///
    /// A pointer equal to the zone's length means that a packet ends exactly where the zone does;
    /// some encoders write it for ``noPacketStart``, and it is read as that.
    ///
    /// The error names `offset`, the octet of the frame where the pointer stands.
    ///
    /// - Throws: ``WireError/Code/firstHeaderPointer`` when it points further.
    @inlinable
    public init(field: UInt16, zoneLength: Int, offset: Int) throws(WireError) {
        let pointer = Int(field & 0x7FF)
        if pointer < zoneLength && pointer < 0x7FE {
            self = .packet(at: pointer)
        } else if pointer == 0x7FE {
            self = .onlyIdleData
        } else if pointer == 0x7FF || pointer == zoneLength {
            self = .noPacketStart
        } else {
            throw WireError(
                .firstHeaderPointer, expected: zoneLength, found: pointer, offset: offset)
        }
    }

    /// Reads the 16 bits of a USLP frame's pointer into a zone of `zoneLength` octets.
    ///
    /// All ones mean that no packet starts; a USLP frame says in another field that it is fill. A
    /// pointer equal to the zone's length is read as the 11-bit one is.
    ///
    /// - Throws: ``WireError/Code/firstHeaderPointer`` when it points further.
    @inlinable
    public init(
        sixteenBitField field: UInt16, zoneLength: Int, offset: Int
    ) throws(WireError) {
        let pointer = Int(field)
        if pointer < zoneLength && pointer < 0xFFFF {
            self = .packet(at: pointer)
        } else if pointer == 0xFFFF || pointer == zoneLength {
            self = .noPacketStart
        } else {
            throw WireError(
                .firstHeaderPointer, expected: zoneLength, found: pointer, offset: offset)
        }
    }

    /// The 11 bits on the wire of a TM or AOS frame.
    ///
    /// - Precondition: a packet's place is below 2046.
    public var field: UInt16 {
        switch self {
        case .packet(let offset):
            precondition((0..<0x7FE).contains(offset), "first header pointer has 11 bits")
            return UInt16(offset)
        case .noPacketStart: return 0x7FF
        case .onlyIdleData: return 0x7FE
        }
    }
}
