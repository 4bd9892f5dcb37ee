import Glibc
public import TelemetryPipeline

/// Something that an operator should hear of.
public enum SinkEvent: Sendable, Hashable, CustomStringConvertible {
    /// A packet file could not be opened, written or synchronised. Its packets are dropped and
    /// counted until it works again.
    case fileFailed(link: LinkName?, path: String, operation: String, code: CInt)
    /// It works again; so many packets were dropped.
    case fileRecovered(link: LinkName?, path: String, dropped: UInt64)
    /// A file that an earlier process left open was cut to its last whole packet and finished.
    case leftOverFinished(path: String, keptOctets: UInt64, cutOctets: UInt64)
    /// A left-over file was not touched: another process writes it, or it can't be read.
    case leftOverKept(path: String, code: CInt)
    /// The sink was too slow for its queue.
    case queueDropped(sink: String, packets: UInt64)
    /// A forwarder can't send.
    case forwarderFailed(sink: String, operation: String, reason: String)
    /// It sends again; so many packets were lost.
    case forwarderRecovered(sink: String, lost: UInt64)
    /// A client of a TCP forwarder came, went, was refused, or was too slow.
    case clientConnected(sink: String, client: String)
    case clientLeft(sink: String, client: String, dropped: UInt64)
    case clientRefused(sink: String, client: String)
    case clientTooSlow(sink: String, client: String, dropped: UInt64)

    /// A sentence for people.
    public var description: String {
        switch self {
        case .fileFailed(_, let path, let operation, let code):
            "\(path): \(operation): \(String(cString: strerror(code))); packets are dropped"
        case .fileRecovered(_, let path, let dropped):
            "\(path): works again, \(dropped) packets were dropped"
        case .leftOverFinished(let path, let kept, let cut):
            "\(path): finished with \(kept) octets, \(cut) octets of a cut packet removed"
        case .leftOverKept(let path, let code):
            "\(path): left alone: \(String(cString: strerror(code)))"
        case .queueDropped(let sink, let packets): "\(sink): too slow, \(packets) packets dropped"
        case .forwarderFailed(let sink, let operation, let reason):
            "\(sink): \(operation): \(reason)"
        case .forwarderRecovered(let sink, let lost):
            "\(sink): sends again, \(lost) packets were lost"
        case .clientConnected(let sink, let client): "\(sink): \(client) connected"
        case .clientLeft(let sink, let client, let dropped):
            "\(sink): \(client) left, \(dropped) packets were dropped for it"
        case .clientRefused(let sink, let client): "\(sink): \(client) refused, too many clients"
        case .clientTooSlow(let sink, let client, let dropped):
            "\(sink): \(client) was too slow, \(dropped) packets dropped"
        }
    }
}
