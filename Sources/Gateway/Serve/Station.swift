import CaptureStore
import Devices
import Glibc
public import LinkConfiguration
public import Logging
import QueryService
public import TelemetryLink
import TelemetryPipeline

/// A running ground station: capture, links, sinks and the query socket, as its configuration
/// has them.
///
/// Octets go down: receiver → capture queue → decoder → router → sinks and subscribers. What is
/// lower is started first and stopped last.
public final class Station: Sendable {
    private let configuration: StationConfiguration
    private let logger: Logger
    private let version: String
    private let router = PacketRouter()
    private let journal: StationJournal
    private let capture: CaptureWriter?
    private let runtimes: [LinkRuntime]
    private let receivers: [LinkReceiver]
    private let sinks: StationSinks
    private let query: QueryService?
    private let supervision = LinkSupervision()

    /// Opens capture and sinks, and makes everything else ready; nothing is received yet.
    public init(
        _ configuration: StationConfiguration, version: String, logger: Logger
    ) throws(StationError) {
        let configuration = configuration.withLinkForEachPeer
        self.configuration = configuration
        self.version = version
        self.logger = logger
        let journal = StationJournal(logger, router)
        self.journal = journal
        let names = try Station.names(configuration)
        let keys = try Station.keys(configuration)
        let capture = try StationCapture.open(configuration, version: version, journal)
        if let capture { journal.setCapture(capture) }
        self.capture = capture
        let sinks = try StationSinks(configuration, journal: journal, capture: capture)
        self.sinks = sinks
        var runtimes: [LinkRuntime] = []
        for (index, link) in configuration.links.enumerated() {
            runtimes.append(
                LinkRuntime(
                    link, keys: keys[index], name: names[index], index: index,
                    capture: capture, router: router, journal: journal))
        }
        self.runtimes = runtimes
        receivers = Station.receivers(configuration, runtimes)
        query = Station.query(
            configuration, router,
            StationStatus(configuration, version, capture, runtimes, sinks), logger)
    }

    /// Starts the sinks, opens the query socket, and starts to receive.
    public func start() async throws(StationError) {
        try sinks.start(router)
        if let query {
            do {
                try await query.start()
            } catch {
                throw .query("\(error)")
            }
        }
        for receiver in receivers {
            do {
                try receiver.start()
            } catch {
                throw .receiver("\(error)")
            }
        }
        supervision.start(runtimes)
        journal.note(
            .configChange, 6,
            "station \(configuration.station.name) started, feedhorn \(version), "
                + "\(runtimes.count) links")
    }

    /// Stops in the order of the octets' way, so that everything received is written, decoded,
    /// handed on, and ended well.
    ///
    /// - Returns: whether the capture has its proven end.
    @discardableResult
    public func stop() async -> Bool {
        supervision.stop()
        for receiver in receivers { receiver.stop() }
        for runtime in runtimes { runtime.finish() }
        journal.note(.configChange, 6, "station \(configuration.station.name) stops")
        sinks.stop()
        await query?.shutdown()
        router.close()
        return capture?.close() ?? true
    }

    /// The books of every link at this moment.
    public var balances: [String: LinkBalance] {
        Dictionary(
            runtimes.map { ($0.name.description, $0.balance) }, uniquingKeysWith: { $1 })
    }

    // MARK: parts

    private static func names(
        _ configuration: StationConfiguration
    ) throws(StationError) -> [LinkName] {
        var names: [LinkName] = []
        for link in configuration.links { names.append(try name(of: link)) }
        return names
    }

    static func name(of link: LinkFile) throws(StationError) -> LinkName {
        guard let name = LinkName(link.parameters.name) else {
            throw .configuration(
                "\(link.places.name): '\(link.parameters.name)' is no name of a link, expected "
                    + "letters, digits, '.', '_' and '-', at most \(LinkName.maximumLength)")
        }
        return name
    }

    /// By link, in the order of the configuration.
    private static func keys(
        _ configuration: StationConfiguration
    ) throws(StationError) -> [LinkKeyring] {
        var keys: [LinkKeyring] = []
        for link in configuration.links { keys.append(try Station.keys(of: link)) }
        return keys
    }

    static func keys(of link: LinkFile) throws(StationError) -> LinkKeyring {
        do throws(ConfigurationError) {
            return try LinkKeyring(link)
        } catch {
            throw .configuration("\(error)")
        }
    }

    private static func receivers(
        _ configuration: StationConfiguration, _ runtimes: [LinkRuntime]
    ) -> [LinkReceiver] {
        var shared: [SourcePosition: TCPPortSharing] = [:]
        return zip(configuration.links, runtimes).compactMap { link, runtime in
            guard let source = link.source else { return nil }
            var sharing: TCPPortSharing?
            if case .tcp(.listen(let tcp)) = source, tcp.peers > 1 {
                sharing = shared[link.places.source, default: TCPPortSharing()]
                shared[link.places.source] = sharing
            }
            return LinkReceiver(
                name: runtime.name.description,
                source: ReceiverSource(source, link.parameters, sharing: sharing),
                handler: { runtime.receive($0, $1, $2) }, onEvent: { runtime.handle($0) },
                verified: runtime.verifiedCount)
        }
    }

    private static func query(
        _ configuration: StationConfiguration, _ router: PacketRouter, _ status: StationStatus,
        _ logger: Logger
    ) -> QueryService? {
        guard configuration.query.isEnabled else { return nil }
        var settings = QueryServiceConfiguration(socket: .path(configuration.query.socket))
        settings.mode = UInt32(configuration.query.mode)
        settings.group = configuration.query.group?.value
        settings.version = status.version
        return QueryService(
            settings, router: router,
            providers: QueryProviders(status: { status.object }, links: { status.links }),
            logger: logger)
    }
}
