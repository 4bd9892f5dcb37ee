/// The name of a link, as paths, JSON and filters carry it.
///
/// 1 to 64 ASCII letters, digits, `.`, `_` or `-`, beginning with a letter or digit: so it is a
/// folder name, a JSON string and a filter value without any escape.
public struct LinkName: Hashable, Sendable, CustomStringConvertible {
    /// Longest name, in octets: a folder name and a column of a screen.
    public static let maximumLength = 64

    /// The name itself.
    public let description: String
    /// The name with JSON's quotes around it, ready to be copied into a line.
    let quoted: [UInt8]

    /// - Returns: `nil` when `text` is no such name.
    public init?(_ text: String) {
        let octets = Array(text.utf8)
        guard !octets.isEmpty, octets.count <= LinkName.maximumLength,
            octets.allSatisfy(LinkName.isAllowed), octets[0].isASCIILetterOrDigit
        else { return nil }
        description = text
        quoted = [0x22] + octets + [0x22]
    }

    private static func isAllowed(_ octet: UInt8) -> Bool {
        octet.isASCIILetterOrDigit || octet == 0x2E || octet == 0x5F || octet == 0x2D
    }

    /// Equal names.
    public static func == (left: Self, right: Self) -> Bool {
        left.description == right.description
    }

    /// Feeds the name to `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(description)
    }
}

extension UInt8 {
    var isASCIIDigit: Bool { self >= 0x30 && self <= 0x39 }

    var isASCIILetterOrDigit: Bool {
        isASCIIDigit || ((self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A)
    }
}
