// What the data field of an AOS frame begins with, when the virtual channel carries packets
// (M_PDU) or a bitstream (B_PDU); the managed parameters say which. A VCA_SDU has no header.
extension AOSTransferFrameView {
    /// Octets of the header of an M_PDU and of a B_PDU.
    @inlinable static var dataUnitHeaderLength: Int { 2 }

    /// Where the first packet starts in ``packetZone`` (M_PDU header, §4.1.4.2.2).
    ///
    /// - Throws: ``WireError/Code/length`` when the M_PDU does not fit,
    ///   ``WireError/Code/firstHeaderPointer`` when it points outside the packet zone.
    @inlinable public var firstHeaderPointer: FirstHeaderPointer {
        get throws(WireError) {
            try checkLength(dataFieldHeader: Self.dataUnitHeaderLength)
            return try FirstHeaderPointer(
                field: be16(octets, at: dataStart),
                zoneLength: dataEnd &- dataStart &- Self.dataUnitHeaderLength, offset: dataStart)
        }
    }

    /// The packets of an M_PDU (§4.1.4.2.3); empty when it does not fit.
    @inlinable public var packetZone: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(packetZoneRange) }
    }

    /// The octets of the frame that ``packetZone`` is.
    @inlinable public var packetZoneRange: Range<Int> {
        let start = dataStart &+ Self.dataUnitHeaderLength
        return lengthsFit && start <= dataEnd ? start..<dataEnd : 0..<0
    }

    /// Where the valid bits of ``bitstreamZone`` end (B_PDU header, §4.1.4.3.3).
    ///
    /// - Throws: ``WireError/Code/length`` when the B_PDU does not fit, ``WireError/Code/field``
    ///   when it points outside the zone.
    @inlinable public var bitstreamDataPointer: BitstreamDataPointer {
        get throws(WireError) {
            try checkLength(dataFieldHeader: Self.dataUnitHeaderLength)
            return try BitstreamDataPointer(
                field: be16(octets, at: dataStart),
                zoneLength: dataEnd &- dataStart &- Self.dataUnitHeaderLength, offset: dataStart)
        }
    }

    /// The bits of a B_PDU (§4.1.4.3.4); empty when it does not fit.
    @inlinable public var bitstreamZone: RawSpan {
        @_lifetime(copy self)
        get { packetZone }
    }
}
