import Glibc
import TelemetryLink
import TelemetryPipeline

/// All files of a sink: decides which packet goes where, and what happens when a disk fails.
///
/// One owner, one thread; the time is an argument.
struct PacketFileSet {
    /// Streams of packets that are remembered at once, open or failing: every APID of a
    /// spacecraft. Packets of further ones are dropped until others are finished.
    static let maximumStreams = 4_096

    private struct Stream {
        var file: PacketFile?
        var vectors: [iovec] = []
        /// Octets of `vectors`.
        var pending: UInt64 = 0
        var retry = RetryDelay()
        var hasFailed = false
        var droppedSinceFailure: UInt64 = 0
        var lastUse: UInt64 = 0
    }

    private(set) var statistics = PacketFileStatistics()
    private let configuration: PacketFileConfiguration
    private let calls: FileSystemCalls
    private let report: (SinkEvent) -> Void
    private var streams: [PacketFileKey: Stream] = [:]
    private var touched: [PacketFileKey] = []
    private var selection: [Int] = []
    private var run = PacketRun()
    private var lastSync: UInt64 = 0

    init(
        _ configuration: PacketFileConfiguration, calls: FileSystemCalls,
        report: @escaping (SinkEvent) -> Void
    ) {
        self.configuration = configuration
        self.calls = calls
        self.report = report
    }

    var openFiles: Int { streams.values.count { $0.file != nil } }

    // MARK: Packets

    /// Writes the packets of a batch that pass.
    mutating func consume(_ routed: RoutedBatch, now: UInt64) {
        let batch = routed.batch
        configuration.filter.bound(to: routed.link).select(from: batch, into: &selection)
        statistics.received += UInt64(selection.count)
        for index in selection {
            let record = batch.packets[index]
            if !run.goesOn(with: record) { appendRun(from: routed.link, now: now) }
            // The slab keeps the octets in place, and the batch keeps the slab, until the
            // vectors are written at the end of this function.
            let vector = batch.octets(of: record).withUnsafeBytes { octets in
                iovec(
                    iov_base: UnsafeMutableRawPointer(mutating: octets.baseAddress),
                    iov_len: octets.count)
            }
            guard vector.iov_len > 0 else {
                statistics.dropped += 1
                continue
            }
            run.append(vector, record)
        }
        appendRun(from: routed.link, now: now)
        for key in touched { write(key, now: now) }
        touched.removeAll(keepingCapacity: true)
        withExtendedLifetime(routed) {}
    }

    /// Appends the packets that have gathered, which all go to one file.
    private mutating func appendRun(from link: LinkName, now: UInt64) {
        defer { run.removeAll() }
        guard let first = run.first else { return }
        let key = PacketFileKey(first, link: link, configuration)
        guard hasRoom(key, for: run.octets) else {
            for (vector, time) in zip(run.vectors, run.times) {
                append(vector, at: time, to: key, now: now)
            }
            return
        }
        if streams[key]?.vectors.isEmpty == true { touched.append(key) }
        streams[key]?.vectors += run.vectors
        streams[key]?.pending += run.octets
    }

    /// The stream has an open file that takes so many octets more. A function of its own: a copy of
    /// the stream that lives on would have its vectors copied when they grow.
    private func hasRoom(_ key: PacketFileKey, for octets: UInt64) -> Bool {
        guard let stream = streams[key], let file = stream.file else { return false }
        return file.length + stream.pending + octets <= configuration.maximumOctets
    }

    private mutating func append(
        _ vector: iovec, at time: UInt64, to key: PacketFileKey, now: UInt64
    ) {
        guard isReady(key, time: time, next: UInt64(vector.iov_len), now: now) else {
            drop(1, of: key)
            return
        }
        if streams[key]?.vectors.isEmpty == true { touched.append(key) }
        streams[key]?.vectors.append(vector)
        streams[key]?.pending += UInt64(vector.iov_len)
    }

    /// The stream has an open file with room for `next` octets.
    private mutating func isReady(
        _ key: PacketFileKey, time: UInt64, next: UInt64, now: UInt64
    ) -> Bool {
        if let stream = streams[key], let file = stream.file {
            let length = file.length + stream.pending
            guard length > 0, length + next > configuration.maximumOctets else { return true }
            write(key, now: now)
            finish(key, now: now)
        }
        if let stream = streams[key], stream.hasFailed, now < stream.retry.until { return false }
        return open(key, time: time, now: now)
    }

