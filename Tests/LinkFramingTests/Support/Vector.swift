import FeedhornTestKit
import Foundation
import Testing

/// One vector of a file in `standards/vectors`, made by people who knew nothing of this module.
struct Vector {
    static let absent: Comment = "SKIPPED: no shared vectors; set FEEDHORN_SHARED"

    private let fields: [String: Any]

    init(_ fields: [String: Any]) { self.fields = fields }

    /// `FEEDHORN_SHARED`, or `../shared` beside the package.
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        var package = URL(filePath: #filePath).resolvingSymlinksInPath()
        // File, Support, LinkFramingTests, Tests.
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared")
    }()

    static var arePresent: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "standards/vectors").path)
    }

    /// Every vector of `file`, which has so many.
    static func load(_ file: String, count: Int) throws -> [Vector] {
        let url = root.appending(path: "standards/vectors/\(file).json")
        let whole = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
        let object = try #require(whole as? [String: Any])
        let vectors = try #require(object["vectors"] as? [[String: Any]]).map { Vector($0) }
        try #require(vectors.count == count)
        return vectors
    }

    var name: String { (try? text("id")) ?? "?" }

    func has(_ key: String) -> Bool { fields[key].map { !($0 is NSNull) } ?? false }
    func text(_ key: String) throws -> String { try #require(fields[key] as? String, "\(key)") }
    func number(_ key: String) throws -> Int { try #require(fields[key] as? Int, "\(key)") }
    func part(_ key: String) throws -> Vector {
        Vector(try #require(fields[key] as? [String: Any], "\(key)"))
    }
    func octets(_ key: String) throws -> [UInt8] {
        try #require(Hexadecimal.octets(try text(key)), "\(key)")
    }
    func texts(_ key: String) throws -> [String] {
        try #require(fields[key] as? [String], "\(key)")
    }
    /// A table of numbers.
    func table(_ key: String) throws -> [String: [Int]] {
        try #require(fields[key] as? [String: [Int]], "\(key)")
    }
}

/// Octets as the views want them.
@discardableResult
func withSpan<Result>(_ octets: [UInt8], _ body: (RawSpan) throws -> Result) rethrows -> Result {
    try octets.withUnsafeBytes { try body(RawSpan(_unsafeBytes: $0)) }
}
