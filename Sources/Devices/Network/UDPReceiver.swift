import Glibc

/// Receives the datagrams of a UDP port.
struct UDPReceiver {
    let source: UDPSource

    private var name: String { "\(source.bindAddress):\(source.port)" }

    func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            do throws(DeviceError) {
                let socket = try open(&session)
                if let reason = receive(from: socket.number, &session) {
                    session.tell(.lost(reason))
                }
            } catch {
                if error.isPermanent { return session.tell(.failed(error)) }
                session.tellWaiting(error)
            }
            session.pause(session.retryInterval)
        }
    }

    private func open(_ session: inout ReceiverSession) throws(DeviceError) -> Descriptor {
        let address = try NameResolution.numericAddress(
            source.bindAddress, port: source.port, parameter: "address")
        let group = try source.group.map { (text) throws(DeviceError) in
            try NameResolution.numericAddress(text, port: 0, parameter: "group")
        }
        if let group, group.family != address.family {
            throw .invalidParameter(
                name: "group", value: source.group ?? "", reason: "not of the address's family")
        }
        let interface = try interfaceIndex()
        do throws(SystemError) {
            let socket = try SystemCalls.socket(address.family, SOCK_DGRAM)
            try configure(socket.number)
            if group != nil { try share(socket.number, address.family) }
            try SystemCalls.bind(socket.number, to: address)
            if let group {
                try SystemCalls.join(socket.number, group: group, interface: interface)
            }
            let local = try SystemCalls.localAddress(of: socket.number)
            session.tell(.opened(OpenedSource(name: "\(local)", localPort: local.port)))
            if let mismatch = try bufferMismatch(socket.number) {
                session.tell(.settingNotHonoured(mismatch))
            }
            return socket
        } catch {
            throw error.at(name)
        }
    }

    /// 0, which lets the kernel choose, when no interface is named.
    private func interfaceIndex() throws(DeviceError) -> UInt32 {
        guard let interface = source.interface else { return 0 }
        guard let index = SystemCalls.index(ofInterface: interface) else {
            throw .system(call: "if_nametoindex", target: interface, number: ENODEV)
        }
        return index
    }

    private func configure(_ socket: Int32) throws(SystemError) {
        try SystemCalls.setOption(socket, SOL_SOCKET, SO_RXQ_OVFL, 1)
        if let octets = source.receiveBuffer {
            try SystemCalls.setOption(socket, SOL_SOCKET, SO_RCVBUF, Int32(clamping: octets))
        }
    }

    /// Several programs may follow a group. Without the second option an IPv4 socket would also
    /// hear the groups that others on this machine joined.
    private func share(_ socket: Int32, _ family: Int32) throws(SystemError) {
        try SystemCalls.setOption(socket, SOL_SOCKET, SO_REUSEADDR, 1)
        if family == AF_INET {
            try SystemCalls.setOption(socket, Int32(IPPROTO_IP), IP_MULTICAST_ALL, 0)
        }
    }

    /// The kernel limits the buffer (net.core.rmem_max) without an error.
    private func bufferMismatch(_ socket: Int32) throws(SystemError) -> SettingMismatch? {
        guard let asked = source.receiveBuffer else { return nil }
        // The kernel doubles what was asked, for its own bookkeeping, and tells the double.
        let actual = Int(try SystemCalls.option(socket, SOL_SOCKET, SO_RCVBUF)) / 2
        guard actual < asked else { return nil }
        return SettingMismatch(.receiveBuffer, asked: "\(asked)", actual: "\(actual)")
    }

    /// Receives until the socket fails; `nil` when a stop was requested.
    private func receive(from socket: Int32, _ session: inout ReceiverSession) -> LossReason? {
        var drops = DropCount()
        defer { tellDrops(socket, &drops, &session) }
        while !session.stop.isRequested {
            do throws(SystemError) {
                if try session.wait(for: socket).first == 0 { continue }
                try receiveUntilDry(socket, &drops, &session)
            } catch {
                return .failed(error.at(name))
            }
        }
        return nil
    }

    private func receiveUntilDry(
        _ socket: Int32, _ drops: inout DropCount, _ session: inout ReceiverSession
    ) throws(SystemError) {
        for _ in 0..<ReceiverSession.maximumReadsInARow where !session.stop.isRequested {
            switch session.receiveOnce(socket, &drops) {
            case .more, .endOfFile: continue
            case .dry:
                // Without this, drops at the end of a burst were told only by the next one.
                tellDrops(socket, &drops, &session)
                return session.tellIdle()
            case .failed(let error): throw error
            }
        }
    }

    private func tellDrops(
        _ socket: Int32, _ drops: inout DropCount, _ session: inout ReceiverSession
    ) {
        guard let count = SystemCalls.drops(of: socket), let more = drops.advance(to: count)
        else { return }
        session.tell(.kernelDropped(datagrams: more))
    }
}
