import Glibc

/// Receives the datagrams of a UDP port.
struct UDPReceiver {
    let source: UDPSource

    private var name: String { "\(source.bindAddress):\(source.port)" }

    func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            do throws(DeviceError) {
                let sources = try senders()
                let socket = try open(sources, &session)
                if let reason = receive(from: socket.number, sources, &session) {
                    session.tell(.lost(reason))
                }
            } catch {
                if error.isPermanent { return session.tell(.failed(error)) }
                session.tellWaiting(error)
            }
            session.pause(session.retryInterval)
        }
    }

    /// Those whose datagrams are received.
    private func senders() throws(DeviceError) -> [AddressRange] {
        try source.sources.map { (text) throws(DeviceError) in
            try AddressRange(text, parameter: "sources")
        }
    }

    private func open(
        _ senders: [AddressRange], _ session: inout ReceiverSession
    ) throws(DeviceError) -> Descriptor {
        let address = try NameResolution.numericAddress(
            source.bindAddress, port: source.port, parameter: "address")
        let group = try source.group.map { (text) throws(DeviceError) in
            try NameResolution.numericAddress(text, port: 0, parameter: "group")
        }
        if let group, group.family != address.family {
            throw .invalidParameter(
                name: "group", value: source.group ?? "", reason: "not of the address's family")
        }
        let interface = try interfaceIndex(address)
        do throws(SystemError) {
            let socket = try SystemCalls.socket(address.family, SOCK_DGRAM)
            try configure(socket.number)
            if group != nil { try share(socket.number, address.family) }
            // To the group itself: a socket of one interface's address hears no group.
            let place = group.map { $0.with(port: source.port, interface: interface) } ?? address
            try SystemCalls.bind(socket.number, to: place)
            if let group { try join(socket.number, group, senders, interface) }
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

    /// Where single senders are named, only theirs are asked of the network.
    private func join(
        _ socket: Int32, _ group: SocketAddress, _ senders: [AddressRange], _ interface: UInt32
    ) throws(SystemError) {
        guard !senders.isEmpty, senders.allSatisfy(\.isOne) else {
            return try SystemCalls.join(socket, group: group, interface: interface)
        }
        for sender in senders {
            try SystemCalls.join(socket, group: group, from: sender.address, interface: interface)
        }
    }

    /// Where a group is joined: the interface that is named, or the one with the address; 0, which
    /// lets the kernel choose, for the address of none in particular.
    private func interfaceIndex(_ address: SocketAddress) throws(DeviceError) -> UInt32 {
        guard let interface = source.interface else {
            if source.group == nil || address.isUnspecified { return 0 }
            // It may come later: the kernel would join on another one, and nobody would know.
            guard let index = SystemCalls.index(ofInterfaceWith: address) else {
                throw .system(call: "join", target: name, number: EADDRNOTAVAIL)
            }
            return index
        }
        guard let index = SystemCalls.index(ofInterface: interface) else {
            throw .system(call: "if_nametoindex", target: interface, number: ENODEV)
        }
        return index
    }

    private func configure(_ socket: Int32) throws(SystemError) {
        try SystemCalls.setOption(socket, SOL_SOCKET, SO_RXQ_OVFL, 1)
        if let octets = source.receiveBuffer {
            // With the right to (CAP_NET_ADMIN), beyond the system's limit.
            let isForced =
                (try? SystemCalls.setOption(
                    socket, SOL_SOCKET, SO_RCVBUFFORCE, Int32(clamping: octets))) != nil
            if isForced { return }
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
    private func receive(
        from socket: Int32, _ senders: [AddressRange], _ session: inout ReceiverSession
    ) -> LossReason? {
        var drops = DropCount()
        var batch = DatagramBatch(sources: senders)
        let end = receive(from: socket, &batch, &drops, &session)
        tellForeign(&batch, &session, isLast: true)
        tellDrops(socket, &drops, &session, isLast: true)
        return end
    }

    private func receive(
        from socket: Int32, _ batch: inout DatagramBatch, _ drops: inout DropCount,
        _ session: inout ReceiverSession
    ) -> LossReason? {
        var pacer = ReceptionPacer(capacity: receiveBuffer(of: socket))
        while !session.stop.isRequested {
            do throws(SystemError) {
                let limits = [batch.timeToTell, drops.timeToTell]
                let isReady =
                    try session.waitForMore(for: socket, atMost: limits.compactMap(\.self).min())
                    .first != 0
                tellForeign(&batch, &session)
                if let dropped = drops.note() { session.tell(.kernelDropped(datagrams: dropped)) }
                guard isReady else { continue }
                let before = (batch.datagrams, batch.octets)
                try receiveUntilDry(socket, &batch, &drops, &session)
                pacer.note(
                    datagrams: batch.datagrams - before.0, octets: batch.octets - before.1,
                    at: .now)
                if let pause = pacer.gathering { SystemCalls.sleep(pause) }
            } catch {
                return .failed(error.at(name))
            }
        }
        return nil
    }

    /// Octets that the kernel keeps, its own bookkeeping included.
    private func receiveBuffer(of socket: Int32) -> Int {
        Int((try? SystemCalls.option(socket, SOL_SOCKET, SO_RCVBUF)) ?? 0)
    }

    private func receiveUntilDry(
        _ socket: Int32, _ batch: inout DatagramBatch, _ drops: inout DropCount,
        _ session: inout ReceiverSession
    ) throws(SystemError) {
        for _ in 0..<ReceiverSession.maximumReadsInARow where !session.stop.isRequested {
            switch session.receiveDatagrams(socket, &batch, &drops) {
            case .more, .endOfFile: continue
            case .dry:
                // Without this, drops at the end of a burst were told only by the next one.
                tellDrops(socket, &drops, &session)
                return session.tellIdle()
            case .failed(let error): throw error
            }
        }
    }

    private func tellForeign(
        _ batch: inout DatagramBatch, _ session: inout ReceiverSession, isLast: Bool = false
    ) {
        guard let count = batch.takeForeign(isLast: isLast) else { return }
        session.tell(.foreignDatagrams(count: count))
    }

    private func tellDrops(
        _ socket: Int32, _ drops: inout DropCount, _ session: inout ReceiverSession,
        isLast: Bool = false
    ) {
        guard let more = drops.note(SystemCalls.drops(of: socket), isLast: isLast) else { return }
        session.tell(.kernelDropped(datagrams: more))
    }
}
