import ChannelCoding

/// A CSP packet in place: header, data, and a CRC-32C where the header or the mission says so.
public struct CSPPacketView: ~Escapable {
    /// Which packets end with a checksum.
    public enum Checksum: Sendable, Equatable {
        /// Those whose header says so.
        case asFlagged
        /// All of them.
        case always
        /// None, whatever the headers say.
        case never
    }

    /// What the checksum covers.
    public enum Coverage: Sendable, Equatable {
        /// There is none.
        case none
        /// The data: libcsp 1, and libcsp 2 as it is usually built.
        case data
        /// Header and data: libcsp 2 with `CSP_21`.
        case headerAndData
    }

    /// The packet.
    public let octets: RawSpan
    /// Its header.
    public let header: CSPHeader
    /// What its checksum covers.
    public let coverage: Coverage
    /// Octets of the packet that are data.
    public let dataRange: Range<Int>

    private static let checksumLength = 4

    /// Checks the packet that `octets` are.
    ///
    /// - Throws: ``FramingFault/Code/truncated`` when header or checksum is not all there,
    ///   ``FramingFault/Code/checksum`` when the checksum fits neither the data nor header and
    ///   data.
    @_lifetime(copy octets)
    public init(
        checking octets: RawSpan, version: CSPVersion, checksum: Checksum = .asFlagged
    ) throws(FramingFault) {
        let start = version.headerLength
        guard let header = CSPHeader(octets, version: version) else {
            throw FramingFault(.truncated, expected: start, found: octets.byteCount)
        }
        let isChecked =
            switch checksum {
            case .asFlagged: header.flags.contains(.checksum)
            case .always: true
            case .never: false
            }
        let trailer = isChecked ? CSPPacketView.checksumLength : 0
        let end = octets.byteCount - trailer
        guard end >= start else {
            throw FramingFault(.truncated, expected: start + trailer, found: octets.byteCount)
        }
        coverage = isChecked ? try CSPPacketView.coverage(octets, start..<end) : .none
        self.octets = octets
        self.header = header
        dataRange = start..<end
    }

    /// A sender of either kind is understood: which it is, nothing says.
    private static func coverage(
        _ octets: RawSpan, _ data: Range<Int>
    ) throws(FramingFault) -> Coverage {
        let sent = Wire.be32(octets, at: data.upperBound)
        let overData = ReflectedCRC32.castagnoli.checksum(octets.extracting(data))
        if overData == sent { return .data }
        let overAll = ReflectedCRC32.castagnoli.checksum(
            octets.extracting(0..<data.upperBound))
        if overAll == sent { return .headerAndData }
        throw FramingFault(
            .checksum, expected: Int(overData), found: Int(sent), offset: data.upperBound)
    }

    /// What stands between header and checksum.
    public var data: RawSpan {
        @_lifetime(copy self)
        get { octets.extracting(dataRange) }
    }

    /// The data are all that stands behind the header, as the sender meant them.
    public var isPlain: Bool { header.flags.isDisjoint(with: .opaque) }
}
