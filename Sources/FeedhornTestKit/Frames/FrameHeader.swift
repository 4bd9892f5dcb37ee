/// Writes the header of a frame up to its packet zone.
struct FrameHeader {
    let format: FrameFormat
    let spacecraft: UInt16
    let virtualChannel: UInt8
    let masterCount: UInt8
    /// The whole virtual channel count; AOS takes 24 bits of it and puts the rest in the cycle.
    let channelCount: UInt32
    /// `nil` for a service frame.
    let firstHeaderPointer: UInt16?

    /// TM: CCSDS 132.0-B-3 §4.1.2 and §4.1.3; AOS: 732.0-B-4 §4.1.2, §4.1.3, §4.1.4.2.
    /// The header error control is left at zero for `renewChecks()`.
    func octets(using generator: inout SeededGenerator) -> [UInt8] {
        switch format.version {
        case .tm: telemetry(using: &generator)
        case .aos: advanced(using: &generator)
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

    private var signaling: UInt8 {
        var field: UInt8 = format.isReplay ? 0x80 : 0
        if format.usesCountCycle { field |= 0x40 | UInt8(channelCount >> 24 & 15) }
        if format.spacecraftBits == 10 { field |= UInt8(spacecraft >> 8 & 3) << 4 }
        return field
    }
}
