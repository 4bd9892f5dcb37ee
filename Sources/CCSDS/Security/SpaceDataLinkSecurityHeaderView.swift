/// The security header of a transfer frame in place: CCSDS 355.0-B-2 §4.1.1.
///
/// It stands in front of the data field: behind the secondary header of a TM frame, behind the
/// insert zone of an AOS or USLP frame. The security parameter index comes first and says, through
/// the managed parameters of its association, how long the other fields are.
@frozen
public struct SpaceDataLinkSecurityHeaderView: ~Escapable {
    /// The header, and nothing behind it.
    public let octets: RawSpan
    /// Lengths of its fields.
    public let format: SpaceDataLinkSecurityFormat

    /// Offsets in the header; the fields behind the index follow each other without gaps.
    @usableFromInline
    enum Field {
        @inlinable static var index: Int { 0 }
        @inlinable static var initializationVector: Int { 2 }
    }

    /// Checks the header that `octets` begins with.
    ///
    /// - Parameters:
    ///   - octets: the data field, or whatever begins with the header.
    ///   - format: lengths of the association; none at all still gives the index.
    /// - Throws: ``WireError/Code/truncated``.
    @inlinable
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan,
        format: SpaceDataLinkSecurityFormat = SpaceDataLinkSecurityFormat()
    ) throws(WireError) {
        guard octets.byteCount >= format.headerLength else {
            throw WireError.truncated(expected: format.headerLength, found: octets.byteCount)
        }
        self.octets = octets.extracting(0..<format.headerLength)
        self.format = format
    }
}

extension SpaceDataLinkSecurityHeaderView {
    /// The security association (§4.1.1.2).
    @inlinable public var index: SecurityParameterIndex {
        SecurityParameterIndex(rawValue: be16(octets, at: Field.index))
    }

    /// The initialization vector (§4.1.1.3); empty where the association has none.
    @inlinable public var initializationVector: RawSpan {
        @_lifetime(copy self)
        get {
            octets.extracting(
                Field.initializationVector..<Field.initializationVector
                    &+ format.initializationVector)
        }
    }

    /// The anti-replay sequence number (§4.1.1.4); `nil` where the association has none.
    public var sequenceNumber: UInt128? {
        guard format.sequenceNumber > 0 else { return nil }
        let start = Field.initializationVector + format.initializationVector
        return bigEndianInteger(octets, at: start, count: format.sequenceNumber)
    }

    /// Octets of fill at the end of the data field (§4.1.1.5); 0 where the association has none.
    public var padLength: Int {
        let start =
            Field.initializationVector + format.initializationVector + format.sequenceNumber
        return Int(bigEndianInteger(octets, at: start, count: format.padLength))
    }

    /// The number that grows from frame to frame: the sequence number, or where there is none the
    /// initialization vector, which counts then; `nil` where that has none or over 16 octets.
    public var antiReplayNumber: UInt128? {
        if let sequenceNumber { return sequenceNumber }
        guard (1...16).contains(format.initializationVector) else { return nil }
        return bigEndianInteger(
            octets, at: Field.initializationVector, count: format.initializationVector)
    }
}
