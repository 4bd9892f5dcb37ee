import Foundation

/// A JSON value as the daemon sent it.
enum JSONNode {
    case null
    case number(NSNumber)
    case string(String)
    case array([JSONNode])
    case object([String: JSONNode])

    /// - Returns: nil for what is no JSON text.
    init?(_ octets: [UInt8]) {
        guard
            let value = try? JSONSerialization.jsonObject(
                with: Data(octets), options: [.fragmentsAllowed])
        else { return nil }
        self.init(value)
    }

    private init(_ value: Any) {
        switch value {
        case let members as [String: Any]: self = .object(members.mapValues { JSONNode($0) })
        case let elements as [Any]: self = .array(elements.map { JSONNode($0) })
        case let text as String: self = .string(text)
        case let number as NSNumber: self = .number(number)
        default: self = .null
        }
    }

    /// A member of an object.
    subscript(name: String) -> JSONNode? {
        if case .object(let members) = self { members[name] } else { nil }
    }

    /// All members of an object.
    var members: [String: JSONNode] {
        if case .object(let members) = self { members } else { [:] }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var elements: [JSONNode] {
        if case .array(let elements) = self { elements } else { [] }
    }

    /// A count.
    var count: UInt64? {
        if case .number(let number) = self { number.uint64Value } else { nil }
    }

    var flag: Bool? {
        if case .number(let number) = self { number.boolValue } else { nil }
    }

    /// As it is shown: a text or number; `-` for what there is not.
    var shown: String {
        switch self {
        case .string(let text): text
        case .number(let number): "\(number)"
        case .null, .array, .object: "-"
        }
    }
}
