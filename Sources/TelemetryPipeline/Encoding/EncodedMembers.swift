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
        var names = EncodedNames(to: &self)
        names.put("idle", flags.contains(.idle), &self)
        names.put("spanned", flags.contains(.spanned), &self)
        names.put("duplicate", flags.contains(.duplicate), &self)
        names.put("replay", flags.contains(.replay), &self)
        names.put("clockUnsynchronised", flags.contains(.clockUnsynchronised), &self)
        names.put("timeEstimated", flags.contains(.timeEstimated), &self)
        names.put("gapBefore", flags.contains(.gapBefore), &self)
        names.end(&self)
    }

    /// From `"time"` to `"missing"`, of a frame or of what it carries.
    mutating func putReception(
        _ annotation: ReceptionAnnotation, _ formatter: inout RFC3339Formatter
    ) {
        put(",\"time\":\"")
        time(annotation.earthReceiveTime, &formatter)
        put(annotation.quality.member)
        decimal(UInt64(annotation.correctedSymbols))
        put(",\"missing\":")
        number(annotation.knownMissingBefore ?? FilterField.absent)
    }

    /// `"number"` and `"streamOffset"` of a frame.
    mutating func putPlace(_ annotation: ReceptionAnnotation) {
        put(",\"number\":")
        decimal(annotation.frameNumber)
        put(",\"streamOffset\":")
        decimal(annotation.streamOffset)
    }
}

/// The flags of a line: the names of those that are set.
struct EncodedNames {
    private var isFirst = true

    init(to line: inout OctetCursor) { line.put(",\"flags\":[") }

    mutating func put(_ name: StaticString, _ isSet: Bool, _ line: inout OctetCursor) {
        guard isSet else { return }
        line.put(isFirst ? "\"" : ",\"")
        line.put(name)
        line.put("\"")
        isFirst = false
    }

    func end(_ line: inout OctetCursor) { line.put("]") }
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
