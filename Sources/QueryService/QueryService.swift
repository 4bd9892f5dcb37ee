public import Logging
public import TelemetryPipeline
import NIOCore
import NIOHTTP1
import NIOPosix
import Synchronization

/// The query socket: HTTP/1.1 on a Unix socket, for any language and `curl --unix-socket`.
///
/// `docs/query.md` describes what it serves.
public final class QueryService: Sendable {
    /// What the service counts.
    public let statistics = QueryStatistics()

    private struct Running {
        var group: MultiThreadedEventLoopGroup
        var hub: NIOLoopBound<QueryHub>
        var channel: any Channel
        var socket: ListeningSocket?
    }

    private enum State {
        case new
        case starting
        case running(Running)
        case stopped
    }

    private let configuration: QueryServiceConfiguration
    private let router: PacketRouter
    private let providers: QueryProviders
    private let logger: Logger
    private let state = Mutex(State.new)

    /// A service that is not started.
    public init(
        _ configuration: QueryServiceConfiguration, router: PacketRouter,
        providers: QueryProviders, logger: Logger
    ) {
        self.configuration = configuration
        self.router = router
        self.providers = providers
        self.logger = logger
    }

    /// Binds the socket and serves. When it returns, clients can connect.
    public func start() async throws(QueryServiceError) {
        let isFirst = state.withLock { state in
            guard case .new = state else { return false }
            state = .starting
            return true
        }
        guard isFirst else { throw .alreadyStarted }
        do {
            let running = try await launch()
            state.withLock { $0 = .running(running) }
        } catch {
            state.withLock { $0 = .new }
            throw error
        }
        logger.info("query service started", metadata: ["socket": "\(configuration.socket)"])
    }

    private func launch() async throws(QueryServiceError) -> Running {
        let socket: ListeningSocket?
        let descriptor: CInt
        switch configuration.socket {
        case .inherited(let inherited):
            (socket, descriptor) = (nil, inherited)
        case .path(let path):
            let listening = try ListeningSocket(
                path: path, mode: configuration.mode, group: configuration.group)
            (socket, descriptor) = (listening, listening.descriptor)
        }
        // One thread: a tenth of a core serves a hundred clients, and one loop needs no lock.
        let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
        var started: NIOLoopBound<QueryHub>?
        do {
            let hub = try await makeHub(on: group.next())
            started = hub
            let channel = try await bootstrap(group, hub).withBoundSocket(descriptor).get()
            return Running(group: group, hub: hub, channel: channel, socket: socket)
        } catch {
            if let hub = started {
                try? await group.next().flatSubmit { hub.value.shutDown() }.get()
            }
            socket?.release()
            try? await group.shutdownGracefully()
            throw .listening(String(describing: error))
        }
    }

    private func makeHub(on loop: any EventLoop) async throws -> NIOLoopBound<QueryHub> {
        let (configuration, providers) = (configuration, providers)
        let (router, statistics) = (router, statistics)
        return try await loop.submit {
            let hub = QueryHub(
                configuration, providers: providers, router: router, statistics: statistics,
                loop: loop)
            hub.start()
            return NIOLoopBound(hub, eventLoop: loop)
        }.get()
    }

    private func bootstrap(
        _ group: MultiThreadedEventLoopGroup, _ hub: NIOLoopBound<QueryHub>
    ) -> ServerBootstrap {
        let limits = configuration.limits
        let waterMark = ChannelOptions.Types.WriteBufferWaterMark(
            low: limits.writeBufferLow, high: limits.writeBufferHigh)
        return ServerBootstrap(group: group)
            .childChannelOption(.writeBufferWaterMark, value: waterMark)
            .childChannelOption(.socketOption(.so_sndbuf), value: limits.sendBuffer)
            .childChannelOption(.allowRemoteHalfClosure, value: false)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try QueryService.configure(channel, hub: hub.value, limits)
                }
            }
    }

    private static func configure(
        _ channel: any Channel, hub: QueryHub, _ limits: QueryServiceConfiguration.Limits
    ) throws {
        let connection = QueryConnection(hub: hub, now: .now())
        guard hub.add(connection) else { throw ChannelError.eof }
        // From here on the connection counts; it leaves when its channel becomes inactive.
        var decoding = NIOHTTPDecoderLimitConfiguration()
        decoding.maxHeaderFieldSize = limits.headerField
        decoding.maxHeaderListSize = limits.headerList
        decoding.maxHeaderFieldCount = limits.headerFields
        let decoder = HTTPRequestDecoder(
            leftOverBytesStrategy: .dropBytes, limitConfiguration: decoding)
        try channel.pipeline.syncOperations.addHandlers([
            ArrivalWatch(connection), ByteToMessageHandler(decoder), connection,
        ])
    }

    /// Ends all streams in order, closes all connections and gives the socket back. Returns when
    /// nothing of the service is left.
    public func shutdown() async {
        let running: Running? = state.withLock { state in
            guard case .running(let running) = state else { return nil }
            state = .stopped
            return running
        }
        guard let running else { return }
        let loop = running.group.next()
        // Producers first, the group last; a channel that fails to close is closed anyway.
        try? await running.channel.close().get()
        let hub = running.hub
        try? await loop.flatSubmit { hub.value.shutDown() }.get()
        try? await running.group.shutdownGracefully()
        running.socket?.release()
        logger.info("query service stopped")
    }
}
