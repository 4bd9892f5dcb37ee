/// Status, header fields and trailer fields of a response.
public struct QueryResponse: Sendable {
    /// Status code.
    public internal(set) var status = 0
    /// Header fields, names in lower case.
    public internal(set) var headers: [(name: String, value: String)] = []
    /// Trailer fields, names in lower case.
    public internal(set) var trailers: [(name: String, value: String)] = []
    /// The whole body came; `false` when the receiver stopped before its end.
    public internal(set) var isComplete = false

    /// The value of a header field; `nil` when there is none.
    public func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// Packets that a raw stream lost, from its trailer.
    public var droppedPackets: UInt64? {
        trailers.first { $0.name == "feedhorn-dropped" }.flatMap { UInt64($0.value) }
    }
}

/// Reads one HTTP/1.1 response out of octets as they come (RFC 9112). No I/O, no clock.
package struct ResponseParser {
    /// Octets of all lines of head or trailer: what the service itself accepts.
    static let maximumHead = 32 * 1_024

    private enum State {
        case statusLine
        case headers
        case counted(rest: Int)
        case chunkSize
        case chunk(rest: Int)
        case chunkEnd
        case trailers
        case done
    }

    package private(set) var response = QueryResponse()
    private var state = State.statusLine
    private var line: [UInt8] = []
    private var headOctets = 0

    /// A parser before the first octet.
    package init() {}

    var isDone: Bool {
        if case .done = state { true } else { false }
    }

    /// Reads `octets`.
    ///
    /// - Parameter body: gets pieces of the body; `false` stops.
    /// - Returns: `false` when `body` stopped.
    package mutating func consume(
        _ octets: UnsafeRawBufferPointer, body: (UnsafeRawBufferPointer, QueryResponse) -> Bool
    ) throws(QueryClientError) -> Bool {
        var rest = octets
        while !rest.isEmpty, !isDone {
            switch state {
            case .counted(let count), .chunk(let count):
                let piece = UnsafeRawBufferPointer(rebasing: rest.prefix(count))
                rest = UnsafeRawBufferPointer(rebasing: rest.dropFirst(count))
                took(piece.count, of: count)
                guard body(piece, response) else { return false }
            case .done: break
            default: rest = try takeLine(rest)
            }
        }
        return true
    }

    private mutating func took(_ octets: Int, of count: Int) {
        let left = count - octets
        switch state {
        case .counted: left == 0 ? finish() : (state = .counted(rest: left))
        case .chunk: state = left == 0 ? .chunkEnd : .chunk(rest: left)
        default: break
        }
    }

    private mutating func finish() {
        state = .done
        response.isComplete = true
    }

    private mutating func takeLine(
        _ octets: UnsafeRawBufferPointer
    ) throws(QueryClientError) -> UnsafeRawBufferPointer {
        let end = octets.firstIndex(of: 0x0A)
        let taken = end.map { $0 + 1 } ?? octets.count
        headOctets += taken
        guard headOctets <= ResponseParser.maximumHead else {
            throw .malformed("head or trailer over \(ResponseParser.maximumHead) octets")
        }
        line += octets[..<(end ?? octets.count)]
        if end != nil {
            if line.last == 0x0D { line.removeLast() }
            let text = String(decoding: line, as: UTF8.self)
            line.removeAll(keepingCapacity: true)
            try read(text)
        }
        return UnsafeRawBufferPointer(rebasing: octets[taken...])
    }

    private mutating func read(_ text: String) throws(QueryClientError) {
        switch state {
        case .statusLine:
            let parts = text.split(separator: " ", maxSplits: 2)
            guard parts.count >= 2, parts[0].hasPrefix("HTTP/1."), parts[1].utf8.count == 3,
                let status = Int(parts[1]), status >= 100
            else { throw .malformed("status line “\(text.prefix(80))”") }
            response.status = status
            state = .headers
        case .headers:
            if text.isEmpty { try beginBody() } else { response.headers.append(try field(text)) }
        case .chunkSize: try beginChunk(text)
        case .chunkEnd:
            guard text.isEmpty else { throw .malformed("a chunk without end") }
            headOctets = 0
            state = .chunkSize
        case .trailers:
            if text.isEmpty { finish() } else { response.trailers.append(try field(text)) }
        case .counted, .chunk, .done: break
        }
    }

    private func field(_ text: String) throws(QueryClientError) -> (String, String) {
        guard let colon = text.firstIndex(of: ":"), colon != text.startIndex else {
            throw .malformed("field “\(text.prefix(80))”")
        }
        let value = text[text.index(after: colon)...].drop { $0 == " " || $0 == "\t" }
        return (text[..<colon].lowercased(), String(value))
    }

    private mutating func beginBody() throws(QueryClientError) {
        headOctets = 0
        if response.status < 200 {
            // An interim response: the real one follows.
            response = QueryResponse()
            state = .statusLine
        } else if response.header("transfer-encoding")?.lowercased() == "chunked" {
            state = .chunkSize
        } else if let text = response.header("content-length") {
            guard let length = Int(text), length >= 0 else {
                throw .malformed("content-length “\(text.prefix(80))”")
            }
            length == 0 ? finish() : (state = .counted(rest: length))
        } else {
            throw .malformed("a body without length")
        }
    }

    private mutating func beginChunk(_ text: String) throws(QueryClientError) {
        let digits = text.prefix { $0 != ";" && $0 != " " }
        // 15 hex digits fit an Int.
        guard !digits.isEmpty, digits.utf8.count <= 15, let length = Int(digits, radix: 16),
            length >= 0
        else { throw .malformed("chunk length “\(text.prefix(80))”") }
        headOctets = 0
        state = length == 0 ? .trailers : .chunk(rest: length)
    }
}
