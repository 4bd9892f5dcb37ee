/// Why octets are not what a format says: what was expected, what was found, and where.
///
/// The one error of every view and value of this module. It holds no string and no reference, so
/// making one costs a few moves; ``description`` is built when somebody asks.
@frozen
public struct WireError: Error, Hashable, Sendable {
    /// The kind of defect. What ``WireError/expected`` and ``WireError/found`` count depends on it.
    @frozen
    public enum Code: UInt8, Hashable, Sendable, CaseIterable {
        /// The octets end too early: octets needed, octets there.
        case truncated
        /// Another version number than the format's: the version, the one read.
        case version
        /// Lengths that contradict each other: octets allowed or needed, octets found.
        case length
        /// A first header pointer outside the data: octets of the data, the pointer.
        case firstHeaderPointer
        /// An error control field that does not fit the octets: the computed value, the one read.
        case checksum
        /// A field with a value that it must not have: the nearest value allowed, the one read.
        case field
        /// A form that the book defines or reserves and that is not read here.
        case unsupported
    }

    /// The kind of defect.
    public let code: Code
    /// What would have been right.
    public let expected: Int
    /// What stood there.
    public let found: Int
    /// Octet where the defect is, counted from the start of the octets that were checked.
    public let offset: Int

    /// An error of the kind `code` at octet `offset`.
    @inlinable
    public init(_ code: Code, expected: Int, found: Int, offset: Int) {
        self.code = code
        self.expected = expected
        self.found = found
        self.offset = offset
    }
}

extension WireError: CustomStringConvertible {
    /// One line for people: `truncated: 7 expected, 5 found, at octet 0`.
    public var description: String {
        "\(code): \(expected) expected, \(found) found, at octet \(offset)"
    }
}

// Cold and out of line, so that a checked initializer inlines to its compares only.
extension WireError {
    @inline(never)
    @usableFromInline
    static func truncated(expected: Int, found: Int) -> WireError {
        WireError(.truncated, expected: expected, found: found, offset: 0)
    }

    @inline(never)
    @usableFromInline
    static func version(expected: UInt8, found: UInt8, offset: Int = 0) -> WireError {
        WireError(.version, expected: Int(expected), found: Int(found), offset: offset)
    }

    /// The same defect, seen from `count` octets further to the front.
    func moved(by count: Int) -> WireError {
        WireError(code, expected: expected, found: found, offset: offset + count)
    }

    @inline(never)
    @usableFromInline
    static func length(expected: Int, found: Int, offset: Int) -> WireError {
        WireError(.length, expected: expected, found: found, offset: offset)
    }

    @inline(never)
    @usableFromInline
    static func field(expected: Int, found: Int, offset: Int) -> WireError {
        WireError(.field, expected: expected, found: found, offset: offset)
    }
}
