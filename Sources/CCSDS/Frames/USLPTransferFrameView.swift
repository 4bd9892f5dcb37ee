/// A USLP transfer frame in place: CCSDS 732.1-B-2 §4.1, figure 4-1.
///
/// The initializer makes sure of the primary header, whose length the frame itself says, and of
/// the version, so that spacecraft and virtual channel can be read and judged next;
/// ``checkLength(truncated:isReadable:)`` then proves that the other parts fit. Accessors are safe
/// before that too: what does not fit is empty or `nil`.
@frozen
public struct USLPTransferFrameView: ~Escapable {
    /// The frame, FECF included, without sync marker and parity.
    public let octets: RawSpan
    /// Octets of the frame error control field: 0, 2 or 4.
    public let frameErrorControlLength: Int
    /// Octet after the primary header: the first of the insert zone.
    @usableFromInline let headerEnd: Int
    /// Octets of the security header in front of the data field, and of the trailer behind it.
    @usableFromInline let securityHeaderLength: Int
    @usableFromInline let securityTrailerLength: Int
    /// First octet of the data field.
    @usableFromInline let dataStart: Int
    /// Octet after the data field.
    @usableFromInline let dataEnd: Int

    /// Octets of the shortest primary header: that of a truncated frame.
    @inlinable public static var truncatedHeaderLength: Int { 4 }
    /// Octets of the primary header of any other frame, without its frame count.
    @inlinable public static var headerLength: Int { 7 }

    /// Offsets in the frame (figure 4-2).
    @usableFromInline
    enum Field {
        /// Version 4 bits, SCID 16, source or destination 1, VCID 6, MAP ID 4, end of frame
        /// primary header flag 1.
        @inlinable static var identification: Int { 0 }
        /// Octets of the frame, less one: 16 bits.
        @inlinable static var frameLength: Int { 4 }
        /// Bypass flag 1 bit, protocol control command flag 1, reserved 2, OCF flag 1, octets of
        /// the frame count 3.
        @inlinable static var flags: Int { 6 }
        /// 0 to 7 octets.
        @inlinable static var virtualChannelFrameCount: Int { 7 }
    }

    /// Checks the frame that `octets` is, from its first octet to its last.
    ///
    /// - Parameters:
    ///   - octets: the frame, without sync marker and parity.
    ///   - frameErrorControlLength: octets of the frame error control field at its end; the field
    ///     belongs to the physical channel, so truncated frames have it too.
    ///   - insertZone: octets of the insert zone; truncated frames have none.
    ///   - securityHeader: octets of the security header in front of the data field (§6.3);
    ///     truncated frames have none.
    ///   - securityTrailer: octets of the security trailer behind it, fill included.
    /// - Throws: ``WireError/Code/truncated`` when the primary header (and the FECF) are not there,
    ///   ``WireError/Code/version``.
    /// - Precondition: `frameErrorControlLength` is 0, 2 or 4.
    @inlinable
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan, frameErrorControlLength: Int, insertZone: Int = 0,
        securityHeader: Int = 0, securityTrailer: Int = 0
    ) throws(WireError) {
        precondition(
            frameErrorControlLength == 0 || frameErrorControlLength == 2
                || frameErrorControlLength == 4, "a FECF has 0, 2 or 4 octets")
        let count = octets.byteCount
        let shortest = Self.truncatedHeaderLength &+ frameErrorControlLength
        guard count >= shortest else {
            throw WireError.truncated(expected: shortest, found: count)
        }
        let version = octet(octets, at: Field.identification) >> 4
        guard version == 12 else { throw WireError.version(expected: 12, found: version) }
        self.octets = octets
        self.frameErrorControlLength = frameErrorControlLength
        guard octet(octets, at: 3) & 1 == 0 else {
            headerEnd = Self.truncatedHeaderLength
            securityHeaderLength = 0
            securityTrailerLength = 0
            dataStart = Self.truncatedHeaderLength
            dataEnd = count &- frameErrorControlLength
            return
        }
        let fixed = Self.headerLength &+ frameErrorControlLength
        guard count >= fixed else { throw WireError.truncated(expected: fixed, found: count) }
        let flags = octet(octets, at: Field.flags)
        let header = Self.headerLength &+ Int(flags & 7)
        guard count >= header &+ frameErrorControlLength else {
            throw WireError.truncated(expected: header &+ frameErrorControlLength, found: count)
        }
        headerEnd = header
        securityHeaderLength = securityHeader
        securityTrailerLength = securityTrailer
        dataStart = header &+ insertZone &+ securityHeader
        dataEnd =
            count &- frameErrorControlLength &- (flags & 8 != 0 ? 4 : 0) &- securityTrailer
    }

    @inlinable
    var lengthsFit: Bool { dataStart >= headerEnd && dataStart < dataEnd }

    /// Makes sure that the frame is as long as it says, and that its parts fit into it.
    ///
    /// - Parameters:
    ///   - truncated: octets that a truncated frame of this virtual channel has, which the mission
    ///     fixes; `nil`: any.
    ///   - isReadable: the data field begins with its header; false: it is encrypted, or a security
    ///     header is still in front of it.
    /// - Throws: ``WireError/Code/length``: octets that the frame should have, octets of the frame.
    @inlinable
    public func checkLength(
        truncated: Int? = nil, isReadable: Bool = true
    ) throws(WireError) {
        let count = octets.byteCount
        if isTruncated {
            if let truncated, truncated != count {
                throw WireError.length(
                    expected: truncated, found: count, offset: Self.truncatedHeaderLength)
            }
        } else {
            let stated = Int(be16(octets, at: Field.frameLength)) &+ 1
            guard stated == count else {
                throw WireError.length(expected: stated, found: count, offset: Field.frameLength)
            }
        }
        let header = isReadable ? dataFieldHeaderLength : 1
        guard lengthsFit, dataEnd &- dataStart >= header else {
            let needed = dataStart &+ max(1, header) &+ count &- dataEnd
            throw WireError.length(expected: needed, found: count, offset: headerEnd)
        }
    }
}

