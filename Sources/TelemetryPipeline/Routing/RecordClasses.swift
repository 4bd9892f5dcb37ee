/// Kinds of records that a subscriber can ask for, by the `class` of their JSON objects.
public struct RecordClasses: OptionSet, Hashable, Sendable {
    /// One bit for each class.
    public let rawValue: UInt8

    /// The classes of the bits.
    public init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    /// Extracted packets.
    public static let packets = RecordClasses(rawValue: 1 << 0)
    /// Counters that did not go on by one.
    public static let gaps = RecordClasses(rawValue: 1 << 1)
    /// Events and notices of the link.
    public static let events = RecordClasses(rawValue: 1 << 2)
    /// Delivered frames.
    public static let frames = RecordClasses(rawValue: 1 << 3)
    /// Frames that failed a check.
    public static let rejected = RecordClasses(rawValue: 1 << 4)
    /// What frames carry for services that are not packets.
    public static let zones = RecordClasses(rawValue: 1 << 5)
    /// User data that came in segments, put together.
    public static let userData = RecordClasses(rawValue: 1 << 6)

    /// Packets, and whatever says that some are missing.
    public static let standard: RecordClasses = [.packets, .gaps, .events]
}

/// Records that did not reach a subscriber.
public struct DropCount: Hashable, Sendable {
    /// Packets that would have passed the subscriber's filter.
    public var packets: UInt64 = 0
    /// Gaps, events, frames that would have.
    public var others: UInt64 = 0

    /// Nothing dropped.
    public init() {}

    /// So many packets and others.
    public init(packets: UInt64, others: UInt64 = 0) {
        self.packets = packets
        self.others = others
    }

    /// Nothing was dropped.
    public var isEmpty: Bool { packets == 0 && others == 0 }

    /// Adds the counts.
    public static func += (left: inout Self, right: Self) {
        left.packets += right.packets
        left.others += right.others
    }
}
