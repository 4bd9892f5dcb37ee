import CaptureStore
import Devices
import Glibc
import LinkConfiguration
import Synchronization
import TelemetryLink
import TelemetryPipeline

/// One link of a running station: what its receiver hands over goes to the capture, through the
/// decoder, to the router, in this order and on the receiver's thread.
final class LinkRuntime: Sendable {
    struct State: ~Copyable {
        var decoder: LinkDecoder
        var batch = PacketBatch()
        /// When the first octets of what is in the batch came; 0 while nothing is in it.
        var batchStart: UInt64 = 0
        var condition = LinkCondition()
        /// What the last look found, for events about its change.
        var wasStalled = false
        var octets: UInt64 = 0
        var chunks: UInt64 = 0
        var lastChunk = ReceptionTime(utc: 0, monotonic: 0)
        var kernelDrops: UInt64 = 0
        var foreignDatagrams: UInt64 = 0
        var lineErrors = LineErrorReport()
        var badCharacters: UInt64 = 0
        var overruns: UInt64 = 0
        var window = DiagnosisWindow()
    }

    let name: LinkName
    let link: LinkFile
    /// Number of the link in the capture.
    private let index: Int
    private let capture: CaptureWriter?
    private let router: PacketRouter
    private let journal: StationJournal
    private let state: Mutex<State>

    init(
        _ link: LinkFile, keys: LinkKeyring, name: LinkName, index: Int,
        capture: CaptureWriter?, router: PacketRouter, journal: StationJournal
    ) {
        self.link = link
        self.name = name
        self.index = index
        self.capture = capture
        self.router = router
        self.journal = journal
        state = Mutex(
            State(
                decoder: LinkDecoder(
                    link.parameters, security: keys.security, signatures: keys.signatures)))
    }

    /// Octets of the link, in the receiver's slab.
    ///
    /// What is made of them is handed on when nothing more is there to read, or enough has
    /// gathered: to wake everybody for each datagram would cost more than all else.
    func receive(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        capture?.append(link: index, slab: slab, range: range, time: time)
        let (batch, errors) = state.withLock { state in
            state.octets += UInt64(range.count)
            state.chunks += 1
            state.lastChunk = time
            state.condition.noteOctets(at: time.monotonic)
            state.observe(slab, range, time)
            state.decoder.consume(slab, range, receivedAt: time, into: &state.batch)
            return (state.takeBatchIfFull(at: time), state.takeLineErrors(at: time.monotonic))
        }
        if let batch { router.publish(batch, from: name, endsInput: false) }
        if let errors { note(.linkOverrun, 4, "line errors: \(errors)") }
    }

    /// The stream is broken, or over: what is pending is settled.
    private func settle(isEnd: Bool) {
        let (batch, errors) = state.withLock { state in
            if isEnd {
                state.decoder.finish(into: &state.batch)
            } else {
                state.decoder.interrupt(into: &state.batch)
            }
            return (state.takeBatch(), state.takeLineErrors(at: nil))
        }
        router.publish(batch ?? PacketBatch(), from: name)
        if let errors { note(.linkOverrun, 4, "line errors: \(errors)") }
    }

    /// Something that happened to the device.
    func handle(_ event: ReceiverEvent) {
        switch event {
        case .idle:
            let batch = state.withLock { $0.takeBatch() }
            if let batch { router.publish(batch, from: name) }
        case .listening(let source):
            change(.opening, "listening at \(source.name)")
        case .opened(let source):
            change(.open, "open: \(source.name)")
            note(.linkOpen, 6, "link open: \(source.name)")
        case .waiting(let error):
            change(.absent, "\(error)")
            note(.linkError, 4, "waiting: \(error)")
        case .lost(let reason):
            change(.absent, "lost: \(LinkRuntime.words(reason))")
            note(.linkUnplug, 4, "link lost: \(LinkRuntime.words(reason))")
            settle(isEnd: false)
        case .refused(let peer, let reason):
            let words = reason == .busy ? "no room for it" : "not allowed"
            note(.linkError, 4, "refused the peer \(peer): \(words)")
        case .kernelDropped(let datagrams):
            state.withLock { $0.kernelDrops += UInt64(datagrams) }
            note(
                .linkOverrun, 3, "the kernel dropped \(datagrams) datagrams",
                count: UInt64(datagrams))
        case .foreignDatagrams(let count):
            state.withLock { $0.foreignDatagrams += count }
            note(
                .linkError, 5, "\(count) datagrams from others than the link's sources",
                count: count)
        case .lineErrors(let errors):
            state.withLock { $0.count(errors) }
            note(.linkOverrun, 4, "line errors: \(errors)")
        case .transferErrors(let errors):
            note(.linkOverrun, 4, "USB transfers: \(errors)")
        case .settingNotHonoured(let mismatch):
            note(
                .linkError, 4,
                "\(mismatch.setting.rawValue): asked \(mismatch.asked), got \(mismatch.actual)")
        case .endOfInput:
            change(.ended, "end of input")
            note(.linkClose, 6, "end of input")
            settle(isEnd: true)
        case .failed(let error):
            change(.failed, "\(error)")
            note(.linkError, 3, "failed: \(error)")
            settle(isEnd: false)
        }
    }

