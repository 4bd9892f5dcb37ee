import Glibc

/// Sockets of the forwarders: non-blocking, closed on exec.
enum SocketOpening {
    /// A datagram socket connected to the receiver.
    static func datagram(to host: String, _ port: UInt16) throws(ForwarderError) -> CInt {
        try open(host, port, type: SOCK_DGRAM, passive: false) { descriptor, address, length in
            connect(descriptor, address, length) == 0 ? nil : "connect"
        }
    }

    /// A stream socket that listens.
    static func listening(on host: String, _ port: UInt16) throws(ForwarderError) -> CInt {
        try open(host, port, type: SOCK_STREAM, passive: true) { descriptor, address, length in
            var yes: CInt = 1
            // A restart need not wait until old connections are forgotten.
            setsockopt(
                descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, socklen_t(MemoryLayout<CInt>.size))
            if bind(descriptor, address, length) != 0 { return "bind" }
            return listen(descriptor, 64) == 0 ? nil : "listen"
        }
    }

    /// Tries the addresses of `host` in their order.
    ///
    /// - Parameter use: returns the name of the call that failed, or `nil`.
    private static func open(
        _ host: String, _ port: UInt16, type: __socket_type, passive: Bool,
        use: (CInt, UnsafePointer<sockaddr>, socklen_t) -> StaticString?
    ) throws(ForwarderError) -> CInt {
        var hints = addrinfo()
        hints.ai_family = AF_UNSPEC
        hints.ai_socktype = CInt(type.rawValue)
        hints.ai_flags = AI_NUMERICSERV | (passive ? AI_PASSIVE : 0)
        var list: UnsafeMutablePointer<addrinfo>?
        let code = getaddrinfo(host, String(port), &hints, &list)
        guard code == 0 else {
            throw .unknownHost(host, reason: String(cString: gai_strerror(code)))
        }
        defer { freeaddrinfo(list) }
        var failure = ForwarderError.unknownHost(host, reason: "has no address")
        var next = list
        // The list's own end bounds this.
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            let flags = CInt(SOCK_NONBLOCK.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
            let descriptor = socket(entry.ai_family, entry.ai_socktype | flags, entry.ai_protocol)
            guard descriptor >= 0 else {
                failure = .system(operation: "socket", reason: String(cString: strerror(errno)))
                continue
            }
            guard let operation = use(descriptor, address, entry.ai_addrlen) else {
                return descriptor
            }
            failure = .system(
                operation: "\(operation) \(host) port \(port)",
                reason: String(cString: strerror(errno)))
            close(descriptor)
        }
        throw failure
    }

    /// The port that a listening socket was given.
    static func port(of descriptor: CInt) -> UInt16? {
        withAddress(of: descriptor, getsockname).flatMap { UInt16($0.port) }
    }

    /// `address port` of the other end.
    static func peerName(of descriptor: CInt) -> String {
        withAddress(of: descriptor, getpeername).map { "\($0.host) port \($0.port)" } ?? "client"
    }

    private static func withAddress(
        of descriptor: CInt,
        _ call: (CInt, UnsafeMutablePointer<sockaddr>, UnsafeMutablePointer<socklen_t>) -> CInt
    ) -> (host: String, port: String)? {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        var host = [CChar](repeating: 0, count: 64)
        var port = [CChar](repeating: 0, count: 8)
        let code = withUnsafeMutablePointer(to: &storage) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address -> CInt in
                guard call(descriptor, address, &length) == 0 else { return -1 }
                return getnameinfo(
                    address, length, &host, socklen_t(host.count), &port, socklen_t(port.count),
                    NI_NUMERICHOST | NI_NUMERICSERV)
            }
        }
        guard code == 0 else { return nil }
        return (text(host), text(port))
    }

    private static func text(_ characters: [CChar]) -> String {
        String(decoding: characters.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }
}
