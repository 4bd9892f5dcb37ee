/// What an encapsulation packet carries: 3 bits (CCSDS 133.1-B-3 §4.1.2.3; the values are kept by
/// SANA).
@frozen
public struct EncapsulationProtocolIdentifier: RawRepresentable, Hashable, Sendable {
    /// 0 to 7.
    public let rawValue: UInt8

    /// The identifier with the value `rawValue`.
    @inlinable
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// An idle packet: fill.
    @inlinable public static var idle: Self { Self(rawValue: 0) }
    /// Licklider Transmission Protocol.
    @inlinable public static var lickliderTransmissionProtocol: Self { Self(rawValue: 1) }
    /// Internet Protocol, through its extension.
    @inlinable public static var internetProtocolExtension: Self { Self(rawValue: 2) }
    /// CCSDS File Delivery Protocol.
    @inlinable public static var fileDeliveryProtocol: Self { Self(rawValue: 3) }
    /// Bundle Protocol.
    @inlinable public static var bundleProtocol: Self { Self(rawValue: 4) }
    /// The protocol is named by the extension field.
    @inlinable public static var extended: Self { Self(rawValue: 6) }
    /// Private to the mission.
    @inlinable public static var missionSpecific: Self { Self(rawValue: 7) }
}

extension EncapsulationProtocolIdentifier: CustomStringConvertible {
    /// The protocol's short name; the number where SANA has none for it.
    public var description: String {
        switch self {
        case .idle: "idle"
        case .lickliderTransmissionProtocol: "LTP"
        case .internetProtocolExtension: "IPE"
        case .fileDeliveryProtocol: "CFDP"
        case .bundleProtocol: "BP"
        case .extended: "extended"
        case .missionSpecific: "mission"
        default: String(rawValue)
        }
    }
}
