import Glibc

/// Listens on a TCP port and receives what one peer after another sends.
struct TCPServerReceiver {
    /// Peers that may wait to be accepted; whoever is not the first is refused anyway.
    private static let backlog: Int32 = 16
    /// Peers accepted or refused in a row before octets are read again.
    private static let maximumAccepts = 16

    let source: TCPServerSource

    private var name: String { "\(source.bindAddress):\(source.port)" }

    func run(_ session: inout ReceiverSession) {
        while !session.stop.isRequested {
            do throws(DeviceError) {
                let allowed = try source.allowed.map { (text) throws(DeviceError) in
                    try AddressRange(text, parameter: "allow")
                }
                let listener: TCPListener
                if let sharing = source.sharing {
                    listener = try sharing.listener(listen)
                } else {
                    listener = try listen()
                }
                let place = try describe(listener.number)
                source.sharing?.add()
                defer { source.sharing?.remove() }
                session.tell(.listening(place))
                defer { session.tellRefused(isLast: true) }
                try serve(listener.number, at: place, allowed, &session)
            } catch {
                if error.isPermanent { return session.tell(.failed(error)) }
                session.tellWaiting(error)
                session.pause(session.retryInterval)
            }
        }
    }

    private func listen() throws(DeviceError) -> TCPListener {
        let address = try NameResolution.numericAddress(
            source.bindAddress, port: source.port, parameter: "address")
        do throws(SystemError) {
            let listener = try SystemCalls.socket(address.family, SOCK_STREAM)
            // Else the port could not be bound for minutes after a restart.
            try SystemCalls.setOption(listener.number, SOL_SOCKET, SO_REUSEADDR, 1)
            try SystemCalls.bind(listener.number, to: address)
            try SystemCalls.listen(listener.number, backlog: Self.backlog)
            return TCPListener(listener)
        } catch {
            throw error.at(name)
        }
    }

    private func describe(_ listener: Int32) throws(DeviceError) -> OpenedSource {
        do throws(SystemError) {
            let local = try SystemCalls.localAddress(of: listener)
            return OpenedSource(name: "\(local)", localPort: local.port)
        } catch {
            throw error.at(name)
        }
    }

    /// Serves peers until the listener fails or a stop is requested.
    private func serve(
        _ listener: Int32, at place: OpenedSource, _ allowed: [AddressRange],
        _ session: inout ReceiverSession
    ) throws(DeviceError) {
        do throws(SystemError) {
            while !session.stop.isRequested {
                let readiness = try session.wait(
                    for: listener, atMost: session.refusals.timeToTell)
                session.tellRefused()
                // With a shared port, another receiver may have been quicker.
                guard readiness.first != 0, let peer = try SystemCalls.accept(listener),
                    isAllowed(peer.number, allowed, &session)
                else { continue }
                source.sharing?.beginServing()
                defer { source.sharing?.endServing() }
                if let reason = receive(from: peer.number, listener, &session) {
                    session.tell(.lost(reason))
                    session.tell(.listening(place))
                }
            }
        } catch {
            throw error.at(name)
        }
    }

    /// Whether the peer may connect; one that may not is refused.
    private func isAllowed(
        _ peer: Int32, _ allowed: [AddressRange], _ session: inout ReceiverSession
    ) -> Bool {
        guard !allowed.isEmpty else { return true }
        let address = try? SystemCalls.peerAddress(of: peer)
        if let address, allowed.contains(where: { $0.contains(HostAddress(address)) }) {
            return true
        }
        refuse(peer, .notAllowed, &session)
        return false
    }

    private func refuse(
        _ peer: Int32, _ reason: RefusalReason, _ session: inout ReceiverSession
    ) {
        let address = try? SystemCalls.peerAddress(of: peer)
        SystemCalls.resetOnClose(peer)
        session.refusals.note(peer: address.map { "\($0)" } ?? "unknown address", reason)
        session.tellRefused()
    }

    /// Receives from one peer until it leaves, refusing others; `nil` when a stop was requested,
    /// or when the peer was gone before it could be told.
    private func receive(
        from peer: Int32, _ listener: Int32, _ session: inout ReceiverSession
    ) -> LossReason? {
        guard let address = try? SystemCalls.peerAddress(of: peer),
            let local = try? SystemCalls.localAddress(of: peer),
            (try? TCPConnection.configure(peer, source.keepAlive)) != nil
        else { return nil }
        session.tell(.opened(OpenedSource(name: "\(address)", localPort: local.port)))
        var others = listener
        while !session.stop.isRequested {
            let readiness: SystemCalls.Readiness
            do throws(SystemError) {
                let limits = [
                    others < 0 ? session.retryInterval : nil, session.refusals.timeToTell,
                ]
                readiness = try session.waitForMore(
                    for: peer, others, atMost: limits.compactMap(\.self).min())
                session.tellRefused()
            } catch {
                return .failed(error.at("\(address)"))
            }
            // The peer first: when it has just left, the one who waits takes its place.
            if let reason = session.readIfReady(peer, readiness.first, name: "\(address)") {
                return reason
            }
            // Where nobody can be refused now (the process has no descriptor left, or another
            // receiver has room), the listener would stay readable: it rests for a while.
            others = readiness.second == 0 || refuseOthers(listener, &session) ? listener : -1
        }
        return nil
    }

    /// Refuses those who want to connect now; false when the system cannot even accept them, or
    /// another receiver will.
    private func refuseOthers(_ listener: Int32, _ session: inout ReceiverSession) -> Bool {
        for _ in 0..<Self.maximumAccepts {
            if source.sharing?.hasRoom == true { return false }
            do throws(SystemError) {
                guard let other = try SystemCalls.accept(listener) else { return true }
                refuse(other.number, .busy, &session)
            } catch {
                return false
            }
        }
        return true
    }
}
