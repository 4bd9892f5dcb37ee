import Glibc

/// A UDP socket on the loopback interface with room for a whole test.
final class DatagramReceiver {
    let port: UInt16
    private let descriptor: Int32

    struct Failed: Error {}

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var room: Int32 = 8 << 20
        setsockopt(
            descriptor, SOL_SOCKET, SO_RCVBUF, &room, socklen_t(MemoryLayout<Int32>.size))
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (descriptor, size) = (descriptor, length)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                bind(descriptor, place, size) | getsockname(descriptor, place, &length)
            }
        }
        guard code == 0 else { throw Failed() }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(descriptor)
    }

    /// All that have arrived: on the loopback interface, all that were sent.
    func received() -> [[UInt8]] {
        var datagrams: [[UInt8]] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while case let count = recv(descriptor, &part, part.count, Int32(MSG_DONTWAIT)), count >= 0
        {
            datagrams.append(Array(part[..<count]))
        }
        return datagrams
    }
}
