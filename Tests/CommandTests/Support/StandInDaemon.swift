import Foundation
import Glibc

/// A query socket that answers the first request with octets given beforehand.
final class StandInDaemon: Sendable {
    let path: String
    private let listener: Int32

    struct Failed: Error {}

    /// - Parameters:
    ///   - answer: head and body, sent when the request has come.
    ///   - staysOpen: the connection is left open, silent, for as long as the object lives.
    init(_ path: String, answer: String, staysOpen: Bool = false) throws {
        self.path = path
        listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let bound = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [listener] in
                bind(listener, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard bound == 0, listen(listener, 1) == 0 else { throw Failed() }
        Thread.detachNewThread { [listener] in
            let client = accept(listener, nil, nil)
            guard client >= 0 else { return }
            var request = [UInt8](repeating: 0, count: 4_096)
            _ = read(client, &request, request.count)
            let octets = Array(answer.utf8)
            _ = octets.withUnsafeBytes {
                send(client, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            // Left open, it is closed with the process. Closing alone does not end it where a
            // process that another test started has the descriptor, too.
            if !staysOpen {
                shutdown(client, Int32(SHUT_RDWR))
                close(client)
            }
        }
    }

    deinit {
        close(listener)
    }

    /// An answer in chunks, as the daemon sends streams.
    static func stream(_ lines: [String], isComplete: Bool = true) -> String {
        let head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
        let chunks = lines.map { line in
            String(line.utf8.count + 1, radix: 16) + "\r\n" + line + "\n\r\n"
        }
        return head + chunks.joined() + (isComplete ? "0\r\n\r\n" : "")
    }

    /// An answer with a length.
    static func answer(_ body: String, status: String = "200 OK") -> String {
        "HTTP/1.1 \(status)\r\ncontent-length: \(body.utf8.count)\r\n\r\n" + body
    }
}
