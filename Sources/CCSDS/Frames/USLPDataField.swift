// The transfer frame data field of a USLP frame: CCSDS 732.1-B-2 §4.1.4.
extension USLPTransferFrameView {
    /// How the data zone is to be read; `nil` when the data field does not fit (§4.1.4.2.2).
    @inlinable public var constructionRule: USLPConstructionRule? {
        lengthsFit ? USLPConstructionRule(rawValue: octet(octets, at: dataStart) >> 5) : nil
    }

    /// What the data zone carries; `nil` when the data field does not fit (§4.1.4.2.3).
    @inlinable public var protocolIdentifier: USLPProtocolIdentifier? {
        lengthsFit ? USLPProtocolIdentifier(rawValue: octet(octets, at: dataStart) & 0x1F) : nil
    }

    /// Octets of the data field's header: 1, or 3 with a pointer; 0 when the data field does not
    /// fit.
    @inlinable public var dataFieldHeaderLength: Int {
        guard let constructionRule else { return 0 }
        return constructionRule.hasPointer && !isTruncated ? 3 : 1
    }

    @inlinable
    var zoneStart: Int { dataStart &+ dataFieldHeaderLength }

    /// The 16 bits of the first header pointer or of the last valid octet pointer as they stand;
    /// `nil` where the data field's header has none, or it does not fit.
    @inlinable public var pointerField: UInt16? {
        guard dataFieldHeaderLength == 3, zoneStart <= dataEnd else { return nil }
        return be16(octets, at: dataStart &+ 1)
    }

    /// The data zone (§4.1.4.3). Empty when it does not fit.
    @inlinable public var dataZone: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(lengthsFit && zoneStart <= dataEnd ? zoneStart..<dataEnd : 0..<0) }
    }

    /// Where the first packet starts in ``dataZone``, under construction rule 0; `nil` under any
    /// other, and in a truncated frame.
    ///
    /// - Throws: ``WireError/Code/length`` as ``checkLength(truncated:isReadable:)`` does,
    ///   ``WireError/Code/firstHeaderPointer`` when it points outside the zone.
    @inlinable public var firstHeaderPointer: FirstHeaderPointer? {
        get throws(WireError) {
            try checkLength()
            guard constructionRule == .packetsSpanningFrames, let pointerField else { return nil }
            return try FirstHeaderPointer(
                sixteenBitField: pointerField, zoneLength: dataEnd &- zoneStart,
                offset: dataStart &+ 1)
        }
    }

    /// Where the valid octets of ``dataZone`` end, under construction rules 1 and 2; `nil` under
    /// any other, and in a truncated frame.
    ///
    /// - Throws: ``WireError/Code/length`` as ``checkLength(truncated:isReadable:)`` does,
    ///   ``WireError/Code/field`` when it points outside the zone.
    @inlinable public var lastValidOctetPointer: LastValidOctetPointer? {
        get throws(WireError) {
            try checkLength()
            guard constructionRule != .packetsSpanningFrames, let pointerField else { return nil }
            return try LastValidOctetPointer(
                field: pointerField, zoneLength: dataEnd &- zoneStart, offset: dataStart &+ 1)
        }
    }
}
