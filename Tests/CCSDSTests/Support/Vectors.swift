import Foundation
import Testing

/// One entry of a vector file.
struct Vector: Sendable, CustomTestStringConvertible {
    let json: JSON

    var id: String { json["id"].string ?? "?" }
    var kind: String { json["kind"].string ?? "?" }
    var expect: String { json["expect"].string ?? "?" }
    var fields: JSON { json["fields"] }
    var config: JSON { json["config"] }
    var testDescription: String { id }

    /// The octets: written out, or a prefix and so many fill octets.
    var octets: [UInt8] {
        if let hex = json["hex"].string { return hex.hexOctets }
        guard let prefix = json["hex_prefix"].string, let fill = json["fill_octet"].string,
            let count = json["fill_count"].integer
        else { return [] }
        return prefix.hexOctets + Array(repeating: fill.hexOctets[0], count: count)
    }
}

/// The vector files beside the project, read in place.
enum Vectors {
    /// Shown where a test is skipped because the files are not there.
    static let absent: Comment =
        "NOT TESTED: no vectors; set FEEDHORN_SHARED to the folder with standards/vectors"

    private static let folder: URL = {
        let name = "standards/vectors"
        if let shared = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(fileURLWithPath: shared).appendingPathComponent(name)
        }
        // <root>/Tests/CCSDSTests/Support/<this file>
        var root = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appendingPathComponent("../shared").appendingPathComponent(name)
    }()

    static var areThere: Bool {
        FileManager.default.fileExists(atPath: folder.appendingPathComponent("time.json").path)
    }

    /// The entries of `file`, of the kinds named; all kinds when none is. Empty where the files are
    /// not there: the test is then disabled.
    static func load(_ file: String, kinds: String...) -> [Vector] {
        guard areThere else { return [] }
        do {
            let data = try Data(contentsOf: folder.appendingPathComponent(file + ".json"))
            let json = try JSONDecoder().decode(JSON.self, from: data)
            let all = (json["vectors"].array ?? []).map { Vector(json: $0) }
            precondition(all.count == json["count"].integer, "\(file): count")
            return kinds.isEmpty ? all : all.filter { kinds.contains($0.kind) }
        } catch {
            preconditionFailure("\(file): \(error)")
        }
    }

    /// The octets of a file beside the vectors; `nil` where it is not there.
    static func file(_ name: String) -> [UInt8]? {
        (try? Data(contentsOf: folder.appendingPathComponent(name))).map { Array($0) }
    }
}
