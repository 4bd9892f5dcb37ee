import ArgumentParser
import Glibc

/// `feedhorn`: the telemetry gateway and its tools.
@main
struct FeedhornCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedhorn",
        abstract: "Telemetry gateway for spacecraft and rovers.",
        discussion: """
            Standard output carries data, standard error messages.
            Exit codes: 0 fine, 1 gaps or bad data found, 2 usage or configuration, \
            3 daemon not reachable, 4 timeout, 5 integrity failure.
            """,
        version: Version.text,
        subcommands: [
            ServeCommand.self, CheckCommand.self, DecodeCommand.self, CaptureCommand.self,
            RecordCommand.self, FixtureCommand.self, ReplayCommand.self, FakeCommand.self,
            ListenCommand.self, StatusCommand.self, DevicesCommand.self, ProfileCommand.self,
            IdentifyCommand.self, DoctorCommand.self, VersionCommand.self,
        ]
    )

    static func main() async {
        // A reader that has gone is a result of `write`, not the end of the process.
        signal(SIGPIPE, SIG_IGN)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            end(with: error)
        }
    }

    /// Ends the process as `error` asks; what the parser refuses has the exit code for usage.
    private static func end(with error: any Error) -> Never {
        if let code = error as? ExitCode { Glibc.exit(code.rawValue) }
        guard exitCode(for: error) == .success else {
            Output.plain(fullMessage(for: error))
            Glibc.exit(ExitStatus.usage.rawValue)
        }
        Output.write(fullMessage(for: error) + "\n")
        Glibc.exit(ExitStatus.fine.rawValue)
    }
}
