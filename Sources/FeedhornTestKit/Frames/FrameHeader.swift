/// Writes the header of a frame up to its packet zone.
struct FrameHeader {
    let format: FrameFormat
    let spacecraft: UInt16
    let virtualChannel: UInt8
    let masterCount: UInt8
    /// The whole virtual channel count; AOS takes 24 bits of it and puts the rest in the cycle.
    let channelCount: UInt64
    /// `nil` for a service frame.
    let firstHeaderPointer: UInt16?
    /// USLP.
    var accessPoint: UInt8 = 0
    /// USLP: the protocol identifier says so.
    var isOnlyIdleData = false

    /// TM: CCSDS 132.0-B-3 §4.1.2 and §4.1.3; AOS: 732.0-B-4 §4.1.2, §4.1.3, §4.1.4.2; USLP:
    /// 732.1-B-2 §4.1.2, §4.1.3, §4.1.4.2.
    /// The header error control is left at zero for `renewChecks()`.
    func octets(using generator: inout SeededGenerator) -> [UInt8] {
        switch format.version {
        case .tm: telemetry(using: &generator)
        case .aos: advanced(using: &generator)
        case .uslp: unified(using: &generator)
        }
    }

    private func telemetry(using generator: inout SeededGenerator) -> [UInt8] {
        var octets: [UInt8] = []
        let identification =
            (spacecraft & 0x3FF) << 4 | UInt16(virtualChannel & 7) << 1
            | (format.hasOperationalControl ? 1 : 0)
        octets.appendBigEndian(UInt64(identification), width: 2)
        octets.append(masterCount)
        octets.append(UInt8(truncatingIfNeeded: channelCount))
        var status: UInt16 = format.secondaryHeaderData > 0 ? 0x8000 : 0
        if let firstHeaderPointer {
            status |= 0x1800 | firstHeaderPointer
        } else {
            // Synchronisation flag 1: order, segment length and pointer are the service's own.
            status |= 0x4000 | UInt16(truncatingIfNeeded: generator.next()) & 0x3FFF
        }
        octets.appendBigEndian(UInt64(status), width: 2)
        if format.secondaryHeaderData > 0 {
            octets.append(UInt8(format.secondaryHeaderData))
            octets += generator.octets(format.secondaryHeaderData)
        }
        return octets
    }

    private func advanced(using generator: inout SeededGenerator) -> [UInt8] {
        var octets: [UInt8] = []
        let identification = 0x4000 | (spacecraft & 0xFF) << 6 | UInt16(virtualChannel & 0x3F)
        octets.appendBigEndian(UInt64(identification), width: 2)
        octets.appendBigEndian(UInt64(channelCount & 0xFF_FFFF), width: 3)
        octets.append(signaling)
        if format.hasHeaderErrorControl { octets += [0, 0] }
        octets += generator.octets(format.insertZone)
        if let firstHeaderPointer {
            octets.appendBigEndian(UInt64(firstHeaderPointer), width: 2)
        } else {
            octets += generator.octets(2)
        }
        return octets
    }

    private func unified(using generator: inout SeededGenerator) -> [UInt8] {
        var octets: [UInt8] = []
        let identification =
            0xC << 28 | UInt64(spacecraft) << 12 | (format.namesDestination ? 1 << 11 : 0)
            | UInt64(virtualChannel & 0x3F) << 5 | UInt64(accessPoint & 15) << 1
        octets.appendBigEndian(identification, width: 4)
        octets.appendBigEndian(UInt64(format.length - 1), width: 2)
        octets.append(
            (format.bypassesSequenceControl ? 0x80 : 0) | (format.hasOperationalControl ? 8 : 0)
                | UInt8(format.countOctets))
        octets.appendBigEndian(channelCount, width: format.countOctets)
        octets += generator.octets(format.insertZone)
        if let firstHeaderPointer {
            // Rule 0, packets that run over frames; protocol 0, packets, or 31, idle data.
            octets.append(isOnlyIdleData ? 31 : 0)
            octets.appendBigEndian(UInt64(firstHeaderPointer), width: 2)
        } else {
            // Rule 1, the start of a service data unit; protocol 5, the mission's own. It fills
            // the zone, so that its last octet is the zone's.
            octets.append(1 << 5 | 5)
            octets.appendBigEndian(UInt64(format.zoneLength - 1), width: 2)
        }
        return octets
    }

    private var signaling: UInt8 {
        var field: UInt8 = format.isReplay ? 0x80 : 0
        if format.usesCountCycle { field |= 0x40 | UInt8(channelCount >> 24 & 15) }
        if format.spacecraftBits == 10 { field |= UInt8(spacecraft >> 8 & 3) << 4 }
        return field
    }
}
