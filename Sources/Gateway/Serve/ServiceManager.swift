import Glibc

/// Tells the service manager how the daemon is (sd_notify(3)); does nothing where there is none.
public struct ServiceManager: Sendable {
    private let path: String?

    /// As the environment says (`NOTIFY_SOCKET`).
    public init() {
        path = getenv("NOTIFY_SOCKET").map { String(cString: $0) }
    }

    /// Started up: everything listens.
    public func ready(_ status: String) {
        send("READY=1\nSTATUS=\(status)\nMAINPID=\(getpid())\n")
    }

    /// Stopping, by itself or because it was told to.
    public func stopping() {
        send("STOPPING=1\n")
    }

    private func send(_ text: String) {
        guard let path, path.utf8.count < 108, let first = path.utf8.first else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { room in
            room.copyBytes(from: path.utf8)
            // A leading @ stands for an abstract socket's zero octet.
            if first == UInt8(ascii: "@") { room[0] = 0 }
        }
        let length =
            MemoryLayout<sockaddr_un>.offset(of: \.sun_path).map { $0 + path.utf8.count }
            ?? MemoryLayout<sockaddr_un>.size
        let octets = Array(text.utf8)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
                _ = sendto(
                    descriptor, octets, octets.count, Int32(MSG_NOSIGNAL), address,
                    socklen_t(length))
            }
        }
    }
}
