import Foundation

/// One labelled recording: its octets, the manifest's truth, and our link file for it.
struct Recording: CustomStringConvertible, Sendable {
    let id: String
    let layer: String
    let data: URL
    let linkFile: URL
    /// The manifest's `truth`, as JSON text (a dictionary is not Sendable).
    private let truthText: Data

    var description: String { id }

    var truth: [String: Any] {
        (try? JSONSerialization.jsonObject(with: truthText)) as? [String: Any] ?? [:]
    }

    /// A stream of bits: it may begin at any bit of an octet.
    var isBitStream: Bool { layer == "CADU" || layer.hasPrefix("bit stream") }

    var octets: [UInt8] {
        get throws { try Array(Data(contentsOf: data)) }
    }

    // MARK: where they are

    static let packageRoot = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

    static let folder: URL = {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_RECORDINGS"] {
            return URL(fileURLWithPath: path)
        }
        return packageRoot.deletingLastPathComponent().appendingPathComponent("shared/recordings")
    }()

    static let fixtures = packageRoot.appendingPathComponent("Fixtures/recordings")

    static var isPresent: Bool {
        FileManager.default.fileExists(
            atPath: folder.appendingPathComponent("manifest.json").path)
    }

    /// Every labelled recording.
    static let all: [Recording] = {
        guard
            let text = try? Data(contentsOf: folder.appendingPathComponent("manifest.json")),
            let manifest = try? JSONSerialization.jsonObject(with: text) as? [String: Any],
            let entries = manifest["entries"] as? [[String: Any]]
        else { return [] }
        return entries.compactMap { entry in
            guard let id = entry["id"] as? String, let file = entry["file"] as? String,
                let layer = entry["layer"] as? String, let truth = entry["truth"],
                let truthText = try? JSONSerialization.data(withJSONObject: truth)
            else { return nil }
            return Recording(
                id: id, layer: layer, data: folder.appendingPathComponent(file),
                linkFile: fixtures.appendingPathComponent(id + ".yaml"), truthText: truthText)
        }
    }()
}
