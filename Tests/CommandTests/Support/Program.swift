import Foundation

/// The built program, run as a user runs it.
enum Program {
    /// `FEEDHORN_BINARY`, or the program beside the running tests; nil when it was not built.
    static let path: String? = {
        let named = ProcessInfo.processInfo.environment["FEEDHORN_BINARY"]
        let tests = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let beside = tests.map {
            URL(fileURLWithPath: $0).deletingLastPathComponent()
                .appendingPathComponent("feedhorn").path
        }
        return [named, beside].compactMap(\.self)
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }()

    static var isBuilt: Bool { path != nil }

    /// What a run gave.
    struct Result {
        var status: Int32
        var output: Data
        /// Standard error.
        var messages: String

        var text: String { String(decoding: output, as: UTF8.self) }
        /// Lines of standard error.
        var lines: [Substring] { messages.split(separator: "\n") }
    }

    struct NotBuilt: Error {}

    /// A process that is ready to run: its standard input is empty, its environment has nothing
    /// that changes what the program prints.
    static func process(_ arguments: [String], environment: [String: String] = [:]) throws
        -> Process
    {
        guard let path else { throw NotBuilt() }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: path)
        process.arguments = arguments
        var variables = ProcessInfo.processInfo.environment
        variables["FEEDHORN_SOCKET"] = nil
        process.environment = variables.merging(environment) { $1 }
        process.standardInput = FileHandle.nullDevice
        return process
    }

    /// Runs the program to its end.
    static func run(_ arguments: String..., environment: [String: String] = [:]) throws -> Result {
        try run(process(arguments, environment: environment))
    }

    /// Runs the program to its end.
    static func run(_ arguments: [String]) throws -> Result {
        try run(process(arguments))
    }

    /// Runs a shell command with the program as `$FEEDHORN`.
    static func shell(_ command: String) throws -> Result {
        let shell = try process(["-c", command], environment: ["FEEDHORN": path ?? ""])
        shell.executableURL = URL(fileURLWithPath: "/bin/bash")
        return try run(shell)
    }

    /// Output goes to files: a pipe that nobody empties would stop the program.
    private static func run(_ process: Process) throws -> Result {
        let folder = try Folder()
        let output = try folder.create("output")
        let messages = try folder.create("messages")
        process.standardOutput = output.handle
        process.standardError = messages.handle
        try process.run()
        process.waitUntilExit()
        return Result(
            status: process.terminationStatus,
            output: try Data(contentsOf: URL(fileURLWithPath: output.path)),
            messages: try String(contentsOfFile: messages.path, encoding: .utf8))
    }
}
