/// An AOS transfer frame in place: CCSDS 732.0-B-4 §4.1, figure 4-1.
///
/// The initializer makes sure of the primary header and of the version, so that spacecraft and
/// virtual channel can be read and judged next; ``checkLength()`` then proves that the other parts
/// fit. Accessors are safe before that too: what does not fit is empty. Where the frame header
/// error control corrects, correct before the view is made.
@frozen
public struct AOSTransferFrameView: ~Escapable {
    /// The frame, FECF included, without sync marker and parity.
    public let octets: RawSpan
    /// The frame ends with a frame error control field, whoever has checked it.
    public let hasFrameErrorControl: Bool
    /// The frame carries an operational control field.
    public let hasOperationalControlField: Bool
    /// The primary header ends with a frame header error control field.
    public let hasFrameHeaderErrorControl: Bool
    @usableFromInline let hasTenBitSpacecraft: Bool
    /// Octets of the security header in front of the data field, and of the trailer behind it.
    @usableFromInline let securityHeaderLength: Int
    @usableFromInline let securityTrailerLength: Int
    /// First octet of the data field.
    @usableFromInline let dataStart: Int
    /// Octet after the data field.
    @usableFromInline let dataEnd: Int

    /// Octets of the primary header, without frame header error control.
    @inlinable public static var headerLength: Int { 6 }

    /// Offsets in the frame (figure 4-2).
    @usableFromInline
    enum Field {
        /// Version 2 bits, SCID 8, VCID 6.
        @inlinable static var identification: Int { 0 }
        /// 24 bits.
        @inlinable static var virtualChannelFrameCount: Int { 2 }
        /// Replay flag 1 bit, frame count usage flag 1, spare 2, frame count cycle 4.
        @inlinable static var signaling: Int { 5 }
        /// Frame header error control, 16 bits, or else the insert zone or the data field.
        @inlinable static var afterHeader: Int { 6 }
    }

    /// Checks the frame that `octets` is, from its first octet to its last.
    ///
    /// - Parameters:
    ///   - octets: the frame, without sync marker and parity.
    ///   - fecf: the last two octets are the frame error control field.
    ///   - ocf: the four octets before it are the operational control field.
    ///   - insertZone: octets of the insert zone.
    ///   - fhec: the primary header ends with frame header error control.
    ///   - spacecraftBits: 8; or 10, with the two spare bits of the signaling field as the most
    ///     significant ones.
    ///   - securityHeader: octets of the security header in front of the data field (§6.3).
    ///   - securityTrailer: octets of the security trailer behind it, fill included.
    /// - Throws: ``WireError/Code/truncated`` when the primary header (and the FECF) are not there,
    ///   ``WireError/Code/version``.
    /// - Precondition: `spacecraftBits` is 8 or 10.
    @inlinable
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan, fecf: Bool, ocf: Bool = false, insertZone: Int = 0,
        fhec: Bool = false, spacecraftBits: Int = 8, securityHeader: Int = 0,
        securityTrailer: Int = 0
    ) throws(WireError) {
        precondition(spacecraftBits == 8 || spacecraftBits == 10, "a SCID has 8 or 10 bits")
        let count = octets.byteCount
        let header = Field.afterHeader &+ (fhec ? 2 : 0)
        let trailer = fecf ? 2 : 0
        guard count >= header &+ trailer else {
            throw WireError.truncated(expected: header &+ trailer, found: count)
        }
        let version = octet(octets, at: Field.identification) >> 6
        guard version == 1 else { throw WireError.version(expected: 1, found: version) }
        self.octets = octets
        hasFrameErrorControl = fecf
        hasOperationalControlField = ocf
        hasFrameHeaderErrorControl = fhec
        hasTenBitSpacecraft = spacecraftBits == 10
        securityHeaderLength = securityHeader
        securityTrailerLength = securityTrailer
        dataStart = header &+ insertZone &+ securityHeader
        dataEnd = count &- trailer &- (ocf ? 4 : 0) &- securityTrailer
    }

    /// Octet after the primary header: the first of the insert zone.
    @inlinable
    var headerEnd: Int { Field.afterHeader &+ (hasFrameHeaderErrorControl ? 2 : 0) }

    @inlinable
    var lengthsFit: Bool { dataStart >= headerEnd && dataStart <= dataEnd }

    /// Makes sure that header, insert zone and trailer fit into the frame.
    ///
    /// - Throws: ``WireError/Code/length``: octets that they need, octets of the frame.
    @inlinable
    public func checkLength() throws(WireError) {
        try checkLength(dataFieldHeader: 0)
    }

    @inlinable
    func checkLength(dataFieldHeader: Int) throws(WireError) {
        guard lengthsFit, dataEnd &- dataStart >= dataFieldHeader else {
            let needed = dataStart &+ dataFieldHeader &+ octets.byteCount &- dataEnd
            throw WireError.length(
                expected: needed, found: octets.byteCount, offset: Field.afterHeader)
        }
    }
}

