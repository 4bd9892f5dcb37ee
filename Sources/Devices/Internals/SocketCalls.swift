import CLinux
import Glibc

// The calls on sockets, apart from the others only to keep both files short.

extension SystemCalls {
    /// A non-blocking socket of `family` (`AF_INET`, `AF_INET6`).
    static func socket(
        _ family: Int32, _ kind: __socket_type
    ) throws(SystemError) -> Descriptor {
        let flags = Int32(SOCK_NONBLOCK.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        let number = Glibc.socket(family, Int32(kind.rawValue) | flags, 0)
        guard number >= 0 else { throw SystemError(call: "socket", number: errno) }
        return Descriptor(owning: number)
    }

    static func bind(_ socket: Int32, to address: SocketAddress) throws(SystemError) {
        guard address.withSocketAddress({ Glibc.bind(socket, $0, $1) }) == 0 else {
            throw SystemError(call: "bind", number: errno)
        }
    }

    static func listen(_ socket: Int32, backlog: Int32) throws(SystemError) {
        guard Glibc.listen(socket, backlog) == 0 else {
            throw SystemError(call: "listen", number: errno)
        }
    }

    /// The next peer that wants to connect, or `nil` when there is none.
    static func accept(_ listener: Int32) throws(SystemError) -> Descriptor? {
        var storage = sockaddr_storage()
        let number = withUnsafeMutablePointer(to: &storage) {
            clinux_accept(listener, $0, UInt32(MemoryLayout<sockaddr_storage>.size))
        }
        if number >= 0 { return Descriptor(owning: number) }
        switch errno {
        // A peer that has gone again is no peer.
        case EAGAIN, EINTR, ECONNABORTED, EPROTO: return nil
        default: throw SystemError(call: "accept", number: errno)
        }
    }

    /// Begins to connect. The socket becomes writable when the attempt has ended;
    /// ``pendingError(of:)`` then says how.
    static func connect(_ socket: Int32, to address: SocketAddress) throws(SystemError) {
        guard address.withSocketAddress({ Glibc.connect(socket, $0, $1) }) != 0 else { return }
        guard errno == EINPROGRESS || errno == EINTR else {
            throw SystemError(call: "connect", number: errno)
        }
    }

    /// How an attempt to connect ended: 0, or the `errno` of its failure.
    static func pendingError(of socket: Int32) throws(SystemError) -> Int32 {
        try option(socket, SOL_SOCKET, SO_ERROR)
    }

    static func option(
        _ socket: Int32, _ level: Int32, _ name: Int32
    ) throws(SystemError) -> Int32 {
        var value: Int32 = 0
        var length = socklen_t(MemoryLayout<Int32>.size)
        guard getsockopt(socket, level, name, &value, &length) == 0 else {
            throw SystemError(call: "getsockopt", number: errno)
        }
        return value
    }

    static func setOption(
        _ socket: Int32, _ level: Int32, _ name: Int32, _ value: Int32
    ) throws(SystemError) {
        var value = value
        let length = socklen_t(MemoryLayout<Int32>.size)
        guard setsockopt(socket, level, name, &value, length) == 0 else {
            throw SystemError(call: "setsockopt", number: errno)
        }
    }

    /// Makes the close of the socket a reset: the peer learns at once that it was refused.
    static func resetOnClose(_ socket: Int32) {
        var value = linger(l_onoff: 1, l_linger: 0)
        // When it fails, the peer gets an orderly close instead.
        _ = setsockopt(
            socket, SOL_SOCKET, SO_LINGER, &value, socklen_t(MemoryLayout<linger>.size))
    }

    /// Joins a multicast group on the interface of that index; 0 lets the kernel choose.
    static func join(
        _ socket: Int32, group: SocketAddress, interface: UInt32
    ) throws(SystemError) {
        var request = group_req()
        request.gr_interface = interface
        request.gr_group = group.storage
        let level = group.family == AF_INET6 ? Int32(IPPROTO_IPV6) : Int32(IPPROTO_IP)
        let length = socklen_t(MemoryLayout<group_req>.size)
        guard setsockopt(socket, level, MCAST_JOIN_GROUP, &request, length) == 0 else {
            throw SystemError(call: "MCAST_JOIN_GROUP", number: errno)
        }
    }

    /// Joins a multicast group for one sender's datagrams only.
    static func join(
        _ socket: Int32, group: SocketAddress, from source: SocketAddress, interface: UInt32
    ) throws(SystemError) {
        var request = group_source_req()
        request.gsr_interface = interface
        request.gsr_group = group.storage
        request.gsr_source = source.storage
        let level = group.family == AF_INET6 ? Int32(IPPROTO_IPV6) : Int32(IPPROTO_IP)
        let length = socklen_t(MemoryLayout<group_source_req>.size)
        guard setsockopt(socket, level, MCAST_JOIN_SOURCE_GROUP, &request, length) == 0 else {
            throw SystemError(call: "MCAST_JOIN_SOURCE_GROUP", number: errno)
        }
    }

    /// The index of a network interface, or `nil` when there is none of that name.
    static func index(ofInterface name: String) -> UInt32? {
        let index = if_nametoindex(name)
        return index > 0 ? index : nil
    }

    /// The index of the network interface that has an address, or `nil` when none has.
    static func index(ofInterfaceWith address: SocketAddress) -> UInt32? {
        var list: UnsafeMutablePointer<ifaddrs>?
        guard getifaddrs(&list) == 0 else { return nil }
        defer { freeifaddrs(list) }
        let wanted = HostAddress(address)
        var next = list
        while let entry = next?.pointee {
            next = entry.ifa_next
            guard let place = entry.ifa_addr, Int32(place.pointee.sa_family) == address.family,
                let found = SocketAddress(copying: place, length: address.length),
                HostAddress(found) == wanted
            else { continue }
            return index(ofInterface: String(cString: entry.ifa_name))
        }
        return nil
    }

    /// The address a socket is bound to.
    static func localAddress(of socket: Int32) throws(SystemError) -> SocketAddress {
        try address(of: socket, "getsockname", getsockname)
    }

    /// The address a socket is connected to.
    static func peerAddress(of socket: Int32) throws(SystemError) -> SocketAddress {
        try address(of: socket, "getpeername", getpeername)
    }

    private static func address(
        of socket: Int32, _ call: StaticString,
        _ ask: (Int32, UnsafeMutablePointer<sockaddr>?, UnsafeMutablePointer<socklen_t>?) -> Int32
    ) throws(SystemError) -> SocketAddress {
        var storage = sockaddr_storage()
        var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
        let result = withUnsafeMutablePointer(to: &storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { ask(socket, $0, &length) }
        }
        guard result == 0 else { throw SystemError(call: call, number: errno) }
        return SocketAddress(storage: storage, length: length)
    }

    /// The socket's count of dropped datagrams now, or `nil` when the kernel does not tell.
    static func drops(of socket: Int32) -> UInt32? {
        var drops: UInt32 = 0
        return clinux_socket_drops(socket, &drops) == 0 ? drops : nil
    }
}
