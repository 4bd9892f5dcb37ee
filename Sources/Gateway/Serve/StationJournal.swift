import CaptureStore
import Devices
import Logging
import OrderedJSON
import Synchronization
import TelemetryLink
import TelemetryPipeline

/// Tells what happens at the station, in each place where somebody looks for it: the log, the
/// capture, and the streams of those who listen.
final class StationJournal: Sendable {
    private let logger: Logger
    private let router: PacketRouter
    /// Set once the capture is open: its own first events come from opening it.
    private let capture = Mutex<CaptureWriter?>(nil)

    init(_ logger: Logger, _ router: PacketRouter) {
        self.logger = logger
        self.router = router
    }

    func setCapture(_ writer: CaptureWriter) {
        capture.withLock { $0 = writer }
    }

    /// - Parameters:
    ///   - priority: as in syslog, 0 (emergency) to 7 (debug).
    ///   - time: when it happened; now, where it is just happening.
    ///   - fields: more values for the capture.
    ///   - details: more values for those who listen.
    func note(
        _ code: CaptureEventCode, _ priority: Int, _ message: String,
        link: (index: Int, name: LinkName)? = nil, count: UInt64? = nil,
        at time: ReceptionTime? = nil, fields: [CaptureEvent.Field] = [],
        details: [JSONMember] = []
    ) {
        let now = time ?? Clocks.now()
        log(code, priority, message, link?.name)
        if let writer = capture.withLock({ $0 }) {
            writer.event(
                CaptureEvent(
                    code: code, message: message, priority: priority, link: link?.index,
                    time: now, fields: fields))
        }
        guard let link else { return }
        let notice = LinkNotice(
            time: now.utc, kind: code.rawValue, message: message, count: count,
            details: details)
        router.publish(notice, from: link.name)
    }

    /// An event that the capture has written itself.
    func captureEvent(_ event: CaptureEvent) {
        log(event.code, event.priority, event.message, nil)
    }

    private func log(
        _ code: CaptureEventCode, _ priority: Int, _ message: String, _ link: LinkName?
    ) {
        let level: Logger.Level =
            switch priority {
            case ...3: .error
            case 4: .warning
            case 5: .notice
            default: .info
            }
        var metadata: Logger.Metadata = [LogKey.code.rawValue: .string(code.rawValue)]
        if let link { metadata[LogKey.link.rawValue] = .string(link.description) }
        logger.log(level: level, "\(message)", metadata: metadata)
    }
}

/// Keys of the log's metadata.
enum LogKey: String {
    case code
    case link
    case sink
    case path
}
