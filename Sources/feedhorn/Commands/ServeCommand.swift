import ArgumentParser
import Gateway
import LinkConfiguration
import Logging
import UnixSignals

/// `feedhorn serve`: the daemon.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Run the gateway.",
        discussion: """
            Receives, captures, decodes and serves as the station configuration says, until \
            SIGTERM or SIGINT. Messages go to standard error.
            """)

    @Option(name: [.short, .customLong("config")], help: "Station configuration.")
    var config = StationConfiguration.defaultPath

    @OptionGroup var profiles: ProfileOptions

    @Option(help: "Least severe messages to log: debug, info, notice, warning or error.")
    var logLevel = "info"

    func run() async throws {
        // Trapped before anything is opened: a signal during start-up must not leave it half done.
        let signals = await UnixSignalsSequence(trapping: .sigterm, .sigint, .sighup)
        var logger = Logger(label: "feedhorn") { StreamLogHandler.standardError(label: $0) }
        guard let level = Logger.Level(rawValue: logLevel) else {
            throw ValidationError("'\(logLevel)' is no log level")
        }
        logger.logLevel = level
        let station = try open(logger)
        let manager = ServiceManager()
        do {
            try await station.start()
        } catch {
            await station.stop()
            throw ServeCommand.complaint(error)
        }
        manager.ready("receiving")
        await waitForEnd(signals, logger)
        manager.stopping()
        if !(await station.stop()) {
            throw Complaint.line("the capture could not be ended well", ExitStatus.gaps)
        }
    }

    private func waitForEnd(_ signals: UnixSignalsSequence, _ logger: Logger) async {
        for await signal in signals {
            guard signal == .sighup else {
                logger.notice("stopping", metadata: ["signal": "\(signal)"])
                return
            }
            logger.warning("the configuration is read at start only: restart to change it")
        }
    }

    private func open(_ logger: Logger) throws -> Station {
        let configuration: StationConfiguration
        do {
            configuration = try StationConfiguration.load(config, profiles: profiles.path)
        } catch {
            throw Complaint.configuration(error)
        }
        do {
            return try Station(configuration, version: Version.text, logger: logger)
        } catch {
            throw ServeCommand.complaint(error)
        }
    }

    /// Only a configuration error stays one however often the station is started again: a disk may
    /// be mounted later, an address come up, a lock be let go.
    private static func complaint(_ error: any Error) -> ExitCode {
        let isForGood =
            if case .configuration? = (error as? StationError) { true } else { false }
        return Complaint.line("\(error)", isForGood ? ExitStatus.usage : ExitStatus.gaps)
    }
}
