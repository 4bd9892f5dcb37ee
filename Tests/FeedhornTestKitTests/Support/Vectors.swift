import FeedhornTestKit
import Foundation
import Testing

/// One vector of a file in `standards/vectors`.
struct Vector {
    private let fields: [String: Any]

    init(_ fields: [String: Any]) { self.fields = fields }

    /// The vectors of `file` that are of one of `kinds`.
    static func load(_ file: String, kinds: String...) throws -> [Vector] {
        let url = SharedFiles.root.appending(path: "standards/vectors/\(file).json")
        let whole = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let object = try #require(whole as? [String: Any])
        let vectors = try #require(object["vectors"] as? [[String: Any]]).map { Vector($0) }
        let chosen = vectors.filter { kinds.contains((try? $0.text("kind")) ?? "") }
        try #require(!chosen.isEmpty, "\(file) has no vectors of \(kinds)")
        return chosen
    }

    var name: String { (try? text("id")) ?? "?" }

    func has(_ key: String) -> Bool { fields[key].map { !($0 is NSNull) } ?? false }
    func text(_ key: String) throws -> String { try #require(fields[key] as? String, "\(key)") }
    func number(_ key: String) throws -> Int { try #require(fields[key] as? Int, "\(key)") }
    func flag(_ key: String) throws -> Bool { try #require(fields[key] as? Bool, "\(key)") }
    func part(_ key: String) throws -> Vector {
        Vector(try #require(fields[key] as? [String: Any], "\(key)"))
    }
    func octets(_ key: String) throws -> [UInt8] {
        try #require(Hexadecimal.octets(try text(key)), "\(key)")
    }
    func list(_ key: String) throws -> [[UInt8]] {
        try #require(fields[key] as? [String], "\(key)").map {
            try #require(Hexadecimal.octets($0))
        }
    }
}
