/// The security trailer of a transfer frame in place: CCSDS 355.0-B-2 §4.1.2. It ends the data
/// field, in front of operational control field and frame error control field.
@frozen
public struct SpaceDataLinkSecurityTrailerView: ~Escapable {
    /// The trailer, and nothing in front of it.
    public let octets: RawSpan

    /// Checks the trailer that `octets` ends with.
    ///
    /// - Parameters:
    ///   - octets: the data field, or whatever ends with the trailer.
    ///   - format: lengths of the association.
    /// - Throws: ``WireError/Code/truncated``.
    @inlinable
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan, format: SpaceDataLinkSecurityFormat
    ) throws(WireError) {
        let count = octets.byteCount
        guard count >= format.trailerLength else {
            throw WireError.truncated(expected: format.trailerLength, found: count)
        }
        self.octets = octets.extracting(count &- format.trailerLength..<count)
    }

    /// The message authentication code (§4.1.2.2); empty where the association has none.
    @inlinable public var messageAuthenticationCode: RawSpan {
        @_lifetime(copy self)
        get { octets }
    }
}
