import NIOCore
import TelemetryPipeline

/// What a live stream needs of its connection.
protocol StreamOutlet: AnyObject {
    /// Less waits for the client than is allowed.
    var isWritable: Bool { get }
    /// Queues octets, already framed.
    func write(framed: ByteBuffer)
    func flush()
    /// Ends the response.
    ///
    /// - Parameter trailer: packets lost, for the trailer of a raw stream.
    func endStream(trailer: UInt64?)
}

/// One client's live stream: what it was given, and what it lost by being slow.
final class PacketStream {
    let format: StreamFormat
    private let outlet: any StreamOutlet
    /// Packets until the stream ends by itself.
    private var remaining: Int?
    private var dropped = DropCount()
    private(set) var hasEnded = false
    /// When something was last written.
    private(set) var lastWrite: NIODeadline
    /// When it last fell behind, and until when it may hold its group back.
    private var fellBehind: NIODeadline?
    private(set) var holdsUntil: NIODeadline?

    init(_ query: PacketsQuery, outlet: any StreamOutlet, now: NIODeadline) {
        format = query.format
        remaining = query.count
        self.outlet = outlet
        lastWrite = now
    }

    var isWritable: Bool { outlet.isWritable }

    /// Records dropped here that the client has not been told of.
    var untold: DropCount { dropped }

    /// Gives the client a chunk, or counts it as lost.
    ///
    /// - Returns: records lost.
    func deliver(_ chunk: StreamChunk, now: NIODeadline) -> DropCount {
        guard !hasEnded else { return DropCount() }
        guard outlet.isWritable else {
            dropped += chunk.count
            return chunk.count
        }
        tellDropped()
        guard !hasEnded else { return DropCount() }
        lastWrite = now
        let packets = Int(chunk.count.packets)
        if let remaining, packets >= remaining {
            outlet.write(framed: chunk.prefix(packets: remaining).framed)
            end()
        } else {
            if let remaining { self.remaining = remaining - packets }
            outlet.write(framed: chunk.framed)
        }
        return DropCount()
    }

    /// Records were lost before they came here.
    func note(dropped count: DropCount) {
        guard !hasEnded else { return }
        dropped += count
        if outlet.isWritable { tellDropped() }
    }

    /// The client has taken enough to be given more.
    func becameWritable() {
        holdsUntil = nil
        guard !hasEnded else { return }
        tellDropped()
        outlet.flush()
    }

    func heartbeat(_ line: ByteBuffer, now: NIODeadline) {
        guard !hasEnded, format == .ndjson, outlet.isWritable else { return }
        lastWrite = now
        outlet.write(framed: line)
        outlet.flush()
    }

    /// Ends the stream from the service's side.
    func end() {
        guard !hasEnded else { return }
        tellDropped()
        guard !hasEnded else { return }
        hasEnded = true
        outlet.endStream(trailer: nil)
    }

    /// The connection is gone.
    func abandon() {
        hasEnded = true
    }

    func flush() {
        if !hasEnded { outlet.flush() }
    }

    /// Whether the group should wait a little for this client; see `Timeouts.patience`.
    func holdsGroup(now: NIODeadline, patience: TimeAmount) -> Bool {
        guard !hasEnded, !outlet.isWritable else {
            holdsUntil = nil
            return false
        }
        if let holdsUntil { return now < holdsUntil }
        // Once a second at most, so that a client that is always behind costs little.
        if let fellBehind, now - fellBehind < .seconds(1) { return false }
        fellBehind = now
        holdsUntil = now + patience
        return true
    }

    private func tellDropped() {
        guard !dropped.isEmpty else { return }
        switch format {
        case .ndjson:
            outlet.write(framed: StreamChunk.object(.dropped(dropped)))
            dropped = DropCount()
        case .raw:
            hasEnded = true
            outlet.endStream(trailer: dropped.packets)
        }
    }
}
