import Foundation
import Testing

/// Files that are shared with other tools and kept beside this package.
enum SharedFiles {
    static let folder: String = {
        if let named = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] { return named }
        let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        return root.deletingLastPathComponent().appendingPathComponent("shared").path
    }()

    /// The validator of captures that is not ours.
    static var validator: String { folder + "/capture/capture_check.py" }
    /// The smallest capture, of the format's description.
    static var example: String { folder + "/capture/min.pcapng" }

    /// The reference tools are there, and something to run them.
    static var hasCaptureTools: Bool {
        let files = FileManager.default
        return files.fileExists(atPath: validator)
            && files.fileExists(atPath: folder + "/capture/tgcap.py")
            && ["/usr/bin", "/usr/local/bin"].contains {
                files.isExecutableFile(atPath: $0 + "/python3")
            } && Program.isBuilt
    }

    static let captureToolsMissing: Comment = "NOT TESTED: no shared capture tools, or no python3"
}
