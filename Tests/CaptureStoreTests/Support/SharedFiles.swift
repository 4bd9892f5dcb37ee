import Foundation

/// The reference validator and example, which are shared with other projects.
enum SharedFiles {
    /// `FEEDHORN_SHARED`, or the folder `shared` beside the package.
    static let root: URL = {
        if let path = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"] {
            return URL(fileURLWithPath: path)
        }
        var package = URL(fileURLWithPath: #filePath)
        for _ in 0..<4 { package.deleteLastPathComponent() }
        return package.deletingLastPathComponent().appendingPathComponent("shared")
    }()

    static var captureTools: URL { root.appendingPathComponent("capture") }

    /// The validator and a Python to run it are there.
    static let hasValidator: Bool =
        FileManager.default.fileExists(
            atPath: captureTools.appendingPathComponent("capture_check.py").path)
        && hasTool("python3")

    static func hasTool(_ name: String) -> Bool {
        (try? run("which", [name]).status) == 0
    }

    /// What a command printed on standard output, and its exit status.
    static func run(_ tool: String, _ arguments: [String]) throws -> (status: Int32, output: Data) {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = [tool] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = FileHandle.nullDevice
        try process.run()
        let output = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, output)
    }
}

/// A directory that goes away with the test.
final class TemporaryDirectory {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("capture-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Paths of the files in it, by name.
    var files: [String] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.sorted().map { path + "/" + $0 }
    }

    func file(_ name: String) -> String { path + "/" + name }

    func write(_ octets: [UInt8], to name: String) throws -> String {
        try Data(octets).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }
}

/// The octets of a file.
func octets(of path: String) throws -> [UInt8] {
    [UInt8](try Data(contentsOf: URL(fileURLWithPath: path)))
}
