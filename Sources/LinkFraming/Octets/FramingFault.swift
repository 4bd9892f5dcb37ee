/// Why octets are not what a framing says: what was expected, what was found, and where.
public struct FramingFault: Error, Hashable, Sendable {
    /// The kind of defect. What ``expected`` and ``found`` count depends on it.
    public enum Code: UInt8, Hashable, Sendable, CaseIterable {
        /// The octets end too early: octets needed, octets there.
        case truncated
        /// Another version or start octet: the right one, the one read.
        case version
        /// Addresses without an end, or too few of them: the right number, the one found.
        case address
        /// A checksum that does not fit: the computed value, the one read.
        case checksum
    }

    /// The kind of defect.
    public let code: Code
    /// What would have been right.
    public let expected: Int
    /// What stood there.
    public let found: Int
    /// Octet where the defect is.
    public let offset: Int

    /// A defect of the kind `code` at octet `offset`.
    public init(_ code: Code, expected: Int, found: Int, offset: Int = 0) {
        self.code = code
        self.expected = expected
        self.found = found
        self.offset = offset
    }
}

extension FramingFault: CustomStringConvertible {
    /// One line for people: `truncated: 4 expected, 3 found, at octet 0`.
    public var description: String {
        "\(code): \(expected) expected, \(found) found, at octet \(offset)"
    }
}
