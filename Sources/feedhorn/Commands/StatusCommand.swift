import ArgumentParser
import QueryService

/// `feedhorn status`: how the daemon and its links are.
struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "status",
        abstract: "Show how the daemon and its links are.",
        discussion: "Exits with 3 where no daemon serves.")

    @Flag(name: .shortAndLong, help: "Again every second, until ^C.")
    var watch = false

    @Flag(name: .shortAndLong, help: "The daemon's JSON as it is.")
    var json = false

    @Option(
        help: ArgumentHelp(
            "Query socket; else FEEDHORN_SOCKET, else the system's or the user's.",
            valueName: "path"))
    var socket: String?

    /// Milliseconds between two looks.
    private static let interval: Int32 = 1_000
    /// Puts the cursor home; clears what is behind it on a line; clears what is below it.
    private static let home = "\u{1B}[H"
    private static let clearLine = "\u{1B}[K\n"
    private static let clearBelow = "\u{1B}[J"

    func run() throws {
        guard watch else { return Output.write(try text()) }
        Interruption.trap()
        let redraws = Output.isTerminal && !json
        if redraws { Output.write(StatusCommand.home + StatusCommand.clearBelow) }
        // Each turn shows the status once, until ^C.
        while !Interruption.hasCome {
            let text = try text()
            if redraws {
                let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
                Output.write(
                    StatusCommand.home + lines.joined(separator: StatusCommand.clearLine)
                        + StatusCommand.clearBelow)
            } else {
                Output.write(json ? text : text + "\n")
            }
            _ = Interruption.wait(milliseconds: StatusCommand.interval)
        }
    }

    private func text() throws -> String {
        let client = QueryClient(path: QuerySocket.path(socket))
        let octets: [UInt8]
        do {
            octets = try client.get("/v1/status")
        } catch {
            throw QuerySocket.complain(error)
        }
        if json {
            let text = String(decoding: octets, as: UTF8.self)
            return text.hasSuffix("\n") ? text : text + "\n"
        }
        guard let status = JSONNode(octets) else {
            throw Complaint.line("the daemon's status is no JSON", ExitStatus.unreachable)
        }
        return StatusText(status).text
    }
}
