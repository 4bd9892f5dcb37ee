import TelemetryPipeline

extension JSONObject {
    /// The members of a ``JSONValue/object(_:)``; what a status object does not hold (lists of
    /// numbers, fractions) is left out.
    init(_ value: JSONValue) {
        self.init()
        guard case .object(let members) = value else { return }
        for member in members {
            switch member.value {
            case .null: addNull(member.name)
            case .bool(let value): add(member.name, value)
            case .integer(let value): add(member.name, value)
            case .unsigned(let value): add(member.name, value as UInt64)
            case .string(let value): add(member.name, value as String)
            case .object: add(member.name, JSONObject(member.value))
            case .number, .array: break
            }
        }
    }
}
