/// The 16 random octets that name a segment; their first four stand in the seal of every block.
public struct SegmentIdentifier: Hashable, Sendable, CustomStringConvertible {
    /// The octets, 16 of them.
    public let octets: [UInt8]

    /// The identifier with these octets; nil unless there are 16.
    public init?(octets: [UInt8]) {
        guard octets.count == SegmentIdentifier.size else { return nil }
        self.octets = octets
    }

    /// A new one, from the system's random generator.
    public static func random() -> SegmentIdentifier {
        var generator = SystemRandomNumberGenerator()
        return SegmentIdentifier(unchecked: (0..<size).map { _ in generator.next() })
    }

    private init(unchecked octets: [UInt8]) {
        self.octets = octets
    }

    static let size = 16

    /// What the seals carry.
    var seal: [UInt8] { Array(octets[..<4]) }

    /// 32 hexadecimal digits.
    public var description: String { octets.hexadecimal }
}
