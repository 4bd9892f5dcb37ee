import Glibc

/// A TCP server on the loopback interface that sends octets to whoever connects first.
final class StreamSender {
    let port: UInt16
    private let listener: Int32

    struct Failed: Error {}

    init() throws {
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let (listener, size) = (listener, length)
        let code = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                bind(listener, place, size) | getsockname(listener, place, &length)
            }
        }
        guard code == 0, listen(listener, 1) == 0 else { throw Failed() }
        port = UInt16(bigEndian: address.sin_port)
    }

    deinit {
        close(listener)
    }

    /// Waits for a peer, sends, and closes.
    func send(_ octets: [UInt8]) throws {
        let peer = accept(listener, nil, nil)
        guard peer >= 0 else { throw Failed() }
        defer { close(peer) }
        var rest = octets[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes {
                Glibc.send(peer, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw Failed() }
            rest = rest.dropFirst(count)
        }
    }
}

/// Sends datagrams to a port of the loopback interface.
final class DatagramSender {
    private let descriptor: Int32
    private let port: UInt16

    init(port: UInt16) {
        self.port = port
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
    }

    deinit {
        close(descriptor)
    }

    func send(_ datagram: [UInt8]) throws {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let count = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                sendto(
                    descriptor, datagram, datagram.count, 0, place,
                    socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard count == datagram.count else { throw StreamSender.Failed() }
    }
}