    private mutating func open(_ key: PacketFileKey, time: UInt64, now: UInt64) -> Bool {
        if streams[key] == nil {
            guard streams.count < PacketFileSet.maximumStreams else { return false }
            streams[key] = Stream()
        }
        makeRoomForFile(now: now)
        do {
            let stem = PacketFileKey.stem(time: time, segment: configuration.segment())
            streams[key]?.file = try PacketFile(
                root: configuration.root, key: key, stem: stem, mode: configuration.fileMode,
                now: now, calls: calls)
            streams[key]?.lastUse = now
            return true
        } catch {
            failed(key, error, now: now)
            return false
        }
    }

    private mutating func makeRoomForFile(now: UInt64) {
        guard openFiles >= PacketFileConfiguration.maximumOpenFiles else { return }
        let open = streams.filter { $0.value.file != nil }
        guard let oldest = open.min(by: { $0.value.lastUse < $1.value.lastUse })?.key else {
            return
        }
        write(oldest, now: now)
        finish(oldest, now: now)
    }

    private mutating func write(_ key: PacketFileKey, now: UInt64) {
        guard var stream = streams[key], !stream.vectors.isEmpty else { return }
        // Taken out, so that the vectors are not copied.
        streams[key] = nil
        let offered = stream.vectors.count
        let before = stream.file?.length ?? 0
        let (packets, failure) = stream.file?.write(&stream.vectors) ?? (0, nil)
        stream.vectors.removeAll(keepingCapacity: true)
        stream.pending = 0
        stream.lastUse = now
        statistics.written += UInt64(packets)
        statistics.octets += (stream.file?.length ?? 0) - before
        let path = stream.file?.path ?? ""
        if packets > 0, stream.hasFailed {
            report(
                .fileRecovered(link: key.link, path: path, dropped: stream.droppedSinceFailure))
            stream.hasFailed = false
            stream.droppedSinceFailure = 0
            stream.retry.succeeded()
        }
        streams[key] = stream
        guard let failure else { return }
        drop(UInt64(offered - packets), of: key)
        failed(key, failure, now: now)
    }

    private mutating func drop(_ packets: UInt64, of key: PacketFileKey) {
        statistics.dropped += packets
        streams[key]?.droppedSinceFailure += packets
    }

    /// Leaves the stream alone for a while. The file is finished if that goes, so that what it
    /// has can be used; a new one is begun later.
    private mutating func failed(_ key: PacketFileKey, _ failure: FileFailure, now: UInt64) {
        report(
            .fileFailed(
                link: key.link, path: failure.path, operation: failure.operation,
                code: failure.code))
        streams[key]?.hasFailed = true
        streams[key]?.retry.failed(at: now)
        guard var file = streams[key]?.file else { return }
        streams[key]?.file = nil
        if failure.operation == "truncate" { return file.abandon() }
        if let packets = try? file.finish() {
            statistics.durable += packets
            statistics.files += 1
        }
    }

    private mutating func finish(_ key: PacketFileKey, now: UInt64) {
        guard var file = streams[key]?.file else { return }
        streams[key]?.file = nil
        do {
            statistics.durable += try file.finish()
            statistics.files += 1
            if streams[key]?.hasFailed == false { streams[key] = nil }
        } catch {
            failed(key, error, now: now)
        }
    }

    // MARK: Time

    /// When ``tick(now:)`` has something to do; `nil` = never.
    func deadline() -> UInt64? {
        streams.values.compactMap { stream in
            guard let file = stream.file else { return nil }
            let age = file.openedAt + configuration.maximumAge.nanoseconds
            let sync = lastSync + configuration.syncInterval.nanoseconds
            return file.unsynchronized > 0 ? min(age, sync) : age
        }.min()
    }

    /// Synchronises and finishes what it is time for.
    mutating func tick(now: UInt64) {
        let isSyncTime = now >= lastSync + configuration.syncInterval.nanoseconds
        for key in Array(streams.keys) {
            guard let file = streams[key]?.file else { continue }
            if now >= file.openedAt + configuration.maximumAge.nanoseconds {
                finish(key, now: now)
            } else if isSyncTime {
                synchronize(key, now: now)
            }
        }
        if isSyncTime { lastSync = now }
    }

    private mutating func synchronize(_ key: PacketFileKey, now: UInt64) {
        do {
            statistics.durable += try streams[key]?.file?.synchronize() ?? 0
        } catch {
            failed(key, error, now: now)
        }
    }

    /// Finishes all files.
    mutating func finishAll(now: UInt64) {
        for key in Array(streams.keys) { finish(key, now: now) }
    }

    mutating func count(droppedInQueue packets: UInt64) {
        statistics.droppedInQueue += packets
    }
}
