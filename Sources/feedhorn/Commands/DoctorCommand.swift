import ArgumentParser
import Gateway
import LinkConfiguration
import OrderedJSON
import QueryService

/// `feedhorn doctor`: is everything ready for a pass?
struct DoctorCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "doctor",
        abstract: "Check before a pass that everything is ready.",
        discussion: """
            Configuration, keys, devices and who has them, ports, disks, clock, query socket, and \
            a test through the decoder and the files, a line each. What a running daemon holds \
            counts as fine. Run it as the user who runs the daemon. Exits with 0 when nothing \
            failed, 1 when something did, 2 when the configuration is wrong.
            """)

    @Option(name: [.short, .customLong("config")], help: "Station configuration.")
    var config = StationConfiguration.defaultPath

    @OptionGroup var profiles: ProfileOptions

    @Option(help: ArgumentHelp("Hours for which the disk shall last.", valueName: "n"))
    var hours = 24.0

    @Flag(name: .shortAndLong, help: "Print the findings as JSON.")
    var json = false

    func validate() throws {
        guard hours > 0, hours <= 100_000 else {
            throw ValidationError("--hours \(hours): expected more than 0, at most 100000")
        }
    }

    func run() throws {
        let station: StationConfiguration
        do {
            station = try StationConfiguration.load(
                config, profiles: profiles.path, filterProblem: StationFilters.problem)
        } catch {
            throw Complaint.configuration(error)
        }
        let (daemon, unanswered) = ask(station)
        var findings = Doctor(
            station, hours: hours, host: .now(), daemon: daemon, unanswered: unanswered
        ).findings()
        findings += SelfTest.findings(station)
        let isFine = !findings.contains { $0.outcome == .fail }
        if json {
            Output.write(object(findings, isFine).encoded(indented: true) + "\n")
        } else {
            Output.write(findings.map { colour($0) + "\n" }.joined())
        }
        if !isFine { throw ExitStatus.gaps }
    }

    private func ask(_ station: StationConfiguration) -> (DaemonView?, QueryClientError?) {
        guard station.query.isEnabled else { return (nil, nil) }
        do throws(QueryClientError) {
            return (try DaemonView.ask(station.query.socket), nil)
        } catch {
            return (nil, error)
        }
    }

    private func colour(_ finding: DoctorFinding) -> String {
        switch finding.outcome {
        case .ok: finding.line
        case .warn: Colour.yellow(finding.line)
        case .fail: Colour.red(finding.line)
        }
    }

    private func object(_ findings: [DoctorFinding], _ isFine: Bool) -> JSONValue {
        .object([
            .init("fine", .bool(isFine)),
            .init(
                "findings",
                .array(
                    findings.map {
                        .object([
                            .init("outcome", .string($0.outcome.rawValue)),
                            .init("subject", .string($0.subject)),
                            .init("text", .string($0.text)),
                            .init("fix", $0.fix.map { .string($0) } ?? .null),
                        ])
                    })),
        ])
    }
}
