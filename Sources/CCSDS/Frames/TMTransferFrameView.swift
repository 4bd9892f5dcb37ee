/// A TM transfer frame in place: CCSDS 132.0-B-3 §4.1, figure 4-1.
///
/// The initializer makes sure of the primary header and of the version, so that spacecraft and
/// virtual channel can be read and judged next; ``checkLength()`` then proves that the variable
/// parts fit, and ``firstHeaderPointer`` that the pointer does. That is the order in which a link
/// rejects a frame. Accessors are safe before these checks too: what does not fit is empty.
@frozen
public struct TMTransferFrameView: ~Escapable {
    /// The frame, FECF included, without sync marker and parity.
    public let octets: RawSpan
    /// The frame ends with a frame error control field, whoever has checked it.
    public let hasFrameErrorControl: Bool
    /// The frame carries an operational control field.
    public let hasOperationalControlField: Bool
    /// Octets of the security header in front of the data field, and of the trailer behind it.
    @usableFromInline let securityHeaderLength: Int
    @usableFromInline let securityTrailerLength: Int
    /// First octet of the data field, as the header or the managed parameters say.
    @usableFromInline let dataStart: Int
    /// Octet after the data field.
    @usableFromInline let dataEnd: Int

    /// Octets of the primary header.
    @inlinable public static var headerLength: Int { 6 }

    /// Offsets in the frame (figure 4-2).
    @usableFromInline
    enum Field {
        /// Version 2 bits, SCID 10, VCID 3, OCF flag 1.
        @inlinable static var identification: Int { 0 }
        @inlinable static var masterChannelFrameCount: Int { 2 }
        @inlinable static var virtualChannelFrameCount: Int { 3 }
        /// Secondary header flag 1 bit, synchronization flag 1, packet order flag 1, segment length
        /// identifier 2, first header pointer 11.
        @inlinable static var dataFieldStatus: Int { 4 }
        @inlinable static var secondaryHeader: Int { 6 }
    }

    /// Checks the frame that `octets` is, from its first octet to its last.
    ///
    /// - Parameters:
    ///   - octets: the frame, without sync marker and parity.
    ///   - fecf: the last two octets are the frame error control field.
    ///   - ocf: the four octets before it are the operational control field; `nil`: as the frame's
    ///     own flag says.
    ///   - dataFieldOffset: octet of the frame where the data field begins, whatever the secondary
    ///     header says: for spacecraft whose secondary header has a wrong length. A security header
    ///     then begins there.
    ///   - securityHeader: octets of the security header in front of the data field (§6.3).
    ///   - securityTrailer: octets of the security trailer behind it, fill included.
    /// - Throws: ``WireError/Code/truncated`` when the primary header (and the FECF) are not there,
    ///   ``WireError/Code/version``.
    @inlinable
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan, fecf: Bool, ocf: Bool? = nil, dataFieldOffset: Int? = nil,
        securityHeader: Int = 0, securityTrailer: Int = 0
    ) throws(WireError) {
        let count = octets.byteCount
        let trailer = fecf ? 2 : 0
        guard count >= Field.secondaryHeader &+ trailer else {
            throw WireError.truncated(expected: Field.secondaryHeader &+ trailer, found: count)
        }
        let version = octet(octets, at: Field.identification) >> 6
        guard version == 0 else { throw WireError.version(expected: 0, found: version) }
        self.octets = octets
        hasFrameErrorControl = fecf
        hasOperationalControlField = ocf ?? (octet(octets, at: 1) & 1 != 0)
        securityHeaderLength = securityHeader
        securityTrailerLength = securityTrailer
        dataEnd = count &- trailer &- (hasOperationalControlField ? 4 : 0) &- securityTrailer
        let start: Int
        if let dataFieldOffset {
            start = dataFieldOffset
        } else if octet(octets, at: Field.dataFieldStatus) & 0x80 != 0 {
            // Length field: octets of the whole secondary header, less one (§4.1.3.2.3).
            let field = count > Field.secondaryHeader ? octet(octets, at: Field.secondaryHeader) : 0
            start = Field.secondaryHeader &+ 1 &+ Int(field & 0x3F)
        } else {
            start = Field.secondaryHeader
        }
        dataStart = start &+ securityHeader
    }

    /// Header, secondary header, operational control field and FECF fit into the frame.
    @inlinable
    var lengthsFit: Bool { dataStart >= Field.secondaryHeader && dataStart <= dataEnd }

    /// Makes sure that the variable parts of the frame fit into it.
    ///
    /// - Throws: ``WireError/Code/length``: octets that header, secondary header and trailer need,
    ///   octets of the frame.
    @inlinable
    public func checkLength() throws(WireError) {
        guard lengthsFit else {
            let needed = max(dataStart, Field.secondaryHeader) &+ octets.byteCount &- dataEnd
            throw WireError.length(
                expected: needed, found: octets.byteCount, offset: Field.secondaryHeader)
        }
    }
}

extension TMTransferFrameView {
    /// Transfer frame version number: 0 (§4.1.2.2.2).
    @inlinable public var version: UInt8 { octet(octets, at: Field.identification) >> 6 }

    /// Spacecraft, 10 bits (§4.1.2.2.3).
    @inlinable public var spacecraft: SpacecraftIdentifier {
        SpacecraftIdentifier(rawValue: be16(octets, at: Field.identification) >> 4 & 0x3FF)
    }