extension AOSTransferFrameView {
    /// Transfer frame version number: 1 (§4.1.2.2.2).
    @inlinable public var version: UInt8 { octet(octets, at: Field.identification) >> 6 }

    /// Spacecraft, 8 or 10 bits (§4.1.2.2.3).
    @inlinable public var spacecraft: SpacecraftIdentifier {
        let low = be16(octets, at: Field.identification) >> 6 & 0xFF
        let high = UInt16(octet(octets, at: Field.signaling) >> 4 & 3) << 8
        return SpacecraftIdentifier(rawValue: hasTenBitSpacecraft ? high | low : low)
    }

    /// Virtual channel, 0 to 63 (§4.1.2.3).
    @inlinable public var virtualChannel: VirtualChannelIdentifier {
        VirtualChannelIdentifier(rawValue: octet(octets, at: 1) & 0x3F)
    }

    /// Version, spacecraft and virtual channel.
    @inlinable public var globalVirtualChannel: GlobalVirtualChannelIdentifier {
        GlobalVirtualChannelIdentifier(
            version: .aos, spacecraft: spacecraft, virtualChannel: virtualChannel)
    }

    /// A frame of virtual channel 63, which carries fill (§4.1.2.3.3). Some missions put idle
    /// packets there.
    @inlinable public var isOnlyIdleData: Bool { octet(octets, at: 1) & 0x3F == 63 }

    /// Frames of the virtual channel, modulo 2²⁴ (§4.1.2.4).
    @inlinable public var virtualChannelFrameCount: UInt32 {
        be24(octets, at: Field.virtualChannelFrameCount)
    }

    /// The frame is a replay (§4.1.2.5.2).
    @inlinable public var replayFlag: Bool { octet(octets, at: Field.signaling) & 0x80 != 0 }

    /// The frame count cycle is in use (§4.1.2.5.3).
    @inlinable public var frameCountUsageFlag: Bool {
        octet(octets, at: Field.signaling) & 0x40 != 0
    }

    /// Revolutions of the frame count, modulo 16; without meaning unless ``frameCountUsageFlag``
    /// (§4.1.2.5.5).
    @inlinable public var frameCountCycle: UInt8 { octet(octets, at: Field.signaling) & 0x0F }

    /// The frame count with its cycle in front, modulo 2²⁸, where that is in use; else the frame
    /// count alone.
    @inlinable public var extendedFrameCount: UInt32 {
        let count = virtualChannelFrameCount
        return frameCountUsageFlag ? UInt32(frameCountCycle) << 24 | count : count
    }

    /// Frame header error control; `nil` when there is none (§4.1.2.6). It covers octets 0, 1, 5.
    @inlinable public var frameHeaderErrorControl: UInt16? {
        hasFrameHeaderErrorControl ? be16(octets, at: Field.afterHeader) : nil
    }
}

extension AOSTransferFrameView {
    /// The insert zone (§4.1.3); empty when there is none or it does not fit.
    @inlinable public var insertZone: RawSpan {
        @_lifetime(copy self)
        get {
            let end = dataStart &- securityHeaderLength
            return octets.extracting(lengthsFit && end >= headerEnd ? headerEnd..<end : 0..<0)
        }
    }

    /// The data field: M_PDU, B_PDU, VCA_SDU or idle data (§4.1.4). Empty when it does not fit.
    @inlinable public var dataField: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(dataFieldRange) }
    }

    /// The octets of the frame that ``dataField`` is.
    @inlinable public var dataFieldRange: Range<Int> { lengthsFit ? dataStart..<dataEnd : 0..<0 }

    /// The operational control field's 32 bits; `nil` when there is none (§4.1.5).
    @inlinable public var operationalControlField: UInt32? {
        let end = dataEnd &+ securityTrailerLength
        guard hasOperationalControlField, end >= headerEnd else { return nil }
        return be32(octets, at: end)
    }

    /// The frame error control field; `nil` when there is none (§4.1.6). It covers all octets
    /// before it.
    @inlinable public var frameErrorControlField: UInt16? {
        hasFrameErrorControl ? be16(octets, at: octets.byteCount &- 2) : nil
    }
}
