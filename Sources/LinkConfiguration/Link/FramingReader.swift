import ChannelCoding
import TelemetryLink

/// `framing` with the section that belongs to it: `sync`, `lengthPrefixed` or `kiss`.
enum FramingReader {
    static func read(_ draft: LinkDraft) -> Framing {
        // Sections are read whether they belong to the framing or not: their errors count.
        let sync = SyncParameters(draft.sync, bitStream: draft.framing?.outer == .bitStream)
        let lengthPrefix = LengthPrefixParameters(draft.lengthPrefix)
        let kiss = KISSParameters(draft.kiss)
        switch draft.framing?.outer {
        case .cadu, .bitStream: return .synchronized(sync)
        case .fixedFrames: return .fixedFrames
        case .lengthPrefixed: return .lengthPrefixed(lengthPrefix)
        case .kiss: return .kiss(kiss)
        case .packets: return .packets
        case .opaque, nil: return .opaque
        }
    }
}

extension SyncParameters {
    /// A bit stream has gaps between its frames, so that no place for the next marker is expected
    /// after the first that is missing.
    init(_ section: Section<SyncKey>, bitStream: Bool) {
        self.init(marker: MarkerReader.read(section) ?? .standard)
        // More than a quarter of wrong bits is no marker any more.
        maximumErrors =
            section.integer(.maxErrors, in: 0...marker.bitCount / 4)
            ?? min(maximumErrors, marker.bitCount / 4)
        polarity =
            section.choice(
                .polarity, ["auto": .automatic, "normal": .normal, "inverted": .inverted])
            ?? polarity
        frameStartsBefore =
            section.integer(.frameStartsBefore, in: 0...LinkLimits.frame - 1) ?? frameStartsBefore
        acquire = section.integer(.acquire, in: 1...LinkLimits.markers) ?? acquire
        flywheel =
            section.integer(.flywheel, in: 0...LinkLimits.markers) ?? (bitStream ? 0 : flywheel)
    }
}

/// `sync.marker`: hexadecimal octets, and after `/` a number of bits where it is not all of them.
enum MarkerReader {
    static func read(_ section: Section<SyncKey>) -> AttachedSyncMarker? {
        guard let text = section.text(.marker)?.value else { return nil }
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        let octets = HexOctets.parse(parts[0])
        let bits = parts.count == 2 ? Int(parts[1]) : octets.map { $0.count * 8 }
        guard parts.count <= 2, let octets, let bits,
            let marker = AttachedSyncMarker(octets: octets, bitCount: bits)
        else {
            section.report(
                .marker,
                "\(quote(text)) for 'sync.marker', expected 8 to 192 bits in hexadecimal such as "
                    + "1ACFFC1D, or 7FFC/14 for the first 14 bits")
            return nil
        }
        let unused = octets.count * 8 - bits
        guard octets.last.map({ $0 & UInt8((1 << unused) - 1) == 0 }) ?? false else {
            section.report(
                .marker,
                "\(quote(text)) for 'sync.marker' has ones after its \(bits) bits, expected zeros")
            return nil
        }
        return marker
    }
}

extension LengthPrefixParameters {
    init(_ section: Section<LengthPrefixKey>) {
        self.init()
        offset = section.integer(.offset, in: 0...4096) ?? offset
        width = section.integer(.width, in: 1...4) ?? width
        byteOrder = section.choice(.byteOrder, ["big": .big, "little": .little]) ?? byteOrder
        bias = section.integer(.bias, in: -4096...4096) ?? bias
        headerOctets = section.integer(.headerOctets, in: 0...4096) ?? headerOctets
        maximumLength =
            section.integer(.maxLength, in: 1...LinkLimits.record) ?? maximumLength
    }
}

extension KISSParameters {
    init(_ section: Section<KISSKey>) {
        self.init()
        ports = (section.integers(.ports, in: 0...15) ?? []).map { UInt8($0) }
        maximumLength =
            section.integer(.maxLength, in: 1...LinkLimits.record) ?? maximumLength
    }
}