// The primary header, §4.1.2.
extension USLPTransferFrameView {
    @inlinable var identification: UInt32 { be32(octets, at: Field.identification) }

    /// Transfer frame version number: 12, bits `1100` (§4.1.2.2.2).
    @inlinable public var version: UInt8 { octet(octets, at: Field.identification) >> 4 }

    /// Spacecraft, 16 bits (§4.1.2.2.3).
    @inlinable public var spacecraft: SpacecraftIdentifier {
        SpacecraftIdentifier(rawValue: UInt16(truncatingIfNeeded: identification >> 12))
    }

    /// The spacecraft is the destination of the frame, else its source (§4.1.2.3).
    @inlinable public var isForDestination: Bool { identification >> 11 & 1 != 0 }

    /// Virtual channel, 0 to 63 (§4.1.2.4).
    @inlinable public var virtualChannel: VirtualChannelIdentifier {
        VirtualChannelIdentifier(rawValue: UInt8(truncatingIfNeeded: identification >> 5) & 0x3F)
    }

    /// Stream of the virtual channel, 0 to 15 (§4.1.2.5).
    @inlinable public var multiplexerAccessPoint: MultiplexerAccessPointIdentifier {
        MultiplexerAccessPointIdentifier(
            rawValue: UInt8(truncatingIfNeeded: identification >> 1) & 0xF)
    }

    /// Version, spacecraft and virtual channel, without the stream.
    @inlinable public var globalVirtualChannel: GlobalVirtualChannelIdentifier {
        GlobalVirtualChannelIdentifier(
            version: .uslp, spacecraft: spacecraft, virtualChannel: virtualChannel)
    }

    /// The header ends after four octets: no length, no flags, no frame count, no insert zone, no
    /// OCF (§4.1.2.6, annex D).
    @inlinable public var isTruncated: Bool { octet(octets, at: 3) & 1 != 0 }

    /// A frame of virtual channel 63, which carries fill (§4.1.2.4).
    @inlinable public var isOnlyIdleData: Bool { virtualChannel == .onlyIdleData }

    /// Octets of the frame as it says them itself, 1 to 65,536; `nil` in a truncated one
    /// (§4.1.2.7).
    @inlinable public var statedLength: Int? {
        isTruncated ? nil : Int(be16(octets, at: Field.frameLength)) &+ 1
    }

    @inlinable var flags: UInt8 { isTruncated ? 0 : octet(octets, at: Field.flags) }

    /// Expedited: the frame passed by the sequence control; such frames have a count of their own
    /// (§4.1.2.8.1).
    @inlinable public var bypassFlag: Bool { flags & 0x80 != 0 }

    /// The data field has commands of a protocol, no user's data (§4.1.2.8.2).
    @inlinable public var protocolControlCommandFlag: Bool { flags & 0x40 != 0 }

    /// The frame has an operational control field (§4.1.2.10).
    @inlinable public var operationalControlFieldFlag: Bool { flags & 8 != 0 }

    /// Octets of the frame count: 0 to 7 (§4.1.2.11).
    @inlinable public var virtualChannelFrameCountLength: Int { Int(flags & 7) }

    /// Frames of the virtual channel and of the kind that ``bypassFlag`` says, modulo
    /// 256^``virtualChannelFrameCountLength``; `nil` where that is 0 (§4.1.2.12).
    @inlinable public var virtualChannelFrameCount: UInt64? {
        let length = virtualChannelFrameCountLength
        guard length > 0 else { return nil }
        var count: UInt64 = 0
        for index in 0..<length {
            count =
                count << 8
                | UInt64(octet(octets, at: Field.virtualChannelFrameCount &+ index))
        }
        return count
    }
}

// The parts behind the primary header.
extension USLPTransferFrameView {
    /// The insert zone (§4.1.3); empty when there is none or it does not fit.
    @inlinable public var insertZone: RawSpan {
        @_lifetime(copy self)
        get {
            let end = dataStart &- securityHeaderLength
            return octets.extracting(lengthsFit && end >= headerEnd ? headerEnd..<end : 0..<0)
        }
    }

    /// The transfer frame data field: its header and its zone (§4.1.4). Empty when it does not fit.
    @inlinable public var dataField: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(lengthsFit ? dataStart..<dataEnd : 0..<0) }
    }

    /// The operational control field's 32 bits; `nil` when there is none (§4.1.5).
    @inlinable public var operationalControlField: UInt32? {
        let end = dataEnd &+ securityTrailerLength
        guard operationalControlFieldFlag, end >= headerEnd else { return nil }
        return be32(octets, at: end)
    }

    /// The frame error control field, of 16 or 32 bits; `nil` when there is none (§4.1.6). It
    /// covers all octets before it.
    @inlinable public var frameErrorControlField: UInt32? {
        switch frameErrorControlLength {
        case 2: UInt32(be16(octets, at: octets.byteCount &- 2))
        case 4: be32(octets, at: octets.byteCount &- 4)
        default: nil
        }
    }
}
