import CCSDS

/// Where the parts of a secured frame lie: octets of the frame.
struct SecuredLayout {
    let header: Range<Int>
    let data: Range<Int>
    let code: Range<Int>
    let format: SpaceDataLinkSecurityFormat

    /// - Parameter field: the data field with security header and trailer.
    /// - Returns: `nil` where these two don't fit into it.
    init?(_ field: Range<Int>, _ format: SpaceDataLinkSecurityFormat) {
        let start = field.lowerBound + format.headerLength
        let end = field.upperBound - format.trailerLength
        guard start <= end else { return nil }
        header = field.lowerBound..<start
        data = start..<end
        code = end..<field.upperBound
        self.format = format
    }

    /// The initialization vector follows the index.
    var initializationVector: Range<Int> {
        let start = header.lowerBound + 2
        return start..<start + format.initializationVector
    }
}
