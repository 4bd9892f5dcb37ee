import CaptureStore
import Devices
import LinkConfiguration
import Sinks
import TelemetryLink
import TelemetryPipeline

/// The sinks of a station, started and stopped together.
struct StationSinks: Sendable {
    private enum Sink: Sendable {
        case files(PacketFileSink, directory: String)
        case udp(UDPForwarder, ForwarderConfiguration)
        case tcp(TCPServerForwarder, ForwarderConfiguration)
    }

    private let sinks: [Sink]
    private let positions: [SourcePosition]

    /// Makes the sinks that the configuration asks for; they do nothing yet.
    ///
    /// - Throws: a filter that is none, at its place in the file.
    init(
        _ configuration: StationConfiguration, journal: StationJournal, capture: CaptureWriter?
    ) throws(StationError) {
        let report: @Sendable (SinkEvent) -> Void = { journal.note($0) }
        var sinks: [Sink] = []
        for (number, sink) in configuration.sinks.enumerated() {
            let filter = try StationSinks.filter(sink)
            let name = sink.name?.value ?? "sink-\(number + 1)"
            guard let made = StationSinks.make(sink.kind, name, filter, capture, report) else {
                throw .sink("\(sink.position): no descriptors left for \(name)")
            }
            sinks.append(made)
        }
        self.sinks = sinks
        positions = configuration.sinks.map(\.position)
    }

    private static func filter(_ sink: SinkConfiguration) throws(StationError) -> PacketFilter {
        guard let text = sink.filter else {
            // Files keep idle packets where they are told to; nobody else wants them unasked.
            if case .packetFiles(let files) = sink.kind, files.keepsIdle {
                return .everythingWithIdle
            }
            return .everything
        }
        do {
            return try PacketFilter(text.value, now: Clocks.now().utc)
        } catch {
            throw .configuration("\(text.position): in the filter, \(error)")
        }
    }

    private static func make(
        _ kind: SinkConfiguration.Kind, _ name: String, _ filter: PacketFilter,
        _ capture: CaptureWriter?, _ report: @escaping @Sendable (SinkEvent) -> Void
    ) -> Sink? {
        switch kind {
        case .packetFiles(let files):
            var settings = PacketFileConfiguration(root: files.directory) {
                segmentNumber(capture?.status.segment)
            }
            settings.filter = filter
            settings.byVirtualChannel = files.splitsChannels
            settings.byApplication = files.splitsApplications
            return PacketFileSink(settings, report: report).map {
                .files($0, directory: files.directory)
            }
        case .udp(let udp):
            let settings = forwarder(name, udp.to, filter, udp.queue)
            return UDPForwarder(settings, report: report).map { .udp($0, settings) }
        case .tcpServer(let server):
            let settings = forwarder(name, server.listen, filter, server.queue)
            var limits = TCPServerForwarder.ClientLimits()
            limits.clients = server.clients
            return TCPServerForwarder(settings, limits: limits, report: report).map {
                .tcp($0, settings)
            }
        }
    }

    private static func forwarder(
        _ name: String, _ peer: HostAndPort, _ filter: PacketFilter, _ queue: Int
    ) -> ForwarderConfiguration {
        var settings = ForwarderConfiguration(name: name, host: peer.host, port: peer.port)
        settings.filter = filter
        settings.queue.packets = queue
        return settings
    }

    /// The eight hexadecimal digits with which a segment's name ends, as a number.
    static func segmentNumber(_ path: String?) -> UInt32 {
        guard let path, path.hasSuffix(".pcapng") else { return 0 }
        return UInt32(path.dropLast(7).suffix(8), radix: 16) ?? 0
    }

    func start(_ router: PacketRouter) throws(StationError) {
        for (number, sink) in sinks.enumerated() {
            do throws(ForwarderError) {
                switch sink {
                case .files(let sink, _): if !sink.start(router) { throw .noRoom }
                case .udp(let sink, _): try sink.start(router)
                case .tcp(let sink, _): try sink.start(router)
                }
            } catch {
                throw .sink("\(positions[number]): \(error)")
            }
        }
    }

    /// Writes or sends what is queued, and ends.
    func stop() {
        for sink in sinks {
            switch sink {
            case .files(let sink, _): sink.stop()
            case .udp(let sink, _): sink.stop()
            case .tcp(let sink, _): sink.stop()
            }
        }
    }

    var status: [JSONObject] {
        sinks.map { sink in
            var object = JSONObject()
            switch sink {
            case .files(let sink, let directory):
                let counts = sink.statistics
                object.add("kind", "packetFiles")
                object.add("directory", directory)
                object.add("received", counts.received)
                object.add("written", counts.written)
                object.add("durable", counts.durable)
                object.add("dropped", counts.dropped + counts.droppedInQueue)
                object.add("files", counts.files)
            case .udp(let sink, let settings):
                StationSinks.add("udp", settings, sink.statistics, to: &object)
            case .tcp(let sink, let settings):
                StationSinks.add("tcpServer", settings, sink.statistics, to: &object)
                object.add("clients", sink.statistics.clients)
            }
            return object
        }
    }

    private static func add(
        _ kind: String, _ settings: ForwarderConfiguration, _ counts: ForwarderStatistics,
        to object: inout JSONObject
    ) {
        object.add("kind", kind)
        object.add("name", settings.name)
        object.add("received", counts.received)
        object.add("sent", counts.sent)
        object.add("dropped", counts.dropped + counts.droppedInQueue)
    }
}

extension StationJournal {
    /// What a sink has to say.
    func note(_ event: SinkEvent) {
        switch event {
        case .clientConnected, .clientLeft, .leftOverFinished, .fileRecovered, .forwarderRecovered:
            note(.sinkNote, 6, "\(event)")
        case .fileFailed: note(.ioError, 3, "\(event)")
        case .queueDropped, .clientTooSlow: note(.dropSink, 4, "\(event)")
        case .leftOverKept, .forwarderFailed, .clientRefused: note(.sinkNote, 4, "\(event)")
        }
    }
}

extension CaptureEventCode {
    /// Something of a sink that is neither an error of the disk nor a loss.
    fileprivate static let sinkNote = CaptureEventCode(rawValue: "sink.note")
}
