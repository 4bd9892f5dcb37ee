import Foundation
import LinkConfiguration
import QueryService

@testable import Gateway

/// A station in a folder of its own, and what the doctor says of it.
struct DoctorStation {
    let folder: TemporaryFolder
    var capture = ""
    var query = ""
    var sinks = ""
    var links = ""
    var hours = 1.0
    var daemon: DaemonView?
    var unanswered: QueryClientError?
    /// A machine on which all is well.
    var host = HostView(
        clock: .init(isSynchronized: true, seconds: 2_000), built: 1_000,
        processes: ["chronyd"], largestReceiveBuffer: 16 << 20)

    init() throws {
        folder = try TemporaryFolder()
        capture = folder.path
        query = folder.path + "/q.sock"
    }

    func findings() throws -> [DoctorFinding] {
        let text = """
            feedhorn: 1
            station: {name: test}
            capture: {directory: \(capture)}
            query: {socket: \(query)}
            \(sinks.isEmpty ? "" : "sinks:\n\(sinks)")
            \(links.isEmpty ? "" : "links:\n\(links)")

            """
        let path = folder.path + "/station.yaml"
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        let configuration = try StationConfiguration.load(path)
        return Doctor(
            configuration, hours: hours, host: host, daemon: daemon, unanswered: unanswered
        ).findings()
    }

    /// What is said of one subject.
    func findings(of subject: String) throws -> [DoctorFinding] {
        try findings().filter { $0.subject == subject }
    }

    /// The worst that is said of a subject.
    func worst(of subject: String) throws -> DoctorFinding? {
        let order: [DoctorFinding.Outcome] = [.ok, .warn, .fail]
        return try findings(of: subject).max {
            order.firstIndex(of: $0.outcome) ?? 0 < order.firstIndex(of: $1.outcome) ?? 0
        }
    }

    static func serial(_ path: String, more: String = "") -> String {
        "  - {name: a, source: {serial: {path: \(path), baud: 9600 Bd}}, framing: packets\(more)}"
    }
}
