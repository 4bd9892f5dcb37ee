import Glibc

/// A connected Unix socket, non-blocking inside, with timeouts outside.
struct ClientConnection {
    private let descriptor: CInt

    init(_ path: String, timeout: Duration) throws(QueryClientError) {
        guard let address = UnixSocketAddress(path: path) else { throw .pathTooLong(path: path) }
        let type =
            CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
            | CInt(SOCK_NONBLOCK.rawValue)
        descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", code: errno) }
        do {
            try ClientConnection.connect(descriptor, address, path, timeout)
        } catch {
            Glibc.close(descriptor)
            throw error
        }
    }

    func close() {
        Glibc.close(descriptor)
    }

    private static func connect(
        _ descriptor: CInt, _ address: UnixSocketAddress, _ path: String, _ timeout: Duration
    ) throws(QueryClientError) {
        let deadline = ContinuousClock.now + timeout
        repeat {
            let code = address.withSocketAddress { Glibc.connect(descriptor, $0, $1) }
            if code == 0 { return }
            switch errno {
            case EINTR: break
            // The queue of connections is full: the kernel has no event for its end (unix(7)).
            case EAGAIN: usleep(5_000)
            case ENOENT, ENOTDIR: throw .noSocket(path: path)
            case ECONNREFUSED, ENOTSOCK: throw .notServing(path: path)
            case EACCES, EPERM: throw .notPermitted(path: path)
            default: throw .system(operation: "connect", code: errno)
            }
        } while ContinuousClock.now < deadline
        throw .timedOut(operation: "connect")
    }

    func send(_ octets: [UInt8], timeout: Duration) throws(QueryClientError) {
        let deadline = ContinuousClock.now + timeout
        var sent = 0
        while sent < octets.count {
            let count = octets.withUnsafeBytes { bytes in
                let rest = UnsafeRawBufferPointer(rebasing: bytes[sent...])
                return Glibc.send(
                    descriptor, rest.baseAddress, rest.count, CInt(MSG_NOSIGNAL))
            }
            if count >= 0 {
                sent += count
            } else if errno == EAGAIN {
                try wait(POLLOUT, until: deadline, "send")
            } else if errno == EPIPE || errno == ECONNRESET {
                throw .disconnected
            } else if errno != EINTR {
                throw .system(operation: "send", code: errno)
            }
        }
    }

    /// - Returns: octets read; 0 at the end of the connection.
    func receive(
        into buffer: inout [UInt8], timeout: Duration?
    ) throws(QueryClientError) -> Int {
        let deadline = timeout.map { ContinuousClock.now + $0 }
        var count = read(into: &buffer)
        // Each turn waits for octets until the deadline, if there is one.
        while count < 0 {
            switch errno {
            case EINTR: break
            case EAGAIN: try wait(POLLIN, until: deadline, "receive")
            case ECONNRESET: return 0
            default: throw .system(operation: "receive", code: errno)
            }
            count = read(into: &buffer)
        }
        return count
    }

    private func read(into buffer: inout [UInt8]) -> Int {
        buffer.withUnsafeMutableBytes { recv(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private func wait(
        _ event: CInt, until deadline: ContinuousClock.Instant?, _ operation: String
    ) throws(QueryClientError) {
        var milliseconds: CInt = -1
        if let deadline {
            let (seconds, attoseconds) = (deadline - .now).components
            let rest = seconds * 1_000 + attoseconds / 1_000_000_000_000_000
            milliseconds = CInt(clamping: max(0, rest + 1))
            guard rest >= 0 else { throw .timedOut(operation: operation) }
        }
        var descriptors = pollfd(fd: descriptor, events: Int16(event), revents: 0)
        let count = poll(&descriptors, 1, milliseconds)
        if count == 0 { throw .timedOut(operation: operation) }
        if count < 0, errno != EINTR { throw .system(operation: "poll", code: errno) }
    }
}
