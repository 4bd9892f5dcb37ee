import Glibc
import TelemetryLink
import TelemetryPipeline

/// The sockets of a TCP forwarder. One owner, one thread.
struct ClientServer {
    private struct Client {
        var descriptor: CInt
        var name: String
        var queue: ClientQueue
        var dropped: UInt64 = 0
        var isGone = false
    }

    private(set) var statistics = ForwarderStatistics()
    private let listener: CInt
    private let configuration: ForwarderConfiguration
    private let limits: TCPServerForwarder.ClientLimits
    private let report: (SinkEvent) -> Void
    private var clients: [Client] = []
    private var selection: [Int] = []

    init(
        _ listener: CInt, _ configuration: ForwarderConfiguration,
        _ limits: TCPServerForwarder.ClientLimits, report: @escaping (SinkEvent) -> Void
    ) {
        self.listener = listener
        self.configuration = configuration
        self.limits = limits
        self.report = report
    }

    // MARK: Packets

    /// Queues the packets of a batch that pass for every client, and sends what goes at once.
    mutating func hand(out routed: RoutedBatch) {
        let batch = routed.batch
        configuration.filter.bound(to: routed.link).select(from: batch, into: &selection)
        statistics.received += UInt64(selection.count)
        guard !selection.isEmpty, !clients.isEmpty else { return }
        // Blocks of a quarter of what may wait, so that a large batch is not all or nothing.
        let maximum = max(1, limits.octets / 4)
        var octets: [UInt8] = []
        var packets = 0
        for index in selection {
            let record = batch.packets[index]
            if packets > 0, octets.count + Int(record.length) > maximum {
                queue(PacketBlock(octets: octets, packets: packets))
                octets = []
                packets = 0
            }
            batch.octets(of: record).withUnsafeBytes { octets.append(contentsOf: $0) }
            packets += 1
        }
        queue(PacketBlock(octets: octets, packets: packets))
    }

    private mutating func queue(_ block: PacketBlock) {
        for index in clients.indices {
            // What was sent makes room.
            if !clients[index].queue.isEmpty { flush(index) }
            guard !clients[index].isGone else { continue }
            if clients[index].queue.append(block) {
                flush(index)
            } else {
                tooSlow(index, lost: UInt64(block.packets))
            }
        }
        removeGone()
    }

    private mutating func tooSlow(_ index: Int, lost: UInt64) {
        let isFirst = clients[index].dropped == 0
        clients[index].dropped += lost
        statistics.dropped += lost
        let disconnects = limits.policy == .disconnect
        if disconnects { clients[index].isGone = true }
        guard isFirst || disconnects else { return }
        report(
            .clientTooSlow(
                sink: configuration.name, client: clients[index].name,
                dropped: clients[index].dropped))
    }

    private mutating func flush(_ index: Int) {
        let descriptor = clients[index].descriptor
        let (packets, code) = clients[index].queue.flush { octets in
            let count = send(descriptor, octets.baseAddress, octets.count, CInt(MSG_NOSIGNAL))
            return count < 0 ? -Int(errno) : count
        }
        statistics.sent += UInt64(packets)
        if code != 0 { clients[index].isGone = true }
    }

    mutating func count(droppedInQueue packets: UInt64) {
        statistics.droppedInQueue += packets
        report(.queueDropped(sink: configuration.name, packets: packets))
    }

    // MARK: Sockets

    /// Waits for clients, room in their sockets, or the pipe; and serves what came.
    mutating func wait(orFor pipe: WakePipe) {
        var descriptors = [
            pollfd(fd: pipe.readEnd, events: Int16(POLLIN), revents: 0),
            pollfd(fd: listener, events: Int16(POLLIN), revents: 0),
        ]
        for client in clients {
            let events = client.queue.isEmpty ? POLLIN : POLLIN | POLLOUT
            descriptors.append(
                pollfd(fd: client.descriptor, events: Int16(events), revents: 0))
        }
        guard poll(&descriptors, nfds_t(descriptors.count), -1) > 0 else { return }
        for index in clients.indices {
            let found = CInt(descriptors[index + 2].revents)
            if found & (POLLIN | POLLHUP | POLLERR) != 0 { listenTo(index) }
            if found & POLLOUT != 0, !clients[index].isGone { flush(index) }
        }
        removeGone()
        if descriptors[1].revents != 0 { accept() }
    }

    /// Clients have nothing to say; what they do say is read and forgotten, and its end noticed.
    private mutating func listenTo(_ index: Int) {
        var octets = [UInt8](repeating: 0, count: 4_096)
        let count = recv(clients[index].descriptor, &octets, octets.count, 0)
        if count == 0 || (count < 0 && errno != EAGAIN && errno != EINTR) {
            clients[index].isGone = true
        }
    }

    private mutating func accept() {
        // As many as the kernel keeps waiting; others come with the next turn.
        for _ in 0..<64 {
            let descriptor = Glibc.accept(listener, nil, nil)
            guard descriptor >= 0 else {
                // No descriptors: do not spin, the listener stays readable.
                if errno == EMFILE || errno == ENFILE { usleep(10_000) }
                return
            }
            _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
            _ = fcntl(descriptor, F_SETFL, O_NONBLOCK)
            let name = SocketOpening.peerName(of: descriptor)
            guard clients.count < limits.clients else {
                Glibc.close(descriptor)
                report(.clientRefused(sink: configuration.name, client: name))
                continue
            }
            var yes: CInt = 1
            // Packets are as large as they are: waiting for more would only be late.
            setsockopt(
                descriptor, CInt(IPPROTO_TCP), TCP_NODELAY, &yes,
                socklen_t(MemoryLayout<CInt>.size))
            let queue = ClientQueue(maximumOctets: limits.octets)
            clients.append(Client(descriptor: descriptor, name: name, queue: queue))
            statistics.clients = clients.count
            report(.clientConnected(sink: configuration.name, client: name))
        }
    }

    private mutating func removeGone() {
        guard clients.contains(where: \.isGone) else { return }
        for client in clients where client.isGone { leave(client) }
        clients.removeAll(where: \.isGone)
        statistics.clients = clients.count
    }

    private mutating func leave(_ client: Client) {
        // What waited for it is lost to it, too.
        let waiting = UInt64(client.queue.packets)
        statistics.dropped += waiting
        Glibc.close(client.descriptor)
        report(
            .clientLeft(
                sink: configuration.name, client: client.name, dropped: client.dropped + waiting))
    }

    mutating func close() {
        for index in clients.indices { flush(index) }
        for client in clients { leave(client) }
        clients = []
        statistics.clients = 0
        Glibc.close(listener)
    }
}
