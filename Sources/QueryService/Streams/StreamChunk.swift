import NIOCore
import TelemetryPipeline

/// Encoded records, framed as one chunk of a chunked body (RFC 9112 §7.1), ready to be written
/// to any number of connections: `c800\r\n` + body + `\r\n`.
struct StreamChunk {
    /// Room in front of the body for its length: eight hex digits and a line end.
    static let prefixRoom = 10
    static let end = "0\r\n\r\n"

    let framed: ByteBuffer
    /// Records in it.
    let count: DropCount
    /// The end in the body of each packet.
    fileprivate let packetEnds: [Int]
    fileprivate let body: ByteBuffer

    /// The chunk up to the end of its packet number `packets`.
    func prefix(packets: Int) -> StreamChunk {
        precondition(packets > 0 && packets <= packetEnds.count)
        var builder = ChunkBuilder()
        if let octets = body.getSlice(at: body.readerIndex, length: packetEnds[packets - 1]) {
            builder.append(octets)
        }
        return StreamChunk(
            framed: builder.framed(), count: DropCount(packets: UInt64(packets)),
            packetEnds: Array(packetEnds.prefix(packets)), body: body)
    }

    /// A chunk of one object.
    static func object(_ object: JSONObject) -> ByteBuffer {
        var builder = ChunkBuilder()
        builder.append(ByteBuffer(bytes: object.line))
        return builder.framed()
    }
}

/// Gathers encoded records until they are a chunk.
struct ChunkBuilder {
    /// A chunk closes at so many packets, so that the first of them does not wait long …
    static let maximumPackets = 256
    /// … and at so many octets: a quarter of what may wait for a client.
    static let maximumOctets = 256 * 1_024

    private var buffer = ByteBuffer()
    private var count = DropCount()
    private var packetEnds: [Int] = []

    init() {
        reset()
    }

    /// Starts a new chunk, with room for as much as the last one had: busy streams need no
    /// second allocation, and quiet ones keep little.
    private mutating func reset() {
        buffer = ByteBufferAllocator().buffer(capacity: buffer.writerIndex)
        buffer.writeRepeatingByte(0x30, count: StreamChunk.prefixRoom)
        count = DropCount()
        packetEnds.removeAll(keepingCapacity: true)
    }

    private var bodyLength: Int { buffer.writerIndex - StreamChunk.prefixRoom }

    var isEmpty: Bool { bodyLength == 0 }

    var isFull: Bool {
        packetEnds.count >= ChunkBuilder.maximumPackets
            || bodyLength >= ChunkBuilder.maximumOctets
    }

    /// Appends what `body` writes, at most `maximum` octets.
    mutating func appendPacket(
        maximum: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: maximum, body)
        count.packets += 1
        packetEnds.append(bodyLength)
    }

    /// Appends a record that is no packet.
    mutating func appendOther(
        maximum: Int, _ body: (UnsafeMutableRawBufferPointer) -> Int
    ) {
        buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: maximum, body)
        count.others += 1
    }

    mutating func append(_ octets: ByteBuffer) {
        buffer.writeImmutableBuffer(octets)
    }

    mutating func appendOther(_ object: JSONObject) {
        buffer.writeBytes(object.line)
        count.others += 1
    }

    /// The chunk; the builder is empty then. `nil` when there is nothing in it.
    mutating func close() -> StreamChunk? {
        guard !isEmpty else { return nil }
        let body = buffer.getSlice(at: StreamChunk.prefixRoom, length: bodyLength) ?? ByteBuffer()
        let chunk = StreamChunk(
            framed: framed(), count: count, packetEnds: packetEnds, body: body)
        reset()
        return chunk
    }

    /// The body with its length in front and a line end behind.
    fileprivate func framed() -> ByteBuffer {
        var framed = buffer
        let prefix = String(bodyLength, radix: 16) + "\r\n"
        let start = StreamChunk.prefixRoom - prefix.utf8.count
        framed.setString(prefix, at: start)
        framed.moveReaderIndex(to: start)
        framed.writeStaticString("\r\n")
        return framed
    }
}
