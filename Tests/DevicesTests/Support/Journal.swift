import Devices
import Synchronization
import TelemetryLink

/// Everything that a receiver handed over and told, in order, and a way to await it.
final class Journal: Sendable {
    struct Chunk: Sendable {
        var octets: [UInt8]
        var time: ReceptionTime
    }

    enum Entry: Sendable {
        case chunk(Chunk)
        case event(ReceiverEvent)
    }

    private let kept = Mutex<[Entry]>([])
    private let changes: AsyncStream<Void>
    private let changed: AsyncStream<Void>.Continuation

    init() {
        (changes, changed) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    struct Cancelled: Error {}

    var entries: [Entry] { kept.withLock { $0 } }
    var chunks: [Chunk] {
        entries.compactMap { if case .chunk(let chunk) = $0 { chunk } else { nil } }
    }
    var octets: [UInt8] { chunks.flatMap(\.octets) }
    var events: [ReceiverEvent] {
        entries.compactMap { if case .event(let event) = $0 { event } else { nil } }
    }

    /// The events, but for `idle`, which depends on how octets happen to arrive.
    var milestones: [ReceiverEvent] { events.filter { $0 != .idle } }

    func take(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        let span = slab.octets(range)
        let octets = span.withUnsafeBytes { Array($0) }
        append(.chunk(Chunk(octets: octets, time: time)))
    }

    func take(_ event: ReceiverEvent) {
        append(.event(event))
    }

    private func append(_ entry: Entry) {
        kept.withLock { $0.append(entry) }
        changed.yield()
    }

    /// Waits until `find` finds something; throws when the test's time is over.
    func wait<Found>(_ find: (Journal) -> Found?) async throws -> Found {
        var iterator = changes.makeAsyncIterator()
        while true {
            if let found = find(self) { return found }
            if await iterator.next() == nil { throw Cancelled() }
        }
    }

    func wait(until isTrue: (Journal) -> Bool) async throws {
        _ = try await wait { isTrue($0) ? true : nil }
    }

    /// Waits for so many octets in all.
    func wait(forOctets count: Int) async throws {
        try await wait(until: { $0.octetCount >= count })
    }

    /// Waits for the `nth` event (counted from 1) of the kind that `match` knows.
    @discardableResult
    func wait<Found>(
        nth: Int = 1, for match: (ReceiverEvent) -> Found?
    ) async throws -> Found {
        try await wait {
            let found = $0.events.compactMap(match)
            return found.count >= nth ? found[nth - 1] : nil
        }
    }

    private var octetCount: Int {
        kept.withLock {
            $0.reduce(0) { if case .chunk(let chunk) = $1 { $0 + chunk.octets.count } else { $0 } }
        }
    }
}

extension ReceiverEvent {
    var opened: OpenedSource? { if case .opened(let source) = self { source } else { nil } }
    var listening: OpenedSource? { if case .listening(let source) = self { source } else { nil } }
    var waiting: DeviceError? { if case .waiting(let error) = self { error } else { nil } }
    var lost: LossReason? { if case .lost(let reason) = self { reason } else { nil } }
    var failed: DeviceError? { if case .failed(let error) = self { error } else { nil } }
    var refused: String? { if case .refused(let peer, _, _) = self { peer } else { nil } }
    var refusal: RefusalReason? {
        if case .refused(_, let reason, _) = self { reason } else { nil }
    }
    var foreign: UInt64? {
        if case .foreignDatagrams(let count) = self { count } else { nil }
    }
    var dropped: UInt32? { if case .kernelDropped(let count) = self { count } else { nil } }
    var mismatch: SettingMismatch? {
        if case .settingNotHonoured(let mismatch) = self { mismatch } else { nil }
    }
}

extension DeviceError {
    /// The `errno` of a failed system call.
    var systemNumber: Int32? { if case .system(_, _, let number) = self { number } else { nil } }
}

/// A receiver that writes its journal, started.
func startReceiver(
    _ source: ReceiverSource, into journal: Journal,
    retryInterval: Duration = .milliseconds(20)
) throws -> LinkReceiver {
    let receiver = LinkReceiver(
        name: "test", source: source, options: ReceiverOptions(retryInterval: retryInterval),
        handler: { journal.take($0, $1, $2) }, onEvent: { journal.take($0) })
    try receiver.start()
    return receiver
}
