import CCSDS
import TelemetryLink

/// The beginning of a packet's line up to its APID, kept for the channel that came last.
struct ChannelPrefix {
    private var channel: GlobalVirtualChannelIdentifier?
    private var link: LinkName?
    private var text: [UInt8] = []

    @inline(__always)
    mutating func octets(_ link: LinkName, _ channel: GlobalVirtualChannelIdentifier) -> [UInt8] {
        if channel != self.channel || link != self.link { remember(link, channel) }
        return text
    }

    @inline(never)
    private mutating func remember(_ link: LinkName, _ channel: GlobalVirtualChannelIdentifier) {
        self.channel = channel
        self.link = link
        let room = NDJSONEncoder.overhead
        text = [UInt8](unsafeUninitializedCapacity: room) { memory, count in
            var line = OctetCursor(UnsafeMutableRawBufferPointer(memory), needs: room)
            line.begin("PACKET", link)
            line.putChannel(channel)
            line.put(",\"apid\":")
            count = line.written
        }
    }
}

extension OctetCursor {
    mutating func begin(_ name: StaticString, _ link: LinkName) {
        put("{\"class\":\"")
        put(name)
        put("\",\"link\":")
        put(link.quoted)
    }

    mutating func putChannel(_ channel: GlobalVirtualChannelIdentifier) {
        put(",\"scid\":")
        number(channel.value(of: .scid))
        put(",\"vcid\":")
        number(channel.value(of: .vcid))
        put(",\"map\":")
        number(channel.value(of: .map))
    }

    /// `"kind"`, for everything but a space packet of telemetry.
    @inline(__always)
    mutating func putKind(_ record: PacketRecord) {
        if record.kind == 0 { return }
        if record.kind == 1 { return put(",\"kind\":\"tc\"") }
        put(",\"kind\":\"encapsulation\",\"protocol\":")
        // Encapsulation protocol ID, 133.1-B-3 §4.1.2.3.
        decimal(UInt64(record.header >> 26 & 7))
        if record.encapsulationProtocol == .extended,
            let carried = record.encapsulationProtocolExtension
        {
            put(",\"protocolExtension\":")
            decimal(UInt64(carried))
        }
    }

    /// `"spi"` and `"security"`, for a frame with a security header.
    mutating func putSecurity(_ mark: SecurityMark) {
        guard mark != .none else { return }
        put(",\"spi\":")
        decimal(UInt64(mark.index.rawValue))
        switch mark.state {
        case .verified: put(",\"security\":\"verified\"")
        case .unverified: put(",\"security\":\"unverified\"")
        case .encrypted: put(",\"security\":\"encrypted\"")
        }
    }

    @inline(__always)
    mutating func putFlags(_ flags: PacketFlags) {
        if flags.rawValue == 0 { put(",\"flags\":[]") } else { putSetFlags(flags) }
    }

    @inline(never)
    private mutating func putSetFlags(_ flags: PacketFlags) {
        put(",\"flags\":[")
        var isFirst = true
        func named(_ flag: PacketFlags, _ name: StaticString, _ line: inout OctetCursor) {
            guard flags.contains(flag) else { return }
            line.put(isFirst ? "\"" : ",\"")
            line.put(name)
            line.put("\"")
            isFirst = false
        }
        named(.idle, "idle", &self)
        named(.spanned, "spanned", &self)
        named(.duplicate, "duplicate", &self)
        named(.replay, "replay", &self)
        named(.clockUnsynchronised, "clockUnsynchronised", &self)
        named(.timeEstimated, "timeEstimated", &self)
        named(.gapBefore, "gapBefore", &self)
        put("]")
    }
}

extension DeliveredFrameQuality {
    /// From the end of a time to the number of corrected symbols.
    @inline(__always)
    var member: StaticString {
        switch self {
        case .good: "\",\"quality\":\"good\",\"corrected\":"
        case .undetermined: "\",\"quality\":\"undetermined\",\"corrected\":"
        case .erred: "\",\"quality\":\"erred\",\"corrected\":"
        }
    }
}
