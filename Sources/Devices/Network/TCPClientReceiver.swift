import Glibc

/// Connects to a TCP server and receives what it sends, again and again.
struct TCPClientReceiver {
    let source: TCPClientSource

    private var name: String { "\(source.host):\(source.port)" }

    func run(_ session: inout ReceiverSession) {
        var backoff = source.backoff
        while !session.stop.isRequested {
            do throws(DeviceError) {
                guard let socket = try connect(&session) else { return }
                let before = session.lastReception
                if let reason = session.readToEnd(socket.number, name: name) {
                    session.tell(.lost(reason))
                }
                // A server that accepts and closes at once is still in trouble.
                if session.lastReception != before { backoff.reset() }
            } catch {
                session.tellWaiting(error)
            }
            session.pause(backoff.take())
        }
    }

    /// Tries the host's addresses in turn; `nil` when a stop was requested.
    private func connect(_ session: inout ReceiverSession) throws(DeviceError) -> Descriptor? {
        let found = try NameResolution.addresses(
            of: source.host, port: source.port, until: session.stop)
        guard let found else { return nil }
        var failure = DeviceError.unresolved(host: source.host, reason: "no address")
        for address in found {
            do throws(DeviceError) {
                guard let socket = try connect(to: address, session) else { return nil }
                session.tell(.opened(try opened(socket.number, address)))
                return socket
            } catch {
                failure = error
            }
        }
        throw failure
    }

    private func connect(
        to address: SocketAddress, _ session: ReceiverSession
    ) throws(DeviceError) -> Descriptor? {
        do throws(SystemError) {
            let socket = try SystemCalls.socket(address.family, SOCK_STREAM)
            try TCPConnection.configure(socket.number, source.keepAlive)
            try SystemCalls.connect(socket.number, to: address)
            let readiness = try session.wait(
                for: socket.number, events: POLLOUT, atMost: source.connectTimeout)
            if readiness.stop { return nil }
            if readiness.first != 0 {
                let number = try SystemCalls.pendingError(of: socket.number)
                if number == 0 { return socket }
                throw SystemError(call: "connect", number: number)
            }
        } catch {
            throw error.at("\(address)")
        }
        throw .timedOut(target: "\(address)", after: source.connectTimeout)
    }

    private func opened(
        _ socket: Int32, _ address: SocketAddress
    ) throws(DeviceError) -> OpenedSource {
        do throws(SystemError) {
            let local = try SystemCalls.localAddress(of: socket)
            return OpenedSource(name: "\(address)", localPort: local.port)
        } catch {
            throw error.at("\(address)")
        }
    }
}

/// What is the same for both ends of a TCP connection.
enum TCPConnection {
    /// Has the kernel ask a silent peer whether it still lives.
    static func configure(_ socket: Int32, _ keepAlive: TCPKeepAlive) throws(SystemError) {
        let tcp = Int32(IPPROTO_TCP)
        try SystemCalls.setOption(socket, SOL_SOCKET, SO_KEEPALIVE, 1)
        try SystemCalls.setOption(socket, tcp, TCP_KEEPIDLE, seconds(keepAlive.idle))
        try SystemCalls.setOption(socket, tcp, TCP_KEEPINTVL, seconds(keepAlive.interval))
        try SystemCalls.setOption(socket, tcp, TCP_KEEPCNT, max(1, keepAlive.probes))
    }

    /// Whole seconds, at least one and at most what the kernel takes (MAX_TCP_KEEPIDLE).
    private static func seconds(_ duration: Duration) -> Int32 {
        Int32(min(max(1, duration.components.seconds), 32_767))
    }
}
