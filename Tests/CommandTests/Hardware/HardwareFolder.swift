import Foundation
import Testing

/// A folder of `Hardware/`: a profile, and the recordings beside it in `Fixtures/`.
struct HardwareFolder: CustomStringConvertible, Sendable {
    let name: String

    var description: String { name }

    private static let package = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent()

    static let root = package.appendingPathComponent("Hardware").path

    /// Every profile there is: a new folder is found by itself.
    static let all: [HardwareFolder] = folders(in: root).map { HardwareFolder(name: $0) }

    static let generator = package.appendingPathComponent("scripts/make-hardware-fixtures").path

    static var hasPython: Bool {
        ["/usr/bin/python3", "/usr/local/bin/python3"]
            .contains(where: FileManager.default.isExecutableFile)
    }

    private static func folders(in path: String) -> [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { name in
            var isFolder: ObjCBool = false
            let exists = FileManager.default.fileExists(
                atPath: path + "/" + name, isDirectory: &isFolder)
            return exists && isFolder.boolValue
        }.sorted()
    }

    // MARK: its files

    var path: String { Self.root + "/" + name }
    var profile: String { path + "/profile.yaml" }

    /// The text of a file of it; nil where there is none.
    func text(_ name: String) -> String? {
        try? String(contentsOfFile: path + "/" + name, encoding: .utf8)
    }

    /// What it says behind a key at the top, on the same line or below.
    func lines(under key: String) -> [Substring] {
        let lines = (text("profile.yaml") ?? "").split(separator: "\n")
        guard let start = lines.firstIndex(where: { $0.hasPrefix(key + ":") }) else { return [] }
        let rest = lines[(start + 1)...].prefix { $0.hasPrefix(" ") || $0.hasPrefix("#") }
        return [lines[start].dropFirst(key.count + 1)] + rest
    }

    /// The kind of its source.
    var source: String {
        let words = lines(under: "source").map { $0.drop { $0 == " " || $0 == "{" } }
        return words.compactMap { $0.split(separator: ":").first }.map(String.init)
            .first { ["serial", "udp", "tcp", "usb"].contains($0) } ?? "none"
    }

    /// Vendor and product of each device it is for.
    var identifiers: [String] {
        let pattern = /[0-9a-f]{4}:[0-9a-f]{4}/
        return lines(under: "match").flatMap { line in
            line.matches(of: pattern).map { String($0.output) }
        }
    }

    /// Lines of its rules for udev that do something; nil where it has none.
    var rules: [Substring]? {
        text("70-feedhorn-\(name).rules").map { text in
            text.split(separator: "\n").filter { !$0.hasPrefix("#") }
        }
    }

    /// Its recordings.
    var fixtures: [String] {
        let root = Self.package.appendingPathComponent("Fixtures/" + name).path
        return Self.folders(in: root).map { root + "/" + $0 }
    }
}

/// A recording of a profile.
struct HardwareRecording: CustomStringConvertible, Sendable {
    let profile: HardwareFolder
    let path: String

    var description: String { "\(profile.name)/\((path as NSString).lastPathComponent)" }
    var capture: String { path + "/capture.pcapng" }
    var link: String { path + "/link.yaml" }

    /// Those that can be played without the device itself.
    static let playable = all.filter { $0.profile.source != "usb" }

    static let all: [HardwareRecording] = HardwareFolder.all.flatMap { profile in
        profile.fixtures.map { HardwareRecording(profile: profile, path: $0) }
    }

    var expected: [String: Any] {
        get throws {
            let data = try Data(contentsOf: URL(fileURLWithPath: path + "/expected.json"))
            return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
        }
    }

    /// All octets of it, one chunk behind the other.
    var octets: [UInt8] {
        get throws {
            let result = try Program.run("replay", "--speed", "max", "--to", "stdout", capture)
            #expect(result.status == 0)
            return Array(result.output)
        }
    }
}
