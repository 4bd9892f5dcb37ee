import Foundation

/// Places of the package and of the files that it shares with others.
enum Project {
    static let root = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let recordings = root.appending(path: "Fixtures/recordings").path

    static let shared: URL? = {
        let named = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"]
        let url =
            named.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    static var hasManifest: Bool {
        guard let manifest = shared?.appending(path: "recordings/manifest.json") else {
            return false
        }
        return FileManager.default.fileExists(atPath: manifest.path)
    }

    static func text(_ path: String) throws -> String {
        try String(contentsOf: root.appending(path: path), encoding: .utf8)
    }
}
