import TelemetryLink

/// What a subscriber wants to see: classes of records, and a filter.
public struct PacketInterest: Hashable, Sendable {
    /// Which packets; what else, as far as the filter's fields are known of it.
    public var filter: PacketFilter
    /// Which records.
    public var classes: RecordClasses

    /// The records of `classes` that pass `filter`.
    public init(_ filter: PacketFilter, classes: RecordClasses = .packets) {
        self.filter = filter
        self.classes = classes
    }

    /// Whether a subscriber has to look at the batch at all: cheap, no look at the packets.
    func mayConcern(_ routed: RoutedBatch) -> Bool {
        let batch = routed.batch
        let offered =
            (classes.contains(.packets) && !batch.packets.isEmpty)
            || (classes.contains(.gaps) && !batch.gaps.isEmpty)
            || (classes.contains(.events) && !(batch.events.isEmpty && routed.notices.isEmpty))
            || (classes.contains(.frames) && !batch.frames.isEmpty)
            || (classes.contains(.rejected) && !batch.rejected.isEmpty)
            || (classes.contains(.zones) && !batch.zones.isEmpty)
            || (classes.contains(.userData) && !batch.userData.isEmpty)
        return offered && filter.bound(to: routed.link).canPass
    }

    /// The records of the batch that would pass.
    func count(in routed: RoutedBatch) -> DropCount {
        let batch = routed.batch
        let bound = filter.bound(to: routed.link)
        var count = DropCount()
        if classes.contains(.packets) { count.packets = UInt64(bound.count(in: batch)) }
        var others = 0
        if classes.contains(.gaps) { others += batch.gaps.count { bound.passes($0) } }
        if classes.contains(.events) {
            others += batch.events.count { bound.passesRecord(at: $0.earthReceiveTime) }
            others += routed.notices.count { bound.passesRecord(at: $0.time) }
        }
        if classes.contains(.frames) { others += batch.frames.count { bound.passes($0) } }
        if classes.contains(.rejected) {
            others += batch.rejected.count { bound.passesRecord(at: $0.earthReceiveTime) }
        }
        if classes.contains(.zones) { others += batch.zones.count { bound.passes($0, of: batch) } }
        if classes.contains(.userData) { others += batch.userData.count { bound.passes($0) } }
        count.others = UInt64(others)
        return count
    }
}
