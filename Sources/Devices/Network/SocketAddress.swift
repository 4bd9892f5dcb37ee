import Glibc

/// An IPv4 or IPv6 address with a port, as the kernel takes it.
struct SocketAddress: CustomStringConvertible, Sendable {
    let storage: sockaddr_storage
    let length: socklen_t

    init(storage: sockaddr_storage, length: socklen_t) {
        self.storage = storage
        self.length = length
    }

    /// Copies what `getaddrinfo` found; `nil` when it is too long to be an address.
    init?(copying address: UnsafePointer<sockaddr>?, length: socklen_t) {
        guard let address, Int(length) <= MemoryLayout<sockaddr_storage>.size else { return nil }
        var storage = sockaddr_storage()
        withUnsafeMutableBytes(of: &storage) {
            $0.copyMemory(from: UnsafeRawBufferPointer(start: address, count: Int(length)))
        }
        self.init(storage: storage, length: length)
    }

    var family: Int32 { Int32(storage.ss_family) }

    func withSocketAddress<Result>(
        _ body: (UnsafePointer<sockaddr>, socklen_t) -> Result
    ) -> Result {
        withUnsafePointer(to: storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
        }
    }

    /// The port.
    var port: UInt16 {
        withUnsafeBytes(of: storage) {
            // Octets 2 and 3 of both kinds of address, big-endian.
            UInt16($0[2]) << 8 | UInt16($0[3])
        }
    }

    /// `0.0.0.0` or `::`: every address of this machine.
    var isUnspecified: Bool {
        withUnsafeBytes(of: storage) { octets in
            let range = family == AF_INET6 ? 8..<24 : 4..<8
            return octets[range].allSatisfy { $0 == 0 }
        }
    }

    /// The same host at another port; of an interface, where addresses are of one (IPv6).
    func with(port: UInt16, interface: UInt32) -> SocketAddress {
        var storage = storage
        withUnsafeMutableBytes(of: &storage) {
            ($0[2], $0[3]) = (UInt8(port >> 8), UInt8(port & 0xFF))
            // sin6_scope_id.
            if family == AF_INET6 {
                $0.storeBytes(of: interface, toByteOffset: 24, as: UInt32.self)
            }
        }
        return SocketAddress(storage: storage, length: length)
    }

    /// `127.0.0.1:5000`, `[::1]:5000`.
    var description: String {
        var host = [CChar](repeating: 0, count: Int(NI_MAXHOST))
        let result = withSocketAddress { address, length in
            getnameinfo(
                address, length, &host, socklen_t(host.count), nil, 0, Int32(NI_NUMERICHOST))
        }
        guard result == 0 else { return "unknown address" }
        let octets = host.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }
        let text = String(decoding: octets, as: UTF8.self)
        return family == AF_INET6 ? "[\(text)]:\(port)" : "\(text):\(port)"
    }
}
