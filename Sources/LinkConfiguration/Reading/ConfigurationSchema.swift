/// Every section and key that Feedhorn's files know.
public enum ConfigurationSchema {
    /// A section and its keys.
    public struct Section: Sendable, Hashable {
        /// Path from the top of its file; empty at the top.
        public let name: String
        /// The keys, in the order of the documentation.
        public let keys: [String]

        fileprivate init<Key: SectionKey>(_ type: Key.Type) {
            name = type.section
            keys = type.names
        }
    }

    /// Link files (`docs/link.md`).
    public static let link: [Section] = [
        Section(LinkKey.self), Section(SourceKey.self), Section(SerialKey.self),
        Section(SerialMatchKey.self), Section(USBKey.self), Section(USBMatchKey.self),
        Section(USBRequestKey.self), Section(UDPKey.self), Section(TCPKey.self),
        Section(FileKey.self),
        Section(ExpectKey.self), Section(WrapperKey.self), Section(SyncKey.self),
        Section(LengthPrefixKey.self),
        Section(KISSKey.self), Section(SLIPKey.self), Section(COBSKey.self),
        Section(HDLCKey.self), Section(FPrimeKey.self), Section(MAVLinkKey.self),
        Section(CSPKey.self),
        Section(CodingKey.self), Section(ReedSolomonKey.self), Section(ConvolutionalKey.self),
        Section(FrameKey.self), Section(AcceptKey.self), Section(ChannelKey.self),
        Section(SecurityKey.self), Section(AssociationKey.self),
        Section(PacketsKey.self), Section(ReassemblyKey.self), Section(TimeKey.self),
    ]

    /// Station configurations (`docs/configuration.md`); `links` also take what ``link`` lists.
    public static let station: [Section] = [
        Section(StationFileKey.self), Section(StationKey.self), Section(CaptureKey.self),
        Section(QueryKey.self), Section(SinkKey.self), Section(PacketFilesKey.self),
        Section(UDPSinkKey.self), Section(TCPServerKey.self), Section(LinkReferenceKey.self),
        Section(LinkDeviceKey.self),
    ]

    /// Hardware profiles (`docs/profiles.md`); they also take what ``link`` lists.
    public static let profile: [Section] = [
        Section(ProfileKey.self), Section(ProfileMatchKey.self),
    ]

    /// Sections in which a key of this name is at home.
    static func homes(of key: String) -> [String] {
        (link + station + profile).filter { $0.keys.contains(key) && !$0.name.isEmpty }.map(\.name)
    }
}
