import ChannelCoding
import LinkFraming
import TelemetryLink

/// `framing` with the section that belongs to it: `sync`, `lengthPrefixed`, `kiss` …
enum FramingReader {
    static func read(_ draft: LinkDraft) -> Framing {
        // Sections are read whether they belong to the framing or not: their errors count.
        let sync = SyncParameters(draft.sync, bitStream: draft.framing?.outer == .bitStream)
        let limit = recordLimit(draft)
        let lengthPrefix = LengthPrefixParameters(draft.lengthPrefix, limit)
        let kiss = KISSParameters(draft.kiss, limit)
        let slip = SLIPParameters(draft.slip, limit)
        let cobs = COBSParameters(draft.cobs, limit)
        let hdlc = HDLCParameters(draft.hdlc)
        let fprime = FPrimeParameters(draft.fprime)
        let mavlink = MAVLinkParameters(draft.mavlink)
        switch draft.framing?.outer {
        case .cadu, .bitStream: return .synchronized(sync)
        case .fixedFrames: return .fixedFrames
        case .lengthPrefixed: return .lengthPrefixed(lengthPrefix)
        case .kiss: return .kiss(kiss)
        case .slip: return .slip(slip)
        case .cobs: return .cobs(cobs)
        case .hdlc: return .hdlc(hdlc)
        case .fprime: return .fprime(fprime)
        case .mavlink: return .mavlink(mavlink)
        case .packets: return .packets
        case .csp, .opaque, nil: return .opaque
        }
    }

    /// A randomizer's sequence is made once, as long as the longest frame.
    private static func recordLimit(_ draft: LinkDraft) -> RecordLimit {
        draft.parameters.coding.randomizer == nil
            ? RecordLimit(octets: LinkLimits.record) : RecordLimit(octets: FrameMover.longestFrame)
    }

    /// The protocols around frames, once it is known what a frame is.
    static func envelopes(_ draft: LinkDraft) -> [Envelope] {
        let csp = CSPEnvelope(draft.csp)
        guard let framing = draft.framing else { return [] }
        if framing.envelopes.contains(.csp) {
            draft.csp.reportMissing(.version, expected: "1 or 2: nothing in a packet says it")
        }
        // The innermost one is the frame, unless the file says what is in it.
        let isNamed = framing.inner != nil || draft.parameters.frame.type != .opaque
        return framing.envelopes.enumerated().map { index, envelope in
            let isStripped = isNamed || index < framing.envelopes.count - 1
            switch envelope {
            case .ax25: return Envelope(.ax25, isStripped: isStripped)
            case .csp:
                return Envelope(.csp(csp.version, csp.checksum), isStripped: isStripped)
            }
        }
    }
}

/// Octets of the longest record that a link may have.
struct RecordLimit {
    let octets: Int

    /// `maxLength` of a section, or its usual value, if that is not too much.
    func read<Key: SectionKey>(_ section: Section<Key>, _ key: Key, usual: Int) -> Int {
        guard let length = section.integer(key, in: 1...LinkLimits.record) else {
            return min(usual, octets)
        }
        guard length > octets else { return length }
        section.report(
            key,
            "\(length) for '\(key.path)' with a randomizer, expected at most \(octets)")
        return octets
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
    init(_ section: Section<LengthPrefixKey>, _ limit: RecordLimit) {
        self.init()
        offset = section.integer(.offset, in: 0...4096) ?? offset
        width = section.integer(.width, in: 1...4) ?? width
        byteOrder = section.choice(.byteOrder, ["big": .big, "little": .little]) ?? byteOrder
        bias = section.integer(.bias, in: -4096...4096) ?? bias
        headerOctets = section.integer(.headerOctets, in: 0...4096) ?? headerOctets
        maximumLength = limit.read(section, .maxLength, usual: maximumLength)
    }
}
