import Foundation
import Testing

/// The vectors that stand beside the package.
enum SharedVectors {
    static let absent: Comment = "SKIPPED: no shared vectors; set FEEDHORN_SHARED"

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

    /// Every vector of `file`.
    static func load(_ file: String) throws -> [StuffingVector] {
        struct Document: Decodable {
            let count: Int
            let vectors: [StuffingVector]
        }
        let url = root.appending(path: "standards/vectors/\(file).json")
        let document = try JSONDecoder().decode(Document.self, from: Data(contentsOf: url))
        try #require(document.vectors.count == document.count)
        return document.vectors
    }
}

/// A vector of `slip.json` or `kiss.json`; octets are hexadecimal.
struct StuffingVector: Decodable {
    let id: String
    let kind: String
    let frame: String
    let payload: String?
    let expect: String
    let port: Int?
    let command: Int?
    /// CRC of a SMACK record, least significant octet first behind the data.
    let crc16_arc: String?

    var frameOctets: [UInt8] { hexadecimal(frame) }
    var payloadOctets: [UInt8]? { payload.map(hexadecimal) }
}

/// The octets that `text` spells.
func hexadecimal(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count - 1, by: 2).map {
        UInt8(digits[$0] << 4 | digits[$0 + 1])
    }
}
