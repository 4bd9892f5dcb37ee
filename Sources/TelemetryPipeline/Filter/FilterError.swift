/// Why a filter text is no filter, and where.
public struct FilterError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Column of the first character that does not fit, from 1.
    public let column: Int
    /// What stands there; empty at the end of the text.
    public let found: String
    /// What could stand there.
    public let expected: [String]
    /// A sentence, where `expected` alone does not say it.
    public let reason: String?

    /// A sentence for people.
    public var description: String {
        let place = found.isEmpty ? "the filter ends" : "found “\(found)”"
        let wish = expected.isEmpty ? "" : ", expected " + expected.joined(separator: " or ")
        let why = reason.map { " (\($0))" } ?? ""
        return "column \(column): \(place)\(wish)\(why)"
    }
}
