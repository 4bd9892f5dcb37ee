import TelemetryLink
import TelemetryPipeline

/// The last packets of one link, copied out of their slabs so that none of those is kept:
/// two rings, one of records and one of octets.
struct LinkHistory {
    struct Entry {
        var sequence: UInt64
        var packet: PacketSubject
        /// Where its octets begin in the ring, counted from the first octet ever kept.
        var start: UInt64
    }

    let link: LinkName
    private let maximumPackets: Int
    private var octets: [UInt8]
    private var entries: [Entry] = []
    private var head = 0
    private var end: UInt64 = 0

    init(_ link: LinkName, packets: Int, octets: Int) {
        precondition(packets > 0 && octets > 0)
        self.link = link
        maximumPackets = packets
        self.octets = [UInt8](repeating: 0, count: octets)
    }

    /// Kept entries, oldest first.
    var count: Int { entries.count - head }

    subscript(index: Int) -> Entry { entries[head + index] }

    /// Keeps a packet, and lets go what it displaces. One that is larger than the ring is not
    /// kept.
    mutating func append(_ packet: PacketSubject, octets span: RawSpan, sequence: UInt64) {
        let length = span.byteCount
        guard length <= octets.count else { return }
        let capacity = UInt64(octets.count)
        while count > 0,
            count >= maximumPackets || end + UInt64(length) - self[0].start > capacity
        {
            head += 1
        }
        // Each entry is moved at most once per `maximumPackets` appended.
        if head >= maximumPackets {
            entries.removeFirst(head)
            head = 0
        }
        entries.append(Entry(sequence: sequence, packet: packet, start: end))
        copyIn(span)
        end += UInt64(length)
    }

    private mutating func copyIn(_ span: RawSpan) {
        let place = Int(end % UInt64(octets.count))
        let first = min(span.byteCount, octets.count - place)
        octets.withUnsafeMutableBytes { ring in
            span.withUnsafeBytes { source in
                ring[place...].copyBytes(from: source.prefix(first))
                ring.copyBytes(from: source.dropFirst(first))
            }
        }
    }

    /// The octets of an entry, copied together into `buffer`.
    func copy(_ entry: Entry, into buffer: inout [UInt8]) {
        buffer.removeAll(keepingCapacity: true)
        let length = Int(entry.packet.record.length)
        let place = Int(entry.start % UInt64(octets.count))
        let first = min(length, octets.count - place)
        buffer += octets[place..<place + first]
        buffer += octets[..<(length - first)]
    }

    /// Index of the first entry that came with or after `sequence`.
    func index(from sequence: UInt64) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if self[middle].sequence < sequence { low = middle + 1 } else { high = middle }
        }
        return low
    }
}

/// The last packets of every link, in the order in which they came. Idle packets are not kept.
///
/// Lives on the service's event loop.
final class PacketHistory {
    /// Links that have a history: as many as a filter can name.
    static let maximumLinks = 64

    private let packets: Int
    private let octets: Int
    private(set) var links: [LinkHistory] = []
    /// The number of the next packet.
    private(set) var nextSequence: UInt64 = 0
    private var selection: [Int] = []

    init(packets: Int, octets: Int) {
        self.packets = packets
        self.octets = octets
    }

    /// Keeps the packets of batches, which are in the order in which they came; those that later
    /// ones of the same link would displace at once are not looked at.
    func append(_ waiting: [RoutedBatch]) {
        var later: [LinkName: Int] = [:]
        var first = waiting.endIndex
        var isNeeded = [Bool](repeating: false, count: waiting.count)
        for index in waiting.indices.reversed() {
            let routed = waiting[index]
            let count = later[routed.link, default: 0]
            guard count < packets, !routed.batch.packets.isEmpty else { continue }
            isNeeded[index] = true
            first = index
            later[routed.link] = count + notIdle(routed)
        }
        for index in first..<waiting.endIndex where isNeeded[index] { append(waiting[index]) }
    }

    private func notIdle(_ routed: RoutedBatch) -> Int {
        routed.batch.packets.count { !$0.flags.contains(.idle) }
    }

    func append(_ routed: RoutedBatch) {
        let bound = PacketFilter.everything.bound(to: routed.link)
        let batch = routed.batch
        bound.select(from: batch, into: &selection)
        guard !selection.isEmpty, let link = index(of: routed.link) else { return }
        for index in selection {
            let record = batch.packets[index]
            let annotation = Int(record.annotation)
            let subject = PacketSubject(
                record,
                annotation: annotation < batch.annotations.count
                    ? batch.annotations[annotation] : nil)
            links[link].append(subject, octets: batch.octets(of: record), sequence: nextSequence)
            nextSequence += 1
        }
    }

    private func index(of link: LinkName) -> Int? {
        if let index = links.firstIndex(where: { $0.link == link }) { return index }
        guard links.count < PacketHistory.maximumLinks else { return nil }
        links.append(LinkHistory(link, packets: packets, octets: octets))
        return links.count - 1
    }

    /// The first kept packet with or after `sequence`.
    func first(from sequence: UInt64) -> (history: LinkHistory, entry: LinkHistory.Entry)? {
        var found: (LinkHistory, LinkHistory.Entry)?
        for history in links {
            let index = history.index(from: sequence)
            guard index < history.count else { continue }
            let entry = history[index]
            if found.map({ entry.sequence < $0.1.sequence }) ?? true { found = (history, entry) }
        }
        return found
    }

    /// The numbers of the kept packets that pass, in order.
    func sequences(passing filter: PacketFilter) -> [UInt64] {
        var result: [UInt64] = []
        for history in links {
            let bound = filter.bound(to: history.link)
            guard bound.canPass else { continue }
            for index in 0..<history.count where bound.passes(history[index].packet) {
                result.append(history[index].sequence)
            }
        }
        return result.sorted()
    }
}
