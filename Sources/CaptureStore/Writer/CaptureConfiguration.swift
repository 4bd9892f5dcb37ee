public import OrderedJSON

/// How a capture store writes: where, as whom, and within which limits.
public struct CaptureConfiguration: Sendable {
    /// Directory of the segments; it must exist.
    public var directory: String
    /// Name of the ground station: in each file, and what file names begin with.
    public var station: String
    /// `feedhorn <version>`: what wrote the file.
    public var application: String
    /// Who speaks in events (`SYSLOG_IDENTIFIER`).
    public var eventIdentifier = "feedhorn"
    /// The machine; by default this one.
    public var host: HostDescription
    /// Free text in the header of each file.
    public var comment: String?
    /// More of the station: `lat`, `lon`, `alt`, `utc_leap`, `clock_source`.
    public var stationDetails: [JSONMember] = []
    /// LINKTYPE of all links: 147 (USER0) for octets as received.
    public var linkType: UInt16 = 147

    /// A segment is closed before it would grow beyond this many octets.
    public var segmentOctets: UInt64 = 1 << 30
    /// A segment that holds something is closed after this many nanoseconds.
    public var segmentNanoseconds: UInt64 = 3_600_000_000_000
    /// Octets are made durable at the latest this many nanoseconds after they were written …
    public var checkpointNanoseconds: UInt64 = 1_000_000_000
    /// … or when this many are not yet durable.
    public var checkpointOctets: UInt64 = 64 << 20
    /// Octets that may wait for the disk; what comes on top is lost and counted. The slabs that
    /// hold them stay in memory: this bounds the memory that a stalled disk costs.
    public var queueOctets = 64 << 20
    /// Chunks that may wait for the disk, whatever their size.
    public var queueChunks = 65_536
    /// Events that may wait for the disk.
    public var queueEvents = 1024
    /// Room reserved ahead in the file, in octets; 0 reserves none. With a reserve a full disk
    /// is noticed while there still is room to close the segment properly.
    public var reserveOctets: UInt64 = 16 << 20
    /// Wait before the next attempt after a write error, in nanoseconds; it doubles each time …
    public var firstRetryNanoseconds: UInt64 = 100_000_000
    /// … up to this.
    public var longestRetryNanoseconds: UInt64 = 5_000_000_000

    /// A change of UTC less monotonic time by more than this is a clock step (§1 rule 8).
    static let clockStepNanoseconds: UInt64 = 500_000_000

    /// A store of `station` in `directory`, written by `application`.
    public init(
        directory: String, station: String, application: String,
        host: HostDescription = .current()
    ) {
        self.directory = directory
        self.station = station
        self.application = application
        self.host = host
    }
}

extension CaptureConfiguration {
    /// Longest text of a name or a comment, and longest JSON text, in octets: an option holds
    /// 65,535.
    static let maximumText = 4096
    static let maximumDetails = 32_768

    /// What is wrong with the limits and texts; nil when nothing is.
    var problem: String? {
        if station.isEmpty || station.utf8.count > CaptureConfiguration.maximumText {
            return "station: 1 to \(CaptureConfiguration.maximumText) octets"
        }
        if (comment?.utf8.count ?? 0) > CaptureConfiguration.maximumText {
            return "comment: longer than \(CaptureConfiguration.maximumText) octets"
        }
        if JSONValue.object(stationDetails).encoded().utf8.count
            > CaptureConfiguration.maximumDetails
        {
            return "station details: longer than \(CaptureConfiguration.maximumDetails) octets"
        }
        return limitProblem
    }

    private var limitProblem: String? {
        // 64 GiB and a day: with an index entry a second and a mebibyte, the index of a segment
        // stays under 4 MiB.
        if !(4096...(64 << 30)).contains(segmentOctets) { return "segment size: 4 KiB to 64 GiB" }
        if !(1_000_000...86_400_000_000_000).contains(segmentNanoseconds) {
            return "segment time: 1 ms to 24 h"
        }
        if checkpointNanoseconds > 60_000_000_000 { return "checkpoint interval: at most 60 s" }
        if queueOctets < CaptureFormat.maximumChunk || queueOctets > 16 << 30 {
            return "queue: 256 KiB to 16 GiB"
        }
        if !(1...(1 << 24)).contains(queueChunks) { return "queue: 1 to 16,777,216 chunks" }
        if !(1...(1 << 20)).contains(queueEvents) { return "queue: 1 to 1,048,576 events" }
        if reserveOctets > 1 << 30 { return "reserve: at most 1 GiB" }
        if firstRetryNanoseconds == 0 || firstRetryNanoseconds > longestRetryNanoseconds
            || longestRetryNanoseconds > 3_600_000_000_000
        {
            return "retry interval: above 0, the first at most the longest, at most 1 h"
        }
        return nil
    }
}

/// Why a store could not be opened, or a link not added.
public enum CaptureError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A system call on `path` failed.
    case system(path: String, SystemCallError)
    /// A limit or text of the configuration is wrong.
    case configuration(String)
    /// More links than a file can have, or none.
    case linkCount(Int)

    /// One line for a person.
    public var description: String {
        switch self {
        case .system(let path, let error): path + ": " + error.description
        case .configuration(let problem): "capture " + problem
        case .linkCount(let count):
            "capture links: found \(count), expected 1 to \(CaptureFormat.maximumLinks)"
        }
    }
}
