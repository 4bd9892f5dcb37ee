import Foundation
import Testing

/// The files that stand beside the package: vectors and tools that other people made.
enum SharedFiles {
    static let absent: Comment = "SKIPPED: no shared files; set FEEDHORN_SHARED"

    /// `FEEDHORN_SHARED`, or `../shared` beside the package.
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(filePath: path, directoryHint: .isDirectory)
        }
        var package = URL(filePath: #filePath).resolvingSymlinksInPath()
        // File, Support, FeedhornTestKitTests, Tests.
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appending(path: "shared")
    }()

    static var hasVectors: Bool {
        FileManager.default.fileExists(atPath: root.appending(path: "standards/vectors").path)
    }

    static var recordings: URL { root.appending(path: "recordings") }
}
