import CCSDS
public import TelemetryLink

/// What frames carry besides packets, and what packets carry together.
extension NDJSONEncoder {
    /// Writes the line of the zone at `index` of `batch`: its valid bits, in whole octets.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of the zone.
    /// - Returns: octets written.
    public mutating func writeZone(
        at index: Int, of batch: borrowing PacketBatch, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let zone = batch.zones[index]
        let annotation = batch.frames[Int(zone.frame)].annotation
        let octets = batch.octets(of: zone).extracting(first: zone.validOctets)
        var line = OctetCursor(
            memory, needs: NDJSONEncoder.maximumLength(data: octets.byteCount))
        line.begin("ZONE", link)
        line.putChannel(zone.channel)
        line.put(",\"service\":\"")
        line.put(Array(zone.service.description.utf8))
        line.put("\",\"protocol\":")
        line.decimal(UInt64(zone.protocolIdentifier.rawValue))
        line.put(",\"validBits\":")
        line.decimal(UInt64(zone.validBits))
        line.putReception(annotation, &formatter)
        line.putFlags(zone.flags)
        line.putPlace(annotation)
        line.put(",\"data\":\"")
        line.hex(octets)
        line.put("\"}\n")
        return line.written
    }

    /// Writes the line of the user data at `index` of `batch`, put together from segments.
    ///
    /// - Precondition: `memory` holds ``maximumLength(data:)`` octets of it.
    /// - Returns: octets written.
    public mutating func writeUserData(
        at index: Int, of batch: borrowing PacketBatch, link: LinkName,
        to memory: UnsafeMutableRawBufferPointer
    ) -> Int {
        let data = batch.userData[index]
        let octets = batch.octets(of: data)
        var line = OctetCursor(
            memory, needs: NDJSONEncoder.maximumLength(data: octets.byteCount))
        line.begin("USERDATA", link)
        line.putChannel(data.channel)
        line.put(",\"apid\":")
        line.decimal(UInt64(data.application.rawValue))
        line.put(",\"firstCount\":")
        line.decimal(UInt64(data.firstSequenceCount))
        line.put(",\"packets\":")
        line.decimal(UInt64(data.packets))
        line.put(",\"length\":")
        line.decimal(UInt64(data.length))
        line.put(",\"time\":\"")
        line.time(data.earthReceiveTime, &formatter)
        line.put("\",\"quality\":\"")
        line.put(data.quality.word)
        line.put("\",\"data\":\"")
        line.hex(octets)
        line.put("\"}\n")
        return line.written
    }
}

extension DeliveredFrameQuality {
    fileprivate var word: StaticString {
        switch self {
        case .good: "good"
        case .undetermined: "undetermined"
        case .erred: "erred"
        }
    }
}

extension OctetCursor {
    fileprivate mutating func putFlags(_ flags: FrameZoneFlags) {
        var names = EncodedNames(to: &self)
        names.put("begins", flags.contains(.begins), &self)
        names.put("ends", flags.contains(.ends), &self)
        names.put("gapBefore", flags.contains(.gapBefore), &self)
        names.put("duplicate", flags.contains(.duplicate), &self)
        names.put("replay", flags.contains(.replay), &self)
        names.end(&self)
    }
}
