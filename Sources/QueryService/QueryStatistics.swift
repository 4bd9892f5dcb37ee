public import TelemetryPipeline
import Synchronization

/// What the service counts, readable from any thread: for the status.
public final class QueryStatistics: Sendable {
    private let openConnections = Atomic(0)
    private let openStreams = Atomic(0)
    private let droppedPackets = Atomic<UInt64>(0)
    private let servedRequests = Atomic<UInt64>(0)
    private let refusedConnections = Atomic<UInt64>(0)

    init() {}

    /// Connections now.
    public var connections: Int { openConnections.load(ordering: .relaxed) }
    /// Live streams now.
    public var streams: Int { openStreams.load(ordering: .relaxed) }
    /// Packets that slow clients lost, each counted once per client.
    public var packetsDropped: UInt64 { droppedPackets.load(ordering: .relaxed) }
    /// Requests answered, refusals too.
    public var requests: UInt64 { servedRequests.load(ordering: .relaxed) }
    /// Connections closed at once, because there were too many.
    public var connectionsRefused: UInt64 { refusedConnections.load(ordering: .relaxed) }

    /// The counts as members of a status.
    public var members: JSONObject {
        var object = JSONObject()
        object.add("connections", connections)
        object.add("streams", streams)
        object.add("requests", requests)
        object.add("packetsDropped", packetsDropped)
        object.add("connectionsRefused", connectionsRefused)
        return object
    }

    func connected(_ step: Int) { openConnections.add(step, ordering: .relaxed) }
    func streaming(_ step: Int) { openStreams.add(step, ordering: .relaxed) }
    func answered() { servedRequests.add(1, ordering: .relaxed) }
    func refused() { refusedConnections.add(1, ordering: .relaxed) }
    func dropped(_ count: DropCount) { droppedPackets.add(count.packets, ordering: .relaxed) }
}
