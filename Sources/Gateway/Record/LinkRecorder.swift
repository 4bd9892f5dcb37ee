import CaptureStore
import Devices
public import LinkConfiguration
public import Logging
import TelemetryPipeline

/// Records one link as a station does: the same receiver, the same capture, and the same decoder
/// beside it, which here only counts.
public final class LinkRecorder: Sendable {
    /// How a recording came out.
    public struct Outcome: Sendable {
        /// The segment that was written; where there are several, the last one.
        public var segment: String?
        /// How many segments there are, and why there is more than one.
        public var segments: UInt64
        /// `the clock was set meanwhile`; what the capture told, where it told a reason.
        public var splitReason: String
        /// The last segment has its proven end and is on the disk.
        public var isSealed: Bool
        /// Octets that the disk did not take in time.
        public var dropped: UInt64
        /// What came, and what became of it.
        public var tally: LinkTally
    }

    /// What file names of the capture begin with while it is written.
    public static let station = "recording"

    /// Octets of the largest segment, which a recording is one of.
    private static let segmentOctets: UInt64 = 64 << 30
    /// For what stands in the file besides chunks: checkpoints, events, the index.
    private static let reservedOctets: UInt64 = 256 << 20
    /// Nanoseconds of the longest segment, a day.
    private static let segmentNanoseconds: UInt64 = 86_400_000_000_000
    /// How long a recording may last: a minute less, in which it is ended.
    public static let longestNanoseconds = segmentNanoseconds - 60_000_000_000
    /// How many octets may come, at most.
    public static let mostOctets = segmentOctets - reservedOctets

    private let split: RecordingSplit
    private let name: LinkName
    private let version: String
    private let journal: StationJournal
    private let capture: CaptureWriter
    private let runtime: LinkRuntime
    private let receiver: LinkReceiver
    private let budget: RecordingBudget

    /// Opens the capture in `directory`, which must exist; nothing is received yet.
    ///
    /// - Parameters:
    ///   - link: has a source.
    ///   - octets: the recording ends with the chunk that reaches so many; `nil`: without limit.
    public init(
        _ link: LinkFile, in directory: String, octets: UInt64? = nil, version: String,
        logger: Logger
    ) throws(StationError) {
        guard let source = link.source else {
            throw .configuration("\(link.places.link): no 'source', expected one to record from")
        }
        name = try Station.name(of: link)
        let keys = try Station.keys(of: link)
        let router = PacketRouter()
        journal = StationJournal(logger, router)
        split = RecordingSplit()
        capture = try Self.capture(of: link, in: directory, version, journal, split)
        journal.setCapture(capture)
        let runtime = LinkRuntime(
            link, keys: keys, name: name, index: 0, capture: capture, router: router,
            journal: journal)
        let budget = RecordingBudget(octets: octets, room: Self.mostOctets)
        receiver = LinkReceiver(
            name: name.description, source: ReceiverSource(source, link.parameters),
            handler: { slab, range, time in
                if budget.take(range.count) { runtime.receive(slab, range, time) }
            },
            onEvent: { event in
                runtime.handle(event)
                if let end = Self.end(event) { budget.end(end) }
            },
            verified: runtime.verifiedCount)
        self.runtime = runtime
        self.budget = budget
        self.version = version
    }

    /// Starts to receive. What the receiver meets stands in the log and in the capture.
    public func start() throws(StationError) {
        note(.passStart, "recording of \(name) begins, feedhorn \(version)")
        do {
            try receiver.start()
        } catch {
            throw .receiver("\(error)")
        }
    }

    /// Why it is over by itself; `nil` while it goes on.
    public var end: RecordingEnd? { budget.end }

    /// What came so far.
    public var tally: LinkTally { runtime.tally }

    /// Stops receiving and seals the capture.
    ///
    /// - Parameter reason: for the capture's journal.
    public func stop(_ reason: String) -> Outcome {
        receiver.stop()
        runtime.finish()
        note(.passEnd, "recording ends: \(reason)")
        // Behind it the segment's name is known even where nothing came.
        _ = capture.flush()
        let status = capture.status
        let isSealed = capture.close()
        return Outcome(
            segment: status.segment, segments: status.segments, splitReason: split.reason,
            isSealed: isSealed,
            dropped: capture.counters(link: 0).dropped.octets, tally: runtime.tally)
    }

    private func note(_ code: CaptureEventCode, _ message: String) {
        journal.note(code, 6, message, link: (0, name))
    }

    private static func end(_ event: ReceiverEvent) -> RecordingEnd? {
        switch event {
        case .endOfInput: .endOfInput
        case .failed(let error): .failed("\(error)")
        default: nil
        }
    }

    /// One segment, whatever comes: a recording is one file.
    private static func capture(
        of link: LinkFile, in directory: String, _ version: String, _ journal: StationJournal,
        _ split: RecordingSplit
    ) throws(StationError) -> CaptureWriter {
        var configuration = CaptureStore.CaptureConfiguration(
            directory: directory, station: station, application: "feedhorn \(version)")
        configuration.segmentOctets = segmentOctets
        configuration.segmentNanoseconds = segmentNanoseconds
        do {
            return try CaptureWriter(
                configuration: configuration, links: [StationCapture.link(link)],
                onEvent: { event in
                    split.note(event.code)
                    journal.captureEvent(event)
                })
        } catch {
            throw .capture("\(error)")
        }
    }
}
