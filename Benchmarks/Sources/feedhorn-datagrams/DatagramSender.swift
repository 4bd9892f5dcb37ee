import Glibc

/// A UDP socket that is connected to a port of this machine.
final class DatagramSender {
    private let descriptor: Int32
    private let octets: UnsafeMutableRawBufferPointer
    private var stream = FrameStream()

    init(port: UInt16) {
        descriptor = socket(AF_INET, Int32(SOCK_DGRAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        let (descriptor, length) = (descriptor, socklen_t(MemoryLayout<sockaddr_in>.size))
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(descriptor, $0, length)
            }
        }
        guard code == 0 else {
            perror("feedhorn-datagrams: connect")
            exit(1)
        }
        octets = .allocate(byteCount: FrameStream.frameLength, alignment: 64)
        octets.initializeMemory(as: UInt8.self, repeating: 0x55)
    }

    deinit {
        close(descriptor)
        octets.deallocate()
    }

    /// Sends the next frame: what a datagram socket takes, it takes whole.
    func send() {
        stream.write(into: octets)
        // Until the kernel has room for it.
        while Glibc.send(descriptor, octets.baseAddress, octets.count, 0) < 0 {
            guard errno == EINTR || errno == ENOBUFS || errno == EAGAIN else {
                perror("feedhorn-datagrams: send")
                exit(1)
            }
        }
    }
}
