import Glibc

/// A host and a port that octets are sent to, or awaited at.
struct NetworkEndpoint: CustomStringConvertible {
    let host: String
    let port: UInt16

    /// `HOST:PORT` or `[IPv6]:PORT`.
    init?(_ text: String, mayBeAnyPort: Bool) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...]), port > 0 || mayBeAnyPort
        else { return nil }
        var host = text[..<colon]
        let isBracketed = host.hasPrefix("[") && host.hasSuffix("]")
        if isBracketed { host = host.dropFirst().dropLast() }
        guard !host.isEmpty, isBracketed || !host.contains(":") else { return nil }
        self.host = String(host)
        self.port = port
    }

    var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// Addresses of one host that are tried.
    private static let maximumAddresses = 8

    /// Sockets of `kind` for which `use` gives 0, the first of them: one for each address.
    private func socket(
        _ kind: __socket_type, flags: Int32 = 0,
        _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws(PlaybackError) -> Int32 {
        var hints = addrinfo()
        hints.ai_flags = AI_NUMERICSERV | flags
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = Int32(kind.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            throw .failed(target: description, reason: String(cString: gai_strerror(code)))
        }
        defer { freeaddrinfo(list) }
        var failure: Int32 = EADDRNOTAVAIL
        var next = list
        for _ in 0..<NetworkEndpoint.maximumAddresses {
            guard let entry = next?.pointee, let address = entry.ai_addr else { break }
            let type = Int32(kind.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
            let descriptor = Glibc.socket(entry.ai_family, type, 0)
            if descriptor >= 0 {
                if use(descriptor, address, entry.ai_addrlen) == 0 { return descriptor }
                failure = errno
                close(descriptor)
            } else {
                failure = errno
            }
            next = entry.ai_next
        }
        throw .system(description, failure)
    }

    private static func makeNonBlocking(_ descriptor: Int32) {
        _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }

    /// A TCP connection.
    ///
    /// - Returns: nil when a signal came first.
    func connect() throws(PlaybackError) -> Int32? {
        let descriptor = try socket(SOCK_STREAM) { descriptor, address, length in
            NetworkEndpoint.makeNonBlocking(descriptor)
            guard Glibc.connect(descriptor, address, length) != 0 else { return 0 }
            guard errno == EINPROGRESS else { return -1 }
            guard Interruption.wait(for: descriptor, events: POLLOUT) == .ready else { return 0 }
            var failure: Int32 = 0
            var size = socklen_t(MemoryLayout<Int32>.size)
            getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &failure, &size)
            errno = failure
            return failure == 0 ? 0 : -1
        }
        return Interruption.hasCome ? nil : descriptor
    }

    /// A socket that sends datagrams there.
    func datagramSocket() throws(PlaybackError) -> Int32 {
        try socket(SOCK_DGRAM) { Glibc.connect($0, $1, $2) }
    }

    /// The first TCP client that connects; the address it can connect to is written to standard
    /// output.
    ///
    /// - Returns: nil when a signal came first.
    func acceptOne() throws(PlaybackError) -> Int32? {
        let listener = try socket(SOCK_STREAM, flags: AI_PASSIVE) { descriptor, address, length in
            var yes: Int32 = 1
            let size = socklen_t(MemoryLayout<Int32>.size)
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, size)
            guard bind(descriptor, address, length) == 0 else { return -1 }
            return listen(descriptor, 1)
        }
        defer { close(listener) }
        Output.write("\(NetworkEndpoint.localPort(listener).map(at) ?? description)\n")
        // Ends when somebody connects, or at a signal.
        while Interruption.wait(for: listener) != .interrupted {
            let descriptor = accept(listener, nil, nil)
            guard descriptor >= 0 else { continue }
            NetworkEndpoint.makeNonBlocking(descriptor)
            return descriptor
        }
        return nil
    }

    private func at(_ port: UInt16) -> String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }

    private static func localPort(_ descriptor: Int32) -> UInt16? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let code = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                getsockname(descriptor, $0, &length)
            }
        }
        guard code == 0 else { return nil }
        // Octets 2 and 3 of both kinds of address, big-endian.
        return withUnsafeBytes(of: storage) { UInt16($0[2]) << 8 | UInt16($0[3]) }
    }
}
