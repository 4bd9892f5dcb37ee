import NIOCore

/// How octets leave.
extension QueryConnection: StreamOutlet {
    var isWritable: Bool { context?.channel.isWritable ?? false }

    func write(framed: ByteBuffer) {
        guard let context else { return }
        unflushed += framed.readableBytes
        written += framed.readableBytes
        context.write(QueryConnection.wrapOutboundOut(framed), promise: nil)
        if unflushed >= QueryConnection.flushOctets { flush() }
    }

    func flush() {
        guard unflushed > 0 else { return }
        unflushed = 0
        context?.flush()
    }

    func endStream(trailer: UInt64?) {
        var end = ByteBuffer()
        if let trailer {
            end.writeString("0\r\n\(ResponseHead.droppedTrailer): \(trailer)\r\n\r\n")
        } else {
            end.writeString(StreamChunk.end)
        }
        write(framed: end)
        leaveStream()
        // What was lost ends the connection too: the client is cut off.
        if trailer != nil { keepAlive = false }
        finishResponse()
    }

    func leaveStream() {
        guard let stream else { return }
        stream.abandon()
        group?.remove(stream)
        hub.statistics.streaming(-1)
        self.stream = nil
        if let group { hub.leave(group) }
        group = nil
    }
}
