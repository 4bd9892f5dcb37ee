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
        var outages = LinkOutages()
        /// Of the next chunk.
        var chunkFlags: ChunkFlags = []
        /// Chunks for the capture's writer that it was not woken for.
        var chunksUnwoken = 0
        var line: SerialLineState
        var badCharacters: UInt64 = 0
        var overruns: UInt64 = 0
        var transferErrors = USBTransferErrors()
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
    /// Where a serial port chooses its rate by what is verified.
    private let verified: VerifiedFrames?

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
        let line = SerialLineState(link)
        verified = line.choosesRate ? VerifiedFrames(link.parameters) : nil
        state = Mutex(
            State(
                decoder: LinkDecoder(
                    link.parameters, security: keys.security, signatures: keys.signatures),
                line: line))
    }

    /// Frames that were verified so far; `nil` where nobody chooses by it.
    var verifiedCount: LinkReceiver.VerifiedCount? {
        guard let verified else { return nil }
        return { verified.count }
    }

    /// Octets of the link, in the receiver's slab.
    ///
    /// What is made of them is handed on when nothing more is there to read, or enough has
    /// gathered: to wake everybody for each datagram would cost more than all else.
    func receive(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        // An FTDI chip tells its status also while nothing comes.
        let hasData = link.parameters.wrapper.holdsData(chunkOf: range.count)
        let (outage, flags, wakes) = state.withLock { state in
            defer { state.chunkFlags = [] }
            let outage = hasData ? state.outages.end(at: time) : nil
            return (outage, state.chunkFlags, state.wakesForChunk())
        }
        // In front of the octets that end it, in the capture too.
        if let outage { note(outage, at: time) }
        // In the queue before it is decoded; who writes it down is woken when nothing more is there
        // to read, behind those who wait for what is in it.
        capture?.append(
            link: index, slab: slab, range: range, time: time, flags: flags, wakes: wakes)
        let (batch, errors) = state.withLock { state in
            state.octets += UInt64(range.count)
            state.chunks += 1
            if hasData { state.noteData(at: time) }
            state.observe(slab, range, time)
            let known = state.batch.frames.count
            state.decoder.consume(slab, range, receivedAt: time, into: &state.batch)
            verified?.note(state.batch, from: known, state.decoder)
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
            let batch = state.withLock { state in
                state.chunksUnwoken = 0
                return state.takeBatch()
            }
            if let batch { router.publish(batch, from: name) }
            capture?.wake()
        case .listening(let source):
            change(.opening, "listening at \(source.name)")
        case .opened(let source):
            change(.open, "open: \(source.name)")
            state.withLock { $0.outages.reopen(at: Clocks.now()) }
            note(.linkOpen, 6, "link open: \(source.name)")
        case .waiting(let error):
            change(.absent, "\(error)")
            note(.linkError, 4, "waiting: \(error)")
        case .lost(let reason):
            lose(LinkRuntime.words(reason))
        case .refused(let peer, let reason, let others):
            let words = reason == .busy ? "no room for it" : "not allowed"
            let more = others > 0 ? ", and \(others) others before it" : ""
            note(
                .linkError, 4, "refused the peer \(peer): \(words)\(more)",
                count: UInt64(others + 1))
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
            state.withLock { $0.count(errors) }
            note(.linkOverrun, 4, "USB transfers: \(errors)")
        case .settingNotHonoured(let mismatch):
            note(
                .linkError, 4,
                "\(mismatch.setting.rawValue): asked \(mismatch.asked), got \(mismatch.actual)")
        case .erredChunk: state.withLock { _ = $0.chunkFlags.insert(.lineError) }
        case .lineMarks(let marks):
            state.withLock { $0.line.note(marks) }
            journal.note(
                .linkMarks, 4, "line marks: \(marks)", link: (index, name), count: marks.count,
                fields: marks.fields, details: marks.members)
        case .rateChanged(let change): goOn(after: change)
        case .rateFound(let rate):
            state.withLock { $0.line.isFound = true }
            note(.linkState, 6, "a frame was verified at \(rate) Bd: this rate is kept")
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

    /// The port goes on at another rate. The capture says so in front of the octets that come at
    /// it, and in each later segment, so that a replay does the same at the same place.
    private func goOn(after change: RateChange) {
        guard case .serial(let serial) = link.source else { return }
        let rate = serial.octetBitRate(at: change.to)
        journal.note(
            .linkRate, 4, "\(change)", link: (index, name),
            fields: [
                CaptureEvent.Field("baud", "\(change.to)"),
                CaptureEvent.Field("line_rate", "\(rate)"),
            ],
            details: change.members)
        capture?.describe(link: index, as: StationCapture.link(link, baud: change.to))
        let batch = state.withLock { state in
            state.line.change(to: change.to)
            state.decoder.changeLineRate(to: rate, into: &state.batch)
            return state.takeBatch()
        }
        if let batch { router.publish(batch, from: name) }
    }

    /// The station stops: the decoder gives up what it holds.
    func finish() {
        let now = Clocks.now()
        if let outage = state.withLock({ $0.outages.abandon(at: now) }) { note(outage, at: now) }
        settle(isEnd: true)
    }

    private func lose(_ reason: String) {
        let now = Clocks.now()
        state.withLock { state in
            state.condition.change(.absent, "lost: \(reason)", at: now.monotonic)
            let last = state.lastChunk.utc > 0 ? state.lastChunk : nil
            state.outages.lose(reason, at: now, lastOctets: last)
        }
        note(.linkUnplug, 4, "link lost: \(reason)")
        settle(isEnd: false)
    }

    private func note(_ outage: LinkOutage, at time: ReceptionTime) {
        journal.note(
            .linkOutage, 4, outage.message, link: (index, name), at: time, fields: outage.fields,
            details: outage.members)
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
        let news = state.withLock { state -> (isStalled: Bool, goesOn: Bool, reason: String)? in
            let (current, reason) = state.condition.state(at: now, link.expectation)
            let isStalled = current == .stalled
            defer { state.wasStalled = isStalled }
            let goesOn = [.receiving, .idle].contains(current)
            return isStalled == state.wasStalled ? nil : (isStalled, goesOn, reason)
        }
        guard let news else { return }
        if news.isStalled {
            note(.linkState, 4, "stalled: \(news.reason)")
        } else if news.goesOn {
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

    /// What came so far, and what became of it.
    var tally: LinkTally {
        state.withLock { state in
            let statistics = state.decoder.statistics
            return LinkTally(
                chunks: state.chunks, octets: state.octets,
                frames: state.decoder.balance.framesDelivered,
                packets: statistics.spacePackets + statistics.encapsulationPackets,
                kernelDropped: state.kernelDrops)
        }
    }

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
            if !state.transferErrors.isEmpty {
                object.add("transferErrors", LinkStatus.transfers(state.transferErrors))
            }
            if state.lastChunk.utc > 0 {
                object.add("lastReception", time: state.lastChunk.utc)
            } else {
                object.addNull("lastReception")
            }
            state.line.add(to: &object)
            object.add("outages", state.outages.json)
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
    /// Chunks that the capture's writer is not woken for at most while more of them come.
    private static let mostUnwoken = 8

    /// Octets came that are more than a receiver's own status.
    mutating func noteData(at time: ReceptionTime) {
        lastChunk = time
        condition.noteOctets(at: time.monotonic)
    }

    /// Whether the capture's writer is woken for the next chunk.
    mutating func wakesForChunk() -> Bool {
        chunksUnwoken = (chunksUnwoken + 1) % Self.mostUnwoken
        return chunksUnwoken == 0
    }

    /// The batch, if anything is in it; a new one takes its place.
    mutating func takeBatch() -> PacketBatch? {
        batchStart = 0
        guard !batch.isEmpty else { return nil }
        if batch.hasGood {
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
        let errors =
            time.map { lineErrors.take(counts, at: $0) } ?? lineErrors.takeRest(counts)
        if let errors { count(errors) }
        return errors
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
