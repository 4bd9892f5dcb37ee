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
    /// What the device is doing.
    enum DeviceState: String, Sendable {
        case absent = "ABSENT"
        case listening = "LISTENING"
        case idle = "IDLE"
        case receiving = "RECEIVING"
        case ended = "ENDED"
        case failed = "FAILED"
    }

    struct State: ~Copyable {
        var decoder: LinkDecoder
        var batch = PacketBatch()
        var device = DeviceState.absent
        var reason = "not opened yet"
        var octets: UInt64 = 0
        var chunks: UInt64 = 0
        var lastChunk: UInt64 = 0
        var kernelDrops: UInt64 = 0
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
    func receive(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        capture?.append(link: index, slab: slab, range: range, time: time)
        let batch = state.withLock { state in
            state.octets += UInt64(range.count)
            state.chunks += 1
            state.lastChunk = time.utc
            state.device = .receiving
            state.decoder.consume(slab, range, receivedAt: time, into: &state.batch)
            return state.takeBatch()
        }
        if let batch { router.publish(batch, from: name, endsInput: false) }
    }

    /// The stream is broken, or over: what is pending is settled.
    private func settle(isEnd: Bool) {
        let batch = state.withLock { state in
            if isEnd {
                state.decoder.finish(into: &state.batch)
            } else {
                state.decoder.interrupt(into: &state.batch)
            }
            return state.takeBatch()
        }
        router.publish(batch ?? PacketBatch(), from: name)
    }

    /// Something that happened to the device.
    func handle(_ event: ReceiverEvent) {
        switch event {
        case .idle:
            state.withLock { $0.device = .idle }
            router.publish(PacketBatch(), from: name)
        case .listening(let source):
            change(.listening, "listening at \(source.name)")
        case .opened(let source):
            change(.idle, "open: \(source.name)")
            note(.linkOpen, 6, "link open: \(source.name)")
        case .waiting(let error):
            change(.absent, "\(error)")
            note(.linkError, 4, "waiting: \(error)")
        case .lost(let reason):
            change(.absent, "lost: \(LinkRuntime.words(reason))")
            note(.linkUnplug, 4, "link lost: \(LinkRuntime.words(reason))")
            settle(isEnd: false)
        case .refused(let peer):
            note(.linkError, 4, "refused a second peer, \(peer)")
        case .kernelDropped(let datagrams):
            state.withLock { $0.kernelDrops += UInt64(datagrams) }
            note(
                .linkOverrun, 3, "the kernel dropped \(datagrams) datagrams",
                count: UInt64(datagrams))
        case .lineErrors(let errors):
            note(.linkOverrun, 4, "line errors: \(errors)")
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

    private func change(_ device: DeviceState, _ reason: String) {
        state.withLock { state in
            state.device = device
            state.reason = reason
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
            object.add("state", state.device.rawValue)
            object.add("reason", state.reason)
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
            if state.lastChunk > 0 {
                object.add("lastReception", time: state.lastChunk)
            } else {
                object.addNull("lastReception")
            }
            object.add("synchronizer", "\(state.decoder.state)".uppercased())
            LinkStatus.add(state.decoder.statistics, state.decoder.balance, to: &object)
            return object
        }
    }

    private static func tally(_ chunks: UInt64, _ octets: UInt64) -> JSONObject {
        var object = JSONObject()
        object.add("chunks", chunks)
        object.add("octets", octets)
        return object
    }
}

extension LinkRuntime.State {
    /// The batch, if anything is in it; a new one takes its place.
    mutating func takeBatch() -> PacketBatch? {
        guard !batch.isEmpty else { return nil }
        defer { batch = PacketBatch() }
        return batch
    }
}
