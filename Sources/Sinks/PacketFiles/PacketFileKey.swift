import CCSDS
import TelemetryLink
import TelemetryPipeline

/// The stream of packets that one file holds.
struct PacketFileKey: Hashable {
    static let openSuffix = ".part"
    static let suffixes = [".ccsds", ".encap"]

    var link: LinkName
    /// `nil` = packets without a transfer frame.
    var spacecraft: SpacecraftIdentifier?
    /// `nil` = not apart by channel, or without frame.
    var virtualChannel: VirtualChannelIdentifier?
    /// `nil` = not apart by APID, or encapsulation packets.
    var application: ApplicationProcessIdentifier?
    var isEncapsulation: Bool

    init(_ record: PacketRecord, link: LinkName, _ configuration: PacketFileConfiguration) {
        let hasFrame = record.channel != .none
        self.link = link
        isEncapsulation = record.isEncapsulation
        spacecraft = hasFrame ? record.channel.spacecraft : nil
        virtualChannel =
            configuration.byVirtualChannel && hasFrame ? record.channel.virtualChannel : nil
        application =
            configuration.byApplication && !isEncapsulation ? record.application : nil
    }

    var suffix: String { PacketFileKey.suffixes[isEncapsulation ? 1 : 0] }

    /// Folders below the root: link, spacecraft (`none` without frame), channel, APID.
    var folders: [String] {
        var names = [link.description, spacecraft?.description ?? "none"]
        if let virtualChannel { names.append("vc\(virtualChannel)") }
        if let application { names.append("apid\(application)") }
        return names
    }

    /// `20261122T200000Z_0000002a`, of the first packet's time and the capture segment.
    static func stem(time: UInt64, segment: UInt32) -> String {
        var formatter = RFC3339Formatter()
        let text = formatter.string(time)
        let basic = text.prefix(19).filter { $0 != "-" && $0 != ":" }
        let hex = String(segment, radix: 16)
        return basic + "Z_" + String(repeating: "0", count: 8 - hex.utf8.count) + hex
    }
}
