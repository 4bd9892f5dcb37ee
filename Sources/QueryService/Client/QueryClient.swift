import Glibc

/// A blocking HTTP client for the query socket: what the command line needs, and no more.
public struct QueryClient: Sendable {
    /// The socket's path.
    public var path: String
    /// For connecting and for sending the request.
    public var connectTimeout = Duration.seconds(5)
    /// Longest silence while an answer is awaited. An NDJSON stream has a heartbeat every ten
    /// seconds; `nil` waits for ever, which a raw stream needs.
    public var silenceTimeout: Duration? = .seconds(30)

    /// Octets of a refusal's body that are kept for its message.
    private static let maximumRefusal = 64 * 1_024
    /// Octets read at once.
    private static let readOctets = 256 * 1_024

    /// A client of the socket at `path`.
    public init(path: String) {
        self.path = path
    }

    /// Asks for `target` (path and query, percent-encoded) and hands over the body as it comes.
    ///
    /// - Parameter body: gets pieces of the body of an answer with status 200; returns `false` to
    ///   stop and close the connection.
    /// - Returns: head and trailer of the answer.
    /// - Throws: ``QueryClientError``; any status but 200 is
    ///   ``QueryClientError/refused(status:body:)``.
    public func get(
        _ target: String, body: (UnsafeRawBufferPointer) -> Bool
    ) throws(QueryClientError) -> QueryResponse {
        let connection = try ClientConnection(path, timeout: connectTimeout)
        defer { connection.close() }
        let request = "GET \(target) HTTP/1.1\r\nhost: feedhorn\r\nconnection: close\r\n\r\n"
        try connection.send(Array(request.utf8), timeout: connectTimeout)
        var parser = ResponseParser()
        var refusal: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: QueryClient.readOctets)
        // Ends at the end of the answer, of the connection, or of patience.
        while !parser.isDone {
            let count = try connection.receive(into: &buffer, timeout: silenceTimeout)
            guard count > 0 else { throw .disconnected }
            let goesOn = try QueryClient.parse(buffer, count, &parser) { octets, response in
                if response.status == 200 { return body(octets) }
                refusal += octets.prefix(QueryClient.maximumRefusal - refusal.count)
                return true
            }
            if !goesOn { break }
        }
        guard parser.response.status == 200 else {
            throw .refused(
                status: parser.response.status, body: String(decoding: refusal, as: UTF8.self))
        }
        return parser.response
    }

    private static func parse(
        _ buffer: [UInt8], _ count: Int, _ parser: inout ResponseParser,
        body: (UnsafeRawBufferPointer, QueryResponse) -> Bool
    ) throws(QueryClientError) -> Bool {
        try buffer.withUnsafeBufferPointer { (octets) throws(QueryClientError) in
            let received = UnsafeBufferPointer(rebasing: octets[..<count])
            return try parser.consume(UnsafeRawBufferPointer(received), body: body)
        }
    }

    /// Asks for `target` and returns the whole body of the answer.
    ///
    /// - Parameter maximum: octets of the longest body.
    public func get(
        _ target: String, maximum: Int = 64 << 20
    ) throws(QueryClientError) -> [UInt8] {
        var octets: [UInt8] = []
        let response = try get(target) { piece in
            octets += piece
            return octets.count <= maximum
        }
        guard response.isComplete else { throw .malformed("a body over \(maximum) octets") }
        return octets
    }

    /// `text` as a value in a query: everything but unreserved characters percent-encoded
    /// (RFC 3986 §2.3).
    public static func encoded(_ text: String) -> String {
        var result: [UInt8] = []
        let digits = Array("0123456789ABCDEF".utf8)
        for octet in text.utf8 {
            switch octet {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."),
                UInt8(ascii: "_"), UInt8(ascii: "~"):
                result.append(octet)
            default: result += [0x25, digits[Int(octet >> 4)], digits[Int(octet & 0xF)]]
            }
        }
        return String(decoding: result, as: UTF8.self)
    }
}
