import Foundation

/// A client that writes and reads what a test says, octet for octet.
final class RawClient {
    struct Failure: Error {
        var reason: String
    }

    let descriptor: CInt
    private(set) var received = Data()
    /// Seconds.
    private static let patience = 120

    /// - Parameter receiveBuffer: octets of the kernel's receive buffer, where it matters.
    init(_ path: String) throws {
        descriptor = socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { throw Failure(reason: "socket") }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8) }
        let code = withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard code == 0 else { throw Failure(reason: "connect: errno \(errno)") }
        // A test that hangs fails instead, but not one that waits for a processor.
        var limit = timeval(tv_sec: RawClient.patience, tv_usec: 0)
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    }

    deinit {
        hangUp()
    }

    private var isOpen = true

    func hangUp() {
        if isOpen { close(descriptor) }
        isOpen = false
    }

    func send(_ text: String) throws {
        let octets = Array(text.utf8)
        guard Foundation.send(descriptor, octets, octets.count, CInt(MSG_NOSIGNAL)) == octets.count
        else { throw Failure(reason: "send: errno \(errno)") }
    }

    func get(_ target: String, method: String = "GET", more: String = "") throws {
        try send("\(method) \(target) HTTP/1.1\r\nhost: x\r\n\(more)\r\n")
    }

    /// Reads once.
    ///
    /// - Returns: `false` at the end of the connection.
    func read() throws -> Bool {
        var buffer = [UInt8](repeating: 0, count: 1 << 18)
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count < 0, errno == ECONNRESET { return false }
        guard count >= 0 else { throw Failure(reason: "recv: errno \(errno)") }
        received += buffer[..<count]
        return count > 0
    }

    /// Reads until `text` was received; heartbeats alone do not keep it waiting for ever.
    func read(until text: String) throws {
        let wanted = Data(text.utf8)
        let deadline = ContinuousClock.now + .seconds(RawClient.patience)
        var searched = received.startIndex
        while received.range(of: wanted, in: searched..<received.endIndex) == nil {
            searched = max(received.startIndex, received.endIndex - wanted.count)
            guard try read() else {
                throw Failure(reason: "end before “\(text)”: \(self.text)")
            }
            guard ContinuousClock.now < deadline else {
                throw Failure(reason: "no “\(text)” in \(received.count) octets")
            }
        }
    }

    func readToEnd() throws {
        while try read() {}
    }

    /// Forgets what was received up to and with the first `text`.
    func skip(past text: String) throws {
        try read(until: text)
        if let range = received.range(of: Data(text.utf8)) {
            received = Data(received[range.upperBound...])
        }
    }

    var text: String { String(decoding: received, as: UTF8.self) }
}
