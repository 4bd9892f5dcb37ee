import Glibc

/// The address of a Unix socket, in the form that system calls take.
struct UnixSocketAddress {
    /// Octets of the longest path: 108 in `sockaddr_un`, one for the terminating zero.
    static let maximumLength = 107

    private var address = sockaddr_un()

    /// - Returns: `nil` when `path` is empty, too long or contains a zero.
    init?(path: String) {
        let octets = Array(path.utf8)
        guard !octets.isEmpty, octets.count <= UnixSocketAddress.maximumLength,
            !octets.contains(0)
        else { return nil }
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
    }

    func withSocketAddress(_ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt) -> CInt {
        withUnsafePointer(to: address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }
}
