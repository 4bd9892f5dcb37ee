import Foundation
import Testing

/// Test vectors that several independent implementations agree on, read where they lie.
enum VectorFile {
    /// Said when the vectors are not there, and nothing was compared.
    static let absence: Comment = "NOT COMPARED: no standards/vectors; set FEEDHORN_SHARED"

    static var isPresent: Bool {
        FileManager.default.fileExists(atPath: directory.appending(path: "rs.json").path)
    }

    static func load<Vector: Decodable>(_ name: String, as type: Vector.Type) throws -> [Vector] {
        let data = try Data(contentsOf: directory.appending(path: name + ".json"))
        return try JSONDecoder().decode(Contents<Vector>.self, from: data).vectors
    }

    private struct Contents<Vector: Decodable>: Decodable {
        var vectors: [Vector]
    }

    private static var directory: URL {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(filePath: path).appending(path: "standards/vectors")
        }
        var root = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { root.deleteLastPathComponent() }
        return root.appending(path: "../shared/standards/vectors").standardizedFileURL
    }
}

/// Octets written in hexadecimal, as the vector files do.
struct HexOctets: Decodable, Hashable {
    var octets: [UInt8]

    struct Malformed: Error {
        var text: String
    }

    init(_ text: String) throws {
        let digits = text.utf8.compactMap { UInt8(String(UnicodeScalar($0)), radix: 16) }
        guard digits.count == text.utf8.count, digits.count.isMultiple(of: 2) else {
            throw Malformed(text: text)
        }
        octets = stride(from: 0, to: digits.count, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
    }

    init(from decoder: any Decoder) throws {
        try self.init(decoder.singleValueContainer().decode(String.self))
    }

    /// The octets as one big-endian integer.
    var number: UInt64 { octets.reduce(0) { $0 << 8 | UInt64($1) } }
}
