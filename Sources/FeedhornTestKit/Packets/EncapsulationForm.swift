/// The four forms of an encapsulation packet, by their length-of-length field
/// (CCSDS 133.1-B-3 §4.1).
public enum EncapsulationForm: Int, Sendable, Equatable, CaseIterable {
    /// One octet, idle, no length.
    case idle = 0
    /// 8-bit packet length.
    case short = 1
    /// 16-bit packet length.
    case medium = 2
    /// 32-bit packet length.
    case long = 3

    /// Octets of the header.
    public var headerLength: Int { [1, 2, 4, 8][rawValue] }

    /// Packet lengths that the form can say.
    public var lengths: ClosedRange<Int> {
        switch self {
        case .idle: 1...1
        case .short: 2...255
        case .medium: 4...65_535
        case .long: 8...0xFFFF_FFFF
        }
    }

    /// A packet of this form.
    ///
    /// - Parameters:
    ///   - protocolIdentifier: 0…7; with 6 the extension nibble says the protocol, else it is 0.
    ///   - userDefined: 4 bits, for the forms that have them.
    ///   - definedField: the CCSDS-defined field of the long form.
    ///   - data: what follows the header.
    public func packet(
        protocolIdentifier: UInt8, extensionNibble: UInt8 = 0, userDefined: UInt8 = 0,
        definedField: UInt16 = 0, data: [UInt8]
    ) -> GeneratedPacket {
        let length = headerLength + data.count
        precondition(lengths.contains(length), "\(self) can't say \(length)")
        let identifier = self == .idle ? 0 : protocolIdentifier & 7
        var octets: [UInt8] = [0xE0 | identifier << 2 | UInt8(rawValue)]
        let nibbles = userDefined << 4 | (identifier == 6 ? extensionNibble & 15 : 0)
        switch self {
        case .idle: break
        case .short: octets.append(UInt8(length))
        case .medium:
            octets.append(nibbles)
            octets.appendBigEndian(UInt64(length), width: 2)
        case .long:
            octets.append(nibbles)
            octets.appendBigEndian(UInt64(definedField), width: 2)
            octets.appendBigEndian(UInt64(length), width: 4)
        }
        return GeneratedPacket(
            kind: .encapsulation, octets: octets + data, application: nil, sequenceCount: nil)
    }
}
