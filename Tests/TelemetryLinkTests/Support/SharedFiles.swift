import Foundation
import Testing

/// A file of vectors.
private struct VectorDocument<Vector: Decodable>: Decodable {
    let count: Int
    let vectors: [Vector]
}

/// The files that stand beside the package: vectors and recordings that other people made.
enum SharedFiles {
    static let absent: Comment = "SKIPPED: no shared files; set FEEDHORN_SHARED"

    /// `FEEDHORN_SHARED`, or `../shared` beside the package.
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        var package = URL(filePath: #filePath).resolvingSymlinksInPath()
        // File, Support, TelemetryLinkTests, Tests.
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared")
    }()

    static var hasVectors: Bool { exists("standards/vectors") }
    static var hasRecordings: Bool { exists("recordings/manifest.json") }

    private static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    /// The vectors of one file, decoded.
    static func vectors<Vector: Decodable>(
        _ file: String, _ type: Vector.Type
    ) throws -> [Vector] {
        let url = root.appending(path: "standards/vectors/\(file).json")
        let document = try JSONDecoder().decode(
            VectorDocument<Vector>.self, from: Data(contentsOf: url))
        try #require(document.vectors.count == document.count)
        return document.vectors
    }

    /// Every recording, labelled and not, by path; at most `octets` of each.
    static func recordings(octets: Int) throws -> [(name: String, octets: [UInt8])] {
        let folder = root.appending(path: "recordings")
        let files = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        let others: Set = ["json", "md", "py"]
        let urls = files.compactMap { $0 as? URL }.filter {
            !$0.hasDirectoryPath && !others.contains($0.pathExtension)
        }
        return try urls.sorted { $0.path < $1.path }.map { url in
            let handle = try FileHandle(forReadingFrom: url)
            defer { try? handle.close() }
            let name = url.pathComponents.suffix(2).joined(separator: "/")
            return (name, Array(try handle.read(upToCount: octets) ?? Data()))
        }
    }
}
