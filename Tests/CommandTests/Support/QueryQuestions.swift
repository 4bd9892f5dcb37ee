import Foundation
import Glibc

/// Questions to a daemon's query socket over one connection, thousands of them a second: to run the
/// program for each would take longer than what is tested.
final class QueryQuestions {
    private let connection: Int32

    struct Failed: Error {}

    init(_ path: String) throws {
        connection = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let connected = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { [connection] in
                connect(connection, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard connected == 0 else { throw Failed() }
    }

    deinit {
        close(connection)
    }

    /// The first of the daemon's links.
    func link() throws -> [String: Any] {
        let value = try JSONSerialization.jsonObject(with: Data(ask("/v1/links")))
        let links =
            value as? [[String: Any]] ?? (value as? [String: Any])?["links"] as? [[String: Any]]
        guard let link = links?.first else { throw Failed() }
        return link
    }

    private func send(_ target: String) throws {
        let request = Array("GET \(target) HTTP/1.1\r\nhost: feedhorn\r\n\r\n".utf8)
        let sent = request.withUnsafeBytes {
            Glibc.send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
        }
        guard sent == request.count else { throw Failed() }
    }

    private func receive(_ answer: inout [UInt8]) throws {
        var part = [UInt8](repeating: 0, count: 65_536)
        let count = recv(connection, &part, part.count, 0)
        guard count > 0 else { throw Failed() }
        answer += part[..<count]
    }

    /// The body of an answer that comes in chunks and ends.
    func stream(_ target: String) throws -> [UInt8] {
        try send(target)
        var answer: [UInt8] = []
        while !answer.suffix(7).elementsEqual(Array("\r\n0\r\n\r\n".utf8)) {
            try receive(&answer)
        }
        guard let start = Self.end(ofHead: answer) else { throw Failed() }
        var body: [UInt8] = []
        var rest = answer[start...]
        while let end = rest.firstIndex(of: 13),
            let length = Int(String(decoding: rest[..<end], as: UTF8.self), radix: 16), length > 0
        {
            body += rest[(end + 2)...].prefix(length)
            rest = rest[(end + 2)...].dropFirst(length + 2)
        }
        return body
    }

    /// The body of an answer that has a length.
    func ask(_ target: String) throws -> [UInt8] {
        try send(target)
        var answer: [UInt8] = []
        // Until the head and as many octets as it says are there.
        while true {
            try receive(&answer)
            guard let end = Self.end(ofHead: answer) else { continue }
            let head = String(decoding: answer[..<end], as: UTF8.self).lowercased()
            guard let mark = head.range(of: "content-length: "),
                let length = Int(head[mark.upperBound...].prefix { $0.isNumber })
            else { throw Failed() }
            if answer.count >= end + length { return Array(answer[end...]) }
        }
    }

    private static func end(ofHead octets: [UInt8]) -> Int? {
        guard octets.count >= 4 else { return nil }
        return (4...octets.count).first { octets[$0 - 4..<$0].elementsEqual([13, 10, 13, 10]) }
    }
}
