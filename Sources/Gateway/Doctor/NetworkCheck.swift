import Glibc
import LinkConfiguration

/// Sockets: free, with room enough, and names that mean something.
enum NetworkCheck {
    /// A UDP port that a link receives on.
    static func findings(
        _ udp: LinkConfiguration.UDPSource, _ subject: String, _ host: HostView
    ) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        if let name = udp.interface, if_nametoindex(name) == 0 {
            findings.append(
                .fail(
                    subject, "no network interface '\(name)'", fix: "see `ip link` for its name"))
        }
        let address = udp.group ?? udp.bind
        findings.append(
            port(address, udp.port, SOCK_DGRAM, isShared: udp.group != nil, "udp", subject))
        if let largest = host.largestReceiveBuffer, largest < udp.receiveBuffer {
            findings.append(
                .warn(
                    subject,
                    "receive buffer of \(udp.receiveBuffer) octets wanted, net.core.rmem_max "
                        + "grants \(largest)",
                    fix: "install systemd/90-feedhorn.conf to /etc/sysctl.d and run sysctl "
                        + "--system"))
        }
        return findings
    }

    /// A TCP port that somebody connects to.
    static func listen(_ address: String, _ port: UInt16, _ subject: String) -> DoctorFinding {
        self.port(address, port, SOCK_STREAM, isShared: true, "tcp", subject)
    }

    /// Somebody whom octets come from or go to. No connection is made: some senders take one only.
    static func peer(_ name: String, _ port: UInt16, _ subject: String) -> DoctorFinding {
        guard !addresses(name, port, SOCK_STREAM, flags: 0).isEmpty else {
            return .fail(
                subject, "the host '\(name)' has no address", fix: "check its name, and the DNS")
        }
        return .ok(subject, "\(name):\(port) has an address; whether it answers was not tried")
    }

    private static func port(
        _ address: String, _ port: UInt16, _ kind: __socket_type, isShared: Bool, _ word: String,
        _ subject: String
    ) -> DoctorFinding {
        let place = "\(word) \(address):\(port)"
        guard let found = addresses(address, port, kind, flags: AI_NUMERICHOST | AI_PASSIVE).first
        else {
            return .fail(subject, "\(place): no address", fix: "write a numeric local address")
        }
        let error = bindError(found, kind, isShared: isShared)
        switch error {
        case 0: return .ok(subject, "\(place) is free")
        case EADDRINUSE:
            return .fail(
                subject, "\(place) is in use",
                fix: "see `ss -lunpt 'sport = :\(port)'` for by whom")
        case EADDRNOTAVAIL:
            return .fail(
                subject, "\(place): no interface has this address", fix: "see `ip address`")
        case EACCES:
            return .fail(
                subject, "\(place): ports below 1024 are for root",
                fix: "take a port from 1024 on")
        default:
            return .fail(
                subject, "\(place): \(String(cString: strerror(error)))", fix: "see bind(2)")
        }
    }

    private typealias Address = (storage: sockaddr_storage, length: socklen_t)

    private static func addresses(
        _ name: String, _ port: UInt16, _ kind: __socket_type, flags: Int32
    ) -> [Address] {
        var hints = addrinfo()
        hints.ai_flags = flags | AI_NUMERICSERV
        hints.ai_socktype = Int32(kind.rawValue)
        var list: UnsafeMutablePointer<addrinfo>?
        guard getaddrinfo(name, "\(port)", &hints, &list) == 0 else { return [] }
        defer { freeaddrinfo(list) }
        var found: [Address] = []
        var next = list
        while let entry = next?.pointee {
            next = entry.ai_next
            guard let address = entry.ai_addr else { continue }
            var storage = sockaddr_storage()
            memcpy(&storage, address, Int(entry.ai_addrlen))
            found.append((storage, entry.ai_addrlen))
        }
        return found
    }

    /// `errno` of an attempt to take the port, which is given back at once; 0: it is free.
    private static func bindError(
        _ address: Address, _ kind: __socket_type, isShared: Bool
    ) -> Int32 {
        let socket = socket(
            Int32(address.storage.ss_family), Int32(kind.rawValue | SOCK_CLOEXEC.rawValue), 0)
        guard socket >= 0 else { return errno }
        defer { close(socket) }
        if isShared {
            var one: Int32 = 1
            setsockopt(
                socket, SOL_SOCKET, SO_REUSEADDR, &one, socklen_t(MemoryLayout<Int32>.size))
        }
        let result = withUnsafePointer(to: address.storage) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(socket, $0, address.length)
            }
        }
        return result == 0 ? 0 : errno
    }
}
