import Glibc

/// A plain blocking socket on the loopback address: the other end in the tests of receivers.
final class TestSocket: Sendable {
    let number: Int32

    struct Failure: Error {
        var call: String
        var number: Int32
    }

    private init(number: Int32) {
        self.number = number
    }

    deinit {
        close(number)
    }

    static func udp(port: UInt16 = 0, host: UInt32 = 0x7F00_0001) throws -> TestSocket {
        let socket = TestSocket(number: Glibc.socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0))
        try socket.bind(port, host: host)
        return socket
    }

    static func listening(port: UInt16 = 0, backlog: Int32 = 8) throws -> TestSocket {
        let socket = TestSocket(number: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        var one: Int32 = 1
        setsockopt(socket.number, SOL_SOCKET, SO_REUSEADDR, &one, 4)
        try socket.bind(port)
        guard listen(socket.number, backlog) == 0 else {
            throw Failure(call: "listen", number: errno)
        }
        return socket
    }

    static func connected(to port: UInt16, from host: UInt32 = 0x7F00_0001) throws -> TestSocket {
        let socket = TestSocket(number: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0))
        if host != 0x7F00_0001 { try socket.bind(0, host: host) }
        try socket.withAddress(port) { address, length in
            guard connect(socket.number, address, length) == 0 else {
                throw Failure(call: "connect", number: errno)
            }
        }
        return socket
    }

    /// A connection that is begun and left alone: it takes a place in a listener's queue.
    static func connecting(to port: UInt16) throws -> TestSocket {
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        let socket = TestSocket(number: Glibc.socket(AF_INET, kind, 0))
        try socket.withAddress(port) { _ = connect(socket.number, $0, $1) }
        return socket
    }

    /// Waits for a peer (the descriptor becomes readable when one connects).
    func accepted() throws -> TestSocket {
        let peer = accept(number, nil, nil)
        guard peer >= 0 else { throw Failure(call: "accept", number: errno) }
        return TestSocket(number: peer)
    }

    var port: UInt16 {
        var address = sockaddr_in()
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                _ = getsockname(number, $0, &length)
            }
        }
        return UInt16(bigEndian: address.sin_port)
    }

    func send(_ octets: [UInt8]) throws {
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(number, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count >= 0 else { throw Failure(call: "send", number: errno) }
            rest = rest.dropFirst(count)
        }
    }

    func send(datagram octets: [UInt8], to port: UInt16, host: UInt32 = 0x7F00_0001) throws {
        try withAddress(port, host: host) { address, length in
            let count = octets.withUnsafeBytes {
                sendto(number, $0.baseAddress, $0.count, 0, address, length)
            }
            guard count == octets.count else { throw Failure(call: "sendto", number: errno) }
        }
    }

    /// What a read says when the peer is done: 0 for an orderly end, else the `errno`.
    func readEnd() -> Int32 {
        var octet: UInt8 = 0
        return read(number, &octet, 1) >= 0 ? 0 : errno
    }

    /// What is sent to a group leaves by the loopback interface.
    func sendsGroupsOnLoopback() {
        var interface = in_addr(s_addr: UInt32(0x7F00_0001).bigEndian)
        setsockopt(
            number, Int32(IPPROTO_IP), IP_MULTICAST_IF, &interface,
            socklen_t(MemoryLayout<in_addr>.size))
    }

    private func bind(_ port: UInt16, host: UInt32 = 0x7F00_0001) throws {
        try withAddress(port, host: host) { address, length in
            guard Glibc.bind(number, address, length) == 0 else {
                throw Failure(call: "bind", number: errno)
            }
        }
    }

    private func withAddress(
        _ port: UInt16, host: UInt32 = 0x7F00_0001,
        _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Void
    ) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = host.bigEndian
        try withUnsafePointer(to: &address) {
            try $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                try body($0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
    }
}
