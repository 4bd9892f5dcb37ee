import FeedhornTestKit
import Foundation
import Testing

/// `feedhorn serve` with one serial link, the demo pass's.
final class RunningDaemon {
    let folder: Folder
    private let process: Process
    private let name: String

    struct NotStarted: Error {
        let messages: String
    }

    /// Questions asked before a state that does not come is given up: each takes some
    /// milliseconds, so this is many seconds.
    private static let attempts = 2_000

    /// Starts it; returns when its query socket answers.
    ///
    /// - Parameters:
    ///   - name: of its socket and log, where several run in one folder.
    ///   - radio: path of the terminal.
    ///   - link: its link file; the demo pass's if none is given.
    ///   - baud: as the file says it.
    convenience init(
        in folder: Folder, name: String = "station", radio: String, link: String = DemoLink.text,
        baud: String = "9600 Bd"
    ) throws {
        try self.init(
            in: folder, name: name,
            configuration: Self.configuration(folder, name, radio, link, baud))
    }

    /// Starts it with another configuration; capture and socket have to be where they are here.
    init(
        in folder: Folder, name: String = "station", configuration: String,
        environment: [String: String] = [:]
    ) throws {
        self.folder = folder
        self.name = name
        try folder.write(name + ".yaml", configuration)
        process = try Program.process(
            ["serve", "--config", folder.file(name + ".yaml")], environment: environment)
        process.standardError = try folder.create(name + ".log").handle
        process.standardOutput = FileHandle.nullDevice
        try process.run()
        try wait { try self.status() != nil }
    }

    deinit {
        if process.isRunning { kill() }
    }

    static func configuration(
        _ folder: Folder, _ name: String, _ radio: String, _ link: String = DemoLink.text,
        _ baud: String = "9600 Bd"
    ) -> String {
        let link = link.split(separator: "\n", omittingEmptySubsequences: false)
            .filter { !$0.hasPrefix("feedhorn:") }.map { "    " + $0 }.joined(separator: "\n")
        return """
            feedhorn: 1
            station: {name: \(name)}
            capture: {directory: \(folder.file(name + "-capture"))}
            query: {socket: \(folder.file(name + ".sock"))}
            links:
              - source: {serial: {path: \(radio), baud: \(baud)}}
            \(link)

            """
    }

    /// What the process has of the system.
    struct Resources {
        var descriptors: Int
        /// Resident.
        var kibibytes: Int
    }

    func resources() throws -> Resources {
        let place = "/proc/\(process.processIdentifier)"
        let status = try String(contentsOfFile: place + "/status", encoding: .utf8)
        let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
        let number = line?.split(separator: " ").compactMap { Int($0) }.first
        return Resources(
            descriptors: try FileManager.default.contentsOfDirectory(atPath: place + "/fd").count,
            kibibytes: try #require(number))
    }

    var log: String {
        (try? String(contentsOfFile: folder.file(name + ".log"), encoding: .utf8)) ?? ""
    }

    /// The first link as `status -j` shows it; nil while the daemon does not answer.
    func status() throws -> [String: Any]? {
        let result = try Program.run("status", "-j", "--socket", folder.file(name + ".sock"))
        guard result.status == 0 else { return nil }
        let status = try JSONSerialization.jsonObject(with: result.output) as? [String: Any]
        return (status?["links"] as? [[String: Any]])?.first
    }

    /// Octets of the link under `counter` (received, written, durable).
    func octets(_ counter: String) throws -> Int {
        (try status()?[counter] as? [String: Int])?["octets"] ?? -1
    }

    /// Asks until it is so.
    func wait(until condition: () throws -> Bool) throws {
        for _ in 0..<Self.attempts {
            if try condition() { return }
            guard process.isRunning else { break }
        }
        throw NotStarted(messages: log)
    }

    /// As the kernel's out-of-memory killer does it.
    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func stop() -> Int32 {
        process.terminate()
        process.waitUntilExit()
        return process.terminationStatus
    }

    /// Segments in the order of their names.
    func segments() throws -> [String] {
        let capture = folder.file(name + "-capture")
        return try FileManager.default.contentsOfDirectory(atPath: capture).sorted()
            .map { capture + "/" + $0 }
    }
}
