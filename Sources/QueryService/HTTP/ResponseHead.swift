import NIOCore
import NIOHTTP1

/// The head of a response, written by ourselves: the body's framing is ours too, because one
/// framed chunk is shared by many connections, and a HEAD must get the head of a stream and
/// nothing behind it.
struct ResponseHead {
    enum Body {
        case octets(Int)
        case chunked
    }

    static let json = "application/json"
    static let ndjson = "application/x-ndjson"
    static let raw = "application/octet-stream"

    /// The trailer that tells a raw stream how many packets it lost.
    static let droppedTrailer = "Feedhorn-Dropped"

    var status: Int
    var contentType: String
    var body: Body
    var keepAlive: Bool
    var allow: String?
    var announcesTrailer = false

    func write(to buffer: inout ByteBuffer) {
        let reason = HTTPResponseStatus(statusCode: status).reasonPhrase
        buffer.writeString("HTTP/1.1 \(status) \(reason)\r\ncontent-type: \(contentType)\r\n")
        switch body {
        case .octets(let count): buffer.writeString("content-length: \(count)\r\n")
        case .chunked: buffer.writeStaticString("transfer-encoding: chunked\r\n")
        }
        // Telemetry changes with every answer, and means nothing to a browser's guess.
        buffer.writeStaticString("cache-control: no-store\r\nx-content-type-options: nosniff\r\n")
        if announcesTrailer { buffer.writeString("trailer: \(ResponseHead.droppedTrailer)\r\n") }
        if let allow { buffer.writeString("allow: \(allow)\r\n") }
        if !keepAlive { buffer.writeStaticString("connection: close\r\n") }
        buffer.writeStaticString("\r\n")
    }
}
