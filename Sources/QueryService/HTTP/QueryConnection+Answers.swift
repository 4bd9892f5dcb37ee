import NIOCore
import NIOHTTP1
import TelemetryPipeline

/// What a request is answered with.
extension QueryConnection {
    func answer(_ head: HTTPRequestHead) {
        hub.statistics.answered()
        keepAlive = head.isKeepAlive && !hasBody
        let includingBody = head.method != .HEAD
        guard !hasBody else {
            return refuse(
                RequestRefusal(413, "requests have no body here"), includingBody: includingBody)
        }
        do {
            let route = try Route(
                method: head.method.rawValue, target: head.uri, now: WallClock.now())
            switch route {
            case .packets(let query):
                try answer(query, version: head.version, includingBody: includingBody)
            case .status: respond(200, hub.statusObject().line, includingBody: includingBody)
            case .links: respond(200, hub.linksObject().line, includingBody: includingBody)
            case .version: respond(200, hub.versionObject().line, includingBody: includingBody)
            }
        } catch {
            refuse(error, includingBody: includingBody)
        }
    }

    func refuse(_ refusal: RequestRefusal, includingBody: Bool) {
        respond(
            refusal.status, refusal.object.line, allow: refusal.allow,
            includingBody: includingBody)
    }

    private func respond(
        _ status: Int, _ body: [UInt8], allow: String? = nil, includingBody: Bool
    ) {
        let head = ResponseHead(
            status: status, contentType: ResponseHead.json, body: .octets(body.count),
            keepAlive: keepAlive, allow: allow)
        var buffer = ByteBuffer()
        head.write(to: &buffer)
        if includingBody { buffer.writeBytes(body) }
        write(framed: buffer)
        finishResponse()
    }

    private func answer(
        _ query: PacketsQuery, version: HTTPVersion, includingBody: Bool
    ) throws(RequestRefusal) {
        guard version.major == 1, version.minor >= 1 else {
            throw RequestRefusal(505, "a stream needs HTTP/1.1")
        }
        let head = ResponseHead(
            status: 200,
            contentType: query.format == .raw ? ResponseHead.raw : ResponseHead.ndjson,
            body: .chunked, keepAlive: keepAlive, announcesTrailer: query.format == .raw)
        guard includingBody else {
            write(head)
            return finishResponse()
        }
        guard query.follow else {
            write(head)
            let replay = hub.replay(query)
            phase = .replaying(replay)
            return advance(replay)
        }
        let stream = PacketStream(query, outlet: self, now: .now())
        guard let group = hub.group(for: query) else {
            throw RequestRefusal(503, "no further stream can be served now")
        }
        write(head)
        self.stream = stream
        self.group = group
        phase = .streaming
        hub.statistics.streaming(1)
        group.add(stream)
        // Last: who sees the head gets every packet from now on.
        flush()
    }

    private func write(_ head: ResponseHead) {
        var buffer = ByteBuffer()
        head.write(to: &buffer)
        write(framed: buffer)
    }

    func advance(_ replay: HistoryReplay) {
        _ = replay.write(to: self, from: hub.history)
    }

    func finishResponse() {
        flush()
        if keepAlive {
            phase = .idle(since: .now())
        } else {
            closeAfterWrites()
        }
    }
}
