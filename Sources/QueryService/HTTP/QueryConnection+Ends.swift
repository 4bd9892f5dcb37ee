import NIOCore

/// How a connection ends, by itself or because it was too slow.
extension QueryConnection {
    func close() {
        context?.close(promise: nil)
    }

    /// Closes when everything written was sent.
    func closeAfterWrites() {
        phase = .closing(since: .now())
        guard let context else { return }
        let bound = NIOLoopBound(self, eventLoop: context.eventLoop)
        context.writeAndFlush(QueryConnection.wrapOutboundOut(ByteBuffer()))
            .whenComplete { _ in bound.value.close() }
    }

    /// The response that is going on is the last one.
    func announceShutdown() {
        keepAlive = false
    }

    /// Closes, unless an answer is still on its way.
    func shutDown() {
        switch phase {
        case .idle, .readingHead: closeAfterWrites()
        case .streaming, .replaying, .closing: break
        }
    }

    /// Closes the connection if it has been too slow.
    func sweep(_ timeouts: QueryServiceConfiguration.Timeouts, now: NIODeadline) {
        if hasStalled(timeouts, now: now) { return close() }
        switch phase {
        case .idle(let since):
            if now - since >= TimeAmount(timeouts.keepAlive) { close() }
        case .readingHead(let since):
            guard now - since >= TimeAmount(timeouts.head) else { return }
            keepAlive = false
            refuse(
                RequestRefusal(408, "the request's head did not come in time"),
                includingBody: true)
        case .streaming, .replaying: break
        case .closing(let since):
            if now - since >= TimeAmount(timeouts.writeStall) { close() }
        }
    }

    private func hasStalled(
        _ timeouts: QueryServiceConfiguration.Timeouts, now: NIODeadline
    ) -> Bool {
        let option = ChannelOptions.bufferedWritableBytes
        let waiting = (try? context?.channel.syncOptions?.getOption(option)) ?? 0
        return stall.hasStalled(
            sent: written - waiting, waiting: waiting, now: now,
            limit: TimeAmount(timeouts.writeStall))
    }
}
