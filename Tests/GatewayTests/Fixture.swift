import CaptureStore
import Foundation
import LinkConfiguration
import TelemetryLink
import Testing

/// A recorded pass with its expected result: a folder `Fixtures/<link>/<name>`.
struct Fixture: CustomStringConvertible, Sendable {
    let folder: URL

    var description: String {
        folder.pathComponents.suffix(2).joined(separator: "/")
    }

    var capture: URL { folder.appendingPathComponent("capture.pcapng") }
    var link: URL { folder.appendingPathComponent("link.yaml") }

    var expectedText: String {
        get throws {
            try String(contentsOf: folder.appendingPathComponent("expected.json"), encoding: .utf8)
        }
    }

    /// What has to come out; the marks that say who agrees are no part of it.
    var expected: [String: Any] {
        get throws {
            let object = try JSONSerialization.jsonObject(with: Data(expectedText.utf8))
            return try #require(object as? [String: Any]).filter { !Self.marks.contains($0.key) }
        }
    }

    private static let marks: Set = ["confirmed", "confirmedBy", "confirmedKeys"]

    /// Somebody else than this decoder says so, too. The truth of a generator needs no mark.
    var isConfirmed: Bool {
        get throws {
            let object = try JSONSerialization.jsonObject(with: Data(expectedText.utf8))
            return (object as? [String: Any])?["confirmed"] as? Bool ?? true
        }
    }

    /// Each chunk is a record: played through a line that joins them, it is another recording.
    var needsBorders: Bool {
        get throws {
            guard case .opaque = try LinkFile.load(link.path).parameters.framing else {
                return false
            }
            return true
        }
    }

    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures")

    static let demo = Fixture(
        folder: root.appendingPathComponent("uhf-demo/pass-with-faults"))

    /// Every fixture there is: a new folder is found by itself.
    static let all: [Fixture] = {
        let files = FileManager.default
        let links =
            (try? files.contentsOfDirectory(at: root, includingPropertiesForKeys: nil)) ?? []
        return links.flatMap { link in
            (try? files.contentsOfDirectory(at: link, includingPropertiesForKeys: nil)) ?? []
        }
        .filter { files.fileExists(atPath: $0.appendingPathComponent("link.yaml").path) }
        .sorted { $0.path < $1.path }
        .map { Fixture(folder: $0) }
    }()

    static func forEachChunk(of path: String, _ body: (CaptureChunk) throws -> Void) throws {
        let reader = try CaptureReader(path: path)
        while let record = try reader.next() {
            if case .chunk(let chunk) = record { try body(chunk) }
        }
        #expect(reader.report.state == .complete)
    }

    /// Everything that `expected` says, `found` says too.
    static func contains(_ found: Any, _ expected: Any) -> Bool {
        if let expected = expected as? [String: Any] {
            guard let found = found as? [String: Any] else { return false }
            return expected.allSatisfy { contains(found[$0.key] as Any, $0.value) }
        }
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
        let texts = [found, expected].map {
            try? JSONSerialization.data(withJSONObject: $0, options: options)
        }
        return texts[0] != nil && texts[0] == texts[1]
    }
}
