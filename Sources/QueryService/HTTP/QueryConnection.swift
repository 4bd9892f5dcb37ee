import NIOCore
import NIOHTTP1
import TelemetryPipeline

/// One client's connection: reads requests, writes answers, carries streams.
///
/// Everything here happens on the service's event loop.
final class QueryConnection: ChannelInboundHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = ByteBuffer

    /// Written and not flushed: a system call for so much is worth its price.
    static let flushOctets = 256 * 1_024

    /// Where the connection stands between its requests, and since when.
    enum Phase {
        case idle(since: NIODeadline)
        case readingHead(since: NIODeadline)
        case streaming
        case replaying(HistoryReplay)
        case closing(since: NIODeadline)

        /// A head that comes now is answered. Pipelined ones come without octets of their own.
        var awaitsRequest: Bool {
            switch self {
            case .idle, .readingHead: true
            case .streaming, .replaying, .closing: false
            }
        }
    }

    unowned let hub: QueryHub
    private(set) var context: ChannelHandlerContext?
    var phase: Phase
    private var head: HTTPRequestHead?
    private(set) var hasBody = false
    var keepAlive = true
    var stream: PacketStream?
    var group: StreamGroup?
    var unflushed = 0
    var written = 0
    var stall = StallWatch()

    init(hub: QueryHub, now: NIODeadline) {
        self.hub = hub
        // A client that connects and sends nothing is as slow as one that sends half a head.
        phase = .readingHead(since: now)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        self.context = nil
    }

    func channelInactive(context: ChannelHandlerContext) {
        leaveStream()
        hub.remove(self)
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch QueryConnection.unwrapInboundIn(data) {
        case .head(let head):
            // Nobody can wait for an answer behind an endless one.
            guard phase.awaitsRequest else { return close() }
            self.head = head
            hasBody = false
        case .body(let octets):
            hasBody = hasBody || octets.readableBytes > 0
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if phase.awaitsRequest, error is HTTPParserError {
            keepAlive = false
            let tooLarge = (error as? HTTPParserError) == .headerOverflow
            refuse(
                tooLarge
                    ? RequestRefusal(431, "the request's head is too large")
                    : RequestRefusal(400, "this is no HTTP/1.1 request"), includingBody: true)
        }
        close()
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        // Later: a flush inside a loop over streams may be what brings this event.
        if context.channel.isWritable {
            context.eventLoop.assumeIsolated().execute { self.becameWritable() }
        }
        context.fireChannelWritabilityChanged()
    }

    /// The first octets of something arrived.
    func octetsArrived() {
        if case .idle = phase { phase = .readingHead(since: .now()) }
    }

    private func becameWritable() {
        guard isWritable else { return }
        switch phase {
        case .streaming:
            stream?.becameWritable()
            group?.resume()
        case .replaying(let replay): advance(replay)
        default: break
        }
    }
}
