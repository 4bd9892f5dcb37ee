/// Global Virtual Channel Identifier (GVCID): frame version, spacecraft and virtual channel.
///
/// Kept as one 32-bit word in the layout of the packet record's `channel` field
/// (frame version 4 bits, SCID 16, VCID 6, MAP 4, two zero bits), so that comparing and hashing
/// a channel is comparing and hashing an integer.
@frozen
public struct GlobalVirtualChannelIdentifier: RawRepresentable, Hashable, Comparable, Sendable {
    /// `version << 28 | scid << 12 | vcid << 6 | map << 2`; all ones = no frame.
    public let rawValue: UInt32

    /// The channel of this word.
    @inlinable
    public init(rawValue: UInt32) {
        self.rawValue = rawValue
    }

    /// The channel of this word.
    @inlinable
    public init(
        version: TransferFrameVersion, spacecraft: SpacecraftIdentifier,
        virtualChannel: VirtualChannelIdentifier
    ) {
        rawValue =
            UInt32(version.rawValue) << 28 | UInt32(spacecraft.rawValue) << 12
            | UInt32(virtualChannel.rawValue & 0x3F) << 6
    }

    /// The stream `accessPoint` of a virtual channel of USLP frames.
    @inlinable
    public init(
        uslp spacecraft: SpacecraftIdentifier, virtualChannel: VirtualChannelIdentifier,
        accessPoint: MultiplexerAccessPointIdentifier
    ) {
        let channel = Self(version: .uslp, spacecraft: spacecraft, virtualChannel: virtualChannel)
        rawValue = channel.rawValue | UInt32(accessPoint.rawValue & 0xF) << 2
    }

    /// What a packet that came without any transfer frame has in place of a channel.
    public static let none = GlobalVirtualChannelIdentifier(rawValue: 0xFFFF_FFFF)

    /// The frame version; `nil` where there was no frame.
    @inlinable public var version: TransferFrameVersion? {
        rawValue == 0xFFFF_FFFF ? nil : TransferFrameVersion(rawValue: UInt8(rawValue >> 28))
    }

    /// The spacecraft.
    @inlinable public var spacecraft: SpacecraftIdentifier {
        SpacecraftIdentifier(rawValue: UInt16(truncatingIfNeeded: rawValue >> 12))
    }

    /// The virtual channel of the spacecraft.
    @inlinable public var virtualChannel: VirtualChannelIdentifier {
        VirtualChannelIdentifier(rawValue: UInt8(truncatingIfNeeded: rawValue >> 6) & 0x3F)
    }

    /// The stream of the virtual channel; `nil` where frames have none: only USLP's do.
    @inlinable public var multiplexerAccessPoint: MultiplexerAccessPointIdentifier? {
        version == .uslp
            ? MultiplexerAccessPointIdentifier(
                rawValue: UInt8(truncatingIfNeeded: rawValue >> 2) & 0xF)
            : nil
    }

    /// The virtual channel with all its streams: what frames are counted by.
    @inlinable public var withoutAccessPoint: Self {
        self == .none ? self : Self(rawValue: rawValue & ~0x3F)
    }

    /// By version, spacecraft, virtual channel and access point.
    @inlinable
    public static func < (left: Self, right: Self) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension GlobalVirtualChannelIdentifier: CustomStringConvertible {
    /// `scid/vcid`, the form that summaries use as a key; behind it `/map`, unless that is 0.
    public var description: String {
        guard self != .none else { return "-" }
        let point = multiplexerAccessPoint.flatMap { $0.rawValue > 0 ? "/\($0)" : nil } ?? ""
        return "\(spacecraft)/\(virtualChannel)\(point)"
    }
}