    /// The station stops: the decoder gives up what it holds.
    func finish() {
        settle(isEnd: true)
    }

    private static func words(_ reason: LossReason) -> String {
        switch reason {
        case .endOfFile: "end of file"
        case .hangUp: "hang-up"
        case .failed(let error): "\(error)"
        }
    }

    private func change(_ device: LinkCondition.Device, _ reason: String) {
        let now = Clocks.now().monotonic
        state.withLock { $0.condition.change(device, reason, at: now) }
    }

    /// Looks whether the link has stalled, or goes on, and tells of it.
    func supervise() {
        let now = Clocks.now().monotonic
        let news = state.withLock { state -> (isStalled: Bool, reason: String)? in
            let (current, reason) = state.condition.state(at: now, link.expectation)
            let isStalled = current == .stalled
            defer { state.wasStalled = isStalled }
            return isStalled == state.wasStalled ? nil : (isStalled, reason)
        }
        guard let news else { return }
        if news.isStalled {
            note(.linkState, 4, "stalled: \(news.reason)")
        } else {
            note(.linkState, 6, "no longer stalled")
        }
    }

    private func note(
        _ code: CaptureEventCode, _ priority: Int, _ message: String, count: UInt64? = nil
    ) {
        journal.note(code, priority, message, link: (index, name), count: count)
    }

    // MARK: status

    /// The books at this moment, for `status` and tests.
    var balance: LinkBalance { state.withLock { $0.decoder.balance } }

    /// The link as `GET /v1/links` shows it.
    var status: JSONObject {
        state.withLock { state in
            var object = JSONObject()
            object.add("name", name.description)
            let (condition, reason) = state.condition.state(
                at: Clocks.now().monotonic, link.expectation)
            object.add("state", condition.rawValue)
            object.add("reason", reason)
            let diagnosis = state.diagnosis(condition, reason, at: Clocks.now().monotonic)
            object.add("diagnosis", LinkRuntime.json(diagnosis))
            object.add("received", LinkRuntime.tally(state.chunks, state.octets))
            if let counters = capture?.counters(link: index) {
                object.add(
                    "written", LinkRuntime.tally(counters.written.chunks, counters.written.octets))
                object.add(
                    "durable", LinkRuntime.tally(counters.durable.chunks, counters.durable.octets))
                object.add(
                    "captureDropped",
                    LinkRuntime.tally(counters.dropped.chunks, counters.dropped.octets))
            }
            object.add("kernelDropped", state.kernelDrops)
            if state.foreignDatagrams > 0 {
                object.add("foreignDatagrams", state.foreignDatagrams)
            }
            if state.lastChunk.utc > 0 {
                object.add("lastReception", time: state.lastChunk.utc)
            } else {
                object.addNull("lastReception")
            }
            object.add("synchronizer", "\(state.decoder.state)".uppercased())
            LinkStatus.add(state.decoder.statistics, state.decoder.balance, to: &object)
            return object
        }
    }

    private static func json(_ diagnosis: LinkDiagnosis) -> JSONObject {
        var object = JSONObject()
        object.add("rung", diagnosis.rung.rawValue)
        object.add("sentence", diagnosis.sentence)
        return object
    }

    private static func tally(_ chunks: UInt64, _ octets: UInt64) -> JSONObject {
        var object = JSONObject()
        object.add("chunks", chunks)
        object.add("octets", octets)
        return object
    }
}

extension LinkRuntime.State {
    /// Packets or frames of a batch, a bound of its memory and of what a subscriber gets at once.
    private static let fullBatch = 256
    /// A batch can name 255 slabs; one chunk adds a handful.
    private static let fullSlabs = 32
    /// How long octets wait at most while more of them come, in nanoseconds.
    private static let longestGathering: UInt64 = 5_000_000

    /// The batch, if anything is in it; a new one takes its place.
    mutating func takeBatch() -> PacketBatch? {
        batchStart = 0
        guard !batch.isEmpty else { return nil }
        if !batch.frames.isEmpty || !batch.packets.isEmpty {
            condition.noteFrames(at: lastChunk.monotonic)
        }
        window.note(batch, decoder.parameters)
        defer { batch = PacketBatch() }
        return batch
    }

    /// Errors of the line that nobody was told of; without a time, whether it is time or not.
    mutating func takeLineErrors(at time: UInt64?) -> SerialLineErrors? {
        guard decoder.parameters.wrapper.status != .none else { return nil }
        let counts = decoder.statistics.lineErrors
        return time.map { lineErrors.take(counts, at: $0) } ?? lineErrors.takeRest(counts)
    }

    /// The batch, if it must not wait for more.
    mutating func takeBatchIfFull(at time: ReceptionTime) -> PacketBatch? {
        if batch.isEmpty { return nil }
        if batchStart == 0 { batchStart = time.monotonic }
        let isFull =
            batch.packets.count >= Self.fullBatch || batch.frames.count >= Self.fullBatch
            || batch.slabs.count >= Self.fullSlabs
            || time.monotonic >= batchStart + Self.longestGathering
        return isFull ? takeBatch() : nil
    }
}
