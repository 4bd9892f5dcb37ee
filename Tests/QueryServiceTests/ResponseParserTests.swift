import Testing

@testable import QueryService

/// Does the client read a response however it is cut, and refuse what is none?
struct ResponseParserTests {
    private func parse(_ text: String, step: Int) throws -> (QueryResponse, String) {
        var parser = ResponseParser()
        var body: [UInt8] = []
        let octets = Array(text.utf8)
        for start in stride(from: 0, to: octets.count, by: step) {
            let piece = Array(octets[start..<min(start + step, octets.count)])
            _ = try piece.withUnsafeBytes { bytes in
                try parser.consume(bytes) { octets, _ in
                    body += octets
                    return true
                }
            }
        }
        return (parser.response, String(decoding: body, as: UTF8.self))
    }

    @Test(arguments: [1, 2, 3, 7, 1_000])
    func chunkedWithTrailer(step: Int) throws {
        let text =
            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX:  y \r\n\r\n"
            + "5\r\nhello\r\n00a;x=1\r\n, world!!!\r\n0\r\nFeedhorn-Dropped: 12\r\n\r\n"
        let (response, body) = try parse(text, step: step)
        #expect(body == "hello, world!!!")
        #expect(response.status == 200 && response.isComplete)
        #expect(response.droppedPackets == 12)
    }

    @Test(arguments: [1, 5, 1_000])
    func countedAndInterim(step: Int) throws {
        let text =
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 404 Not Found\r\ncontent-length: 3\r\n\r\nabc"
        let (response, body) = try parse(text, step: step)
        #expect(response.status == 404 && response.isComplete && body == "abc")
        let (empty, none) = try parse("HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n", step: step)
        #expect(empty.isComplete && none.isEmpty)
    }

    @Test(arguments: [
        "SSH-2.0-x\r\n", "HTTP/1.1\r\n", "HTTP/1.1 2x0 OK\r\n", "HTTP/2 200\r\n",
        "HTTP/1.1 200 OK\r\n: x\r\n", "HTTP/1.1 200 OK\r\nx\r\n", "HTTP/1.1 200 OK\r\n\r\n",
        "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nxyz\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n-1\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nffffffffffffffff\r\n",
        "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n1\r\nabc\r\n",
    ])
    func malformed(text: String) {
        #expect(throws: QueryClientError.self) { try parse(text, step: 4) }
    }

    @Test func headsAreBounded() {
        let endless = "HTTP/1.1 200 OK\r\n" + String(repeating: "a: b\r\n", count: 10_000)
        #expect(throws: QueryClientError.self) { try parse(endless, step: 1_000) }
    }

    /// Status line and fields, their line ends included.
    @Test(arguments: [32_768, 32_769])
    func theLongestHead(octets: Int) {
        let start = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nx: "
        let end = "\r\n\r\n"
        let fill = String(repeating: "y", count: octets - start.utf8.count - end.utf8.count)
        let parsed = try? parse(start + fill + end, step: 1_000)
        #expect((parsed != nil) == (octets == 32_768))
    }

    @Test func everyPrefixAndMutation() {
        let text =
            "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\na: b\r\n\r\n"
        let octets = Array(text.utf8)
        for length in 0...octets.count {
            _ = try? parse(String(decoding: octets[..<length], as: UTF8.self), step: 3)
        }
        for place in octets.indices {
            for value: UInt8 in [0, 0x0A, 0x0D, 0x20, 0x30, 0x3A, 0x46, 0x7F] {
                var changed = octets
                changed[place] = value
                _ = try? parse(String(decoding: changed, as: UTF8.self), step: 5)
            }
        }
    }
}