    /// Virtual channel, 0 to 7 (§4.1.2.3).
    @inlinable public var virtualChannel: VirtualChannelIdentifier {
        VirtualChannelIdentifier(rawValue: octet(octets, at: 1) >> 1 & 7)
    }

    /// Version, spacecraft and virtual channel.
    @inlinable public var globalVirtualChannel: GlobalVirtualChannelIdentifier {
        GlobalVirtualChannelIdentifier(
            version: .tm, spacecraft: spacecraft, virtualChannel: virtualChannel)
    }

    /// The frame's own flag that an operational control field is there (§4.1.2.4).
    @inlinable public var operationalControlFieldFlag: Bool { octet(octets, at: 1) & 1 != 0 }

    /// Frames of the master channel, modulo 256 (§4.1.2.5).
    @inlinable public var masterChannelFrameCount: UInt8 {
        octet(octets, at: Field.masterChannelFrameCount)
    }

    /// Frames of the virtual channel, modulo 256 (§4.1.2.6).
    @inlinable public var virtualChannelFrameCount: UInt8 {
        octet(octets, at: Field.virtualChannelFrameCount)
    }

    /// A secondary header follows the primary one (§4.1.2.7.2).
    @inlinable public var hasSecondaryHeader: Bool {
        octet(octets, at: Field.dataFieldStatus) & 0x80 != 0
    }

    /// The data field holds a VCA_SDU, whose form the mission fixes; else packets, and the first
    /// header pointer says where (§4.1.2.7.3).
    @inlinable public var synchronizationFlag: Bool {
        octet(octets, at: Field.dataFieldStatus) & 0x40 != 0
    }

    /// Undefined unless ``synchronizationFlag``, else false (§4.1.2.7.4).
    @inlinable public var packetOrderFlag: Bool {
        octet(octets, at: Field.dataFieldStatus) & 0x20 != 0
    }

    /// 3 with packets; undefined with a VCA_SDU (§4.1.2.7.5).
    @inlinable public var segmentLengthIdentifier: UInt8 {
        octet(octets, at: Field.dataFieldStatus) >> 3 & 3
    }

    /// The 11 bits of the first header pointer as they stand (§4.1.2.7.6).
    @inlinable public var firstHeaderPointerField: UInt16 {
        be16(octets, at: Field.dataFieldStatus) & 0x7FF
    }

    /// Where the first packet starts in ``dataField``; without meaning in a VCA_SDU.
    ///
    /// - Throws: ``WireError/Code/length`` as ``checkLength()``,
    ///   ``WireError/Code/firstHeaderPointer`` when it points outside the data field.
    @inlinable public var firstHeaderPointer: FirstHeaderPointer {
        get throws(WireError) {
            try checkLength()
            return try FirstHeaderPointer(
                field: firstHeaderPointerField, zoneLength: dataEnd &- dataStart,
                offset: Field.dataFieldStatus)
        }
    }
}

extension TMTransferFrameView {
    /// The secondary header; `nil` when there is none, or it does not fit.
    @inlinable public var secondaryHeader: TMSecondaryHeaderView? {
        @_lifetime(copy self)
        get {
            let end = dataStart &- securityHeaderLength
            guard hasSecondaryHeader, lengthsFit, end > Field.secondaryHeader else { return nil }
            return TMSecondaryHeaderView(octets.extracting(Field.secondaryHeader..<end))
        }
    }

    /// The data field: packets, idle data or a VCA_SDU (§4.1.4). Empty when the lengths do not fit.
    @inlinable public var dataField: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(dataFieldRange) }
    }

    /// The octets of the frame that ``dataField`` is.
    @inlinable public var dataFieldRange: Range<Int> { lengthsFit ? dataStart..<dataEnd : 0..<0 }

    /// The operational control field's 32 bits; `nil` when there is none (§4.1.5).
    @inlinable public var operationalControlField: UInt32? {
        let end = dataEnd &+ securityTrailerLength
        guard hasOperationalControlField, end >= Field.secondaryHeader else { return nil }
        return be32(octets, at: end)
    }

    /// The frame error control field; `nil` when there is none (§4.1.6). It covers all octets
    /// before it.
    @inlinable public var frameErrorControlField: UInt16? {
        hasFrameErrorControl ? be16(octets, at: octets.byteCount &- 2) : nil
    }
}

/// Secondary header of a TM transfer frame (CCSDS 132.0-B-3 §4.1.3).
@frozen
public struct TMSecondaryHeaderView: ~Escapable {
    /// The header, its identification octet included.
    public let octets: RawSpan

    /// `octets` has one octet at least.
    @inlinable
    @_lifetime(copy octets)
    init(_ octets: RawSpan) {
        self.octets = octets
    }

    /// Version: 0 is the only one defined (§4.1.3.2.2).
    @inlinable public var version: UInt8 { octet(octets, at: 0) >> 6 }

    /// Octets of the whole header as the header says them, which need not be true (§4.1.3.2.3).
    @inlinable public var statedLength: Int { Int(octet(octets, at: 0) & 0x3F) &+ 1 }

    /// What follows the identification octet: 0 to 63 octets (§4.1.3.3).
    @inlinable public var data: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(1..<octets.byteCount) }
    }
}
