import ArgumentParser
import Devices
import QueryService
import TelemetryLink
import TelemetryPipeline

/// `feedhorn listen`: packets as the daemon receives them.
struct ListenCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "listen",
        abstract: "Show packets as they are received.",
        discussion: """
            FILTER is as in `feedhorn listen vcid == 1 and apid in 100..120,2045`; quote it where \
            the shell would read it. Idle packets come only where the filter names idle. \
            line is a short line per packet, json every object of the stream (packets, gaps, \
            events, losses), raw the packets themselves. Exits with 0 at ^C and after -n \
            packets, 3 where no daemon serves, 4 after --timeout without a packet.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable {
        case line, json, raw
    }

    @Argument(help: "Which packets; all without it.")
    var filter: [String] = []

    @Option(name: [.customShort("n"), .customLong("count")], help: "End after so many packets.")
    var count: Int?

    @Option(name: [.customShort("o"), .customLong("output")], help: "line, json or raw.")
    var output = Format.line

    @Option(help: ArgumentHelp("Packets of this link only.", valueName: "name"))
    var link: String?

    @Option(
        help: ArgumentHelp(
            "Query socket; else FEEDHORN_SOCKET, else the system's or the user's.",
            valueName: "path"))
    var socket: String?

    @Flag(inversion: .prefixedNo, help: "Live packets; else those that the daemon has kept.")
    var follow = true

    @Option(help: ArgumentHelp("End after so many seconds without a packet.", valueName: "s"))
    var timeout: Double?

    func validate() throws {
        if let count, count < 1 { throw ValidationError("-n \(count): expected 1 or more") }
        if let timeout, !(0.001...1e6).contains(timeout) {
            throw ValidationError("--timeout \(timeout): expected 0.001 to 1000000 s")
        }
        if let link, LinkName(link) == nil {
            throw ValidationError("--link '\(link)': no name of a link")
        }
    }

    private var filterText: String { filter.joined(separator: " ") }

    func run() throws {
        try checkFilter()
        Interruption.trap()
        let session = ListenSession(output, timeout: timeout.map { .seconds($0) })
        session.watch()
        var client = QueryClient(path: QuerySocket.path(socket))
        if output == .raw { client.silenceTimeout = nil }
        let response: QueryResponse
        do {
            response = try client.get(target) { octets in
                session.take(octets)
                return true
            }
        } catch {
            throw QuerySocket.complain(error)
        }
        if let dropped = response.droppedPackets, dropped > 0 {
            throw Complaint.line("too slow: \(dropped) packets dropped", ExitStatus.gaps)
        }
        guard follow, output == .raw || session.packets < count ?? .max else { return }
        if output == .raw, count != nil { return }
        throw Complaint.line("the daemon ended the stream", ExitStatus.unreachable)
    }

    /// The daemon would refuse it as well, but need not be asked.
    private func checkFilter() throws {
        do {
            _ = try PacketFilter(filterText, now: Clocks.now().utc)
        } catch {
            throw Complaint.line("filter '\(filterText)': \(error)", ExitStatus.usage)
        }
    }

    /// Path and query of the request.
    private var target: String {
        var target = "/v1/packets?follow=\(follow)"
        target += "&format=\(output == .raw ? "raw" : "ndjson")"
        if output == .line { target += "&classes=packet" }
        if !filterText.isEmpty { target += "&filter=" + QueryClient.encoded(filterText) }
        if let link { target += "&link=" + QueryClient.encoded(link) }
        if let count { target += "&n=\(count)" }
        return target
    }
}
