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
        /// The segment that was written; where the clock was set meanwhile, the last one.
        public var segment: String?
        /// How many segments there are: more than one where the clock was set meanwhile.
        public var segments: UInt64
        /// The last segment has its proven end and is on the disk.
        public var isSealed: Bool
        /// Octets that the disk did not take in time.
        public var dropped: UInt64
        /// What came, and what became of it.
        public var tally: LinkTally
    }

    /// What file names of the capture begin with while it is written.
    public static let station = "recording"

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
        capture = try Self.capture(of: link, in: directory, version, journal)
        journal.setCapture(capture)
        let runtime = LinkRuntime(
            link, keys: keys, name: name, index: 0, capture: capture, router: router,
            journal: journal)
        let budget = RecordingBudget(octets: octets)
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
            segment: status.segment, segments: status.segments, isSealed: isSealed,
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
        of link: LinkFile, in directory: String, _ version: String, _ journal: StationJournal
    ) throws(StationError) -> CaptureWriter {
        var configuration = CaptureStore.CaptureConfiguration(
            directory: directory, station: station, application: "feedhorn \(version)")
        configuration.segmentOctets = 64 << 30
        configuration.segmentNanoseconds = 86_400_000_000_000
        do {
            return try CaptureWriter(
                configuration: configuration, links: [StationCapture.link(link)],
                onEvent: { journal.captureEvent($0) })
        } catch {
            throw .capture("\(error)")
        }
    }
}
