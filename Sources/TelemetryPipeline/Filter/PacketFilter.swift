public import TelemetryLink

/// A filter of packets, in the language of listen, query, sinks, forwarders and the API:
/// `vcid == 1 and apid in 100..120,2045 and quality != erred`.
///
/// - Fields are the JSON keys: link scid vcid map apid count length kind quality corrected
///   missing time idle secondaryHeader sequenceFlags replay protocol.
/// - `or ||`, `and &&`, `not !`, parentheses; `== != < <= > >=`; `in a,b,c..d`, both ends
///   included. Values are decimal, `0x…`, words, RFC 3339 times or `-10m`.
/// - What a packet has not got (the APID of an encapsulation packet) equals only `null`: every
///   other comparison is false, and `!=` true.
/// - Idle packets pass only where `idle` is named. The empty filter lets all others pass.
///
/// Gaps, events and frames have only some of the fields; they are held back only by what a
/// filter asks of those.
public struct PacketFilter: Sendable, Hashable, CustomStringConvertible {
    /// The canonical text: equal for filters that were understood alike.
    public let text: String

    private let expression: FilterExpression
    private let packetProgram: FilterProgram
    private let recordProgram: FilterProgram

    /// Reads a filter.
    ///
    /// - Parameter now: what relative times are relative to: ns since 1970 UTC.
    /// - Throws: where the text is no filter, with column and what was expected.
    public init(_ text: String, now: UInt64) throws(FilterError) {
        self.init(try FilterParser.parse(text, now: now))
        guard packetProgram.links.count <= FilterProgram.maximumLinks else {
            throw FilterError(
                column: 1, found: "", expected: [],
                reason: "names more than \(FilterProgram.maximumLinks) links")
        }
    }

    /// Every packet that is not idle.
    public static let everything = PacketFilter(.all([]))

    /// Every packet, idle ones too.
    public static let everythingWithIdle = PacketFilter(
        .any([.test(FilterTest(.idle, [1...1])), .test(FilterTest(.idle, [1...1]).opposite)]))

    private init(_ expression: FilterExpression) {
        self.expression = expression
        text = expression.text
        recordProgram = FilterProgram(expression)
        let notIdle = FilterExpression.test(FilterTest(.idle, [1...1]).opposite)
        packetProgram =
            expression.contains(.idle)
            ? recordProgram : FilterProgram(.all([notIdle, expression]))
    }

    /// The same filter, for packets of one link only.
    public func limited(to link: LinkName) -> PacketFilter {
        let test = FilterExpression.test(FilterTest(links: [link.description]))
        if case .all(let parts) = expression { return PacketFilter(.all([test] + parts)) }
        return PacketFilter(.all([test, expression]))
    }

    /// The filter as it works on the packets of one link.
    public func bound(to link: LinkName) -> BoundFilter {
        BoundFilter(
            packets: packetProgram, records: recordProgram,
            linkMask: packetProgram.mask(of: link.description),
            recordLinkMask: recordProgram.mask(of: link.description))
    }

    /// The canonical text.
    public var description: String { text }

    /// Filters that were understood alike are equal.
    public static func == (left: Self, right: Self) -> Bool { left.text == right.text }

    /// Feeds the canonical text to `hasher`.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(text)
    }
}

extension FilterTest {
    fileprivate var opposite: FilterTest {
        var test = self
        test.isNegated.toggle()
        return test
    }
}

/// A filter on one link: link names are compared once, not per packet.
public struct BoundFilter: Sendable {
    let packets: FilterProgram
    let records: FilterProgram
    let linkMask: UInt64
    let recordLinkMask: UInt64

    /// Whether the packet passes.
    public func passes(_ packet: PacketSubject) -> Bool {
        packets.passes(packet, linkMask: linkMask)
    }

    /// The indices of the packets of `batch` that pass, in order.
    ///
    /// - Parameter indices: emptied first; its memory is used again.
    public func select(from batch: PacketBatch, into indices: inout [Int]) {
        indices.removeAll(keepingCapacity: true)
        let annotations = batch.annotations
        for (index, record) in batch.packets.enumerated()
        where packets.passes(PacketSubject(record, of: annotations), linkMask: linkMask) {
            indices.append(index)
        }
    }

    /// How many packets of `batch` pass.
    public func count(in batch: PacketBatch) -> Int {
        let annotations = batch.annotations
        return batch.packets.reduce(0) { count, record in
            let packet = PacketSubject(record, of: annotations)
            return packets.passes(packet, linkMask: linkMask) ? count + 1 : count
        }
    }

    /// Whether anything of this link can pass.
    public var canPass: Bool { records.passes(LinkSubject(), linkMask: recordLinkMask) }

    /// Whether nothing that is known of the gap holds it back.
    public func passes(_ gap: CounterGap) -> Bool {
        switch gap.scope {
        case .masterChannel: passesRecord(GapSubject(gap: gap))
        case .virtualChannel: passesRecord(ChannelGapSubject(gap: gap))
        case .application(let application, _):
            passesRecord(ApplicationGapSubject(gap: gap, application: application))
        }
    }

    /// Whether nothing that is known of the frame holds it back.
    public func passes(_ frame: FrameRecord) -> Bool {
        passesRecord(FrameSubject(annotation: frame.annotation))
    }

    /// Whether nothing that is known of the zone holds it back: its frame's fields, and its own
    /// stream.
    public func passes(_ zone: FrameZoneRecord, of batch: borrowing PacketBatch) -> Bool {
        var annotation = batch.frames[Int(zone.frame)].annotation
        annotation.channel = zone.channel
        return passesRecord(FrameSubject(annotation: annotation))
    }

    /// Whether nothing that is known of the user data holds it back.
    public func passes(_ data: UserDataRecord) -> Bool { passesRecord(UserDataSubject(data: data)) }

    /// Whether nothing that is known of an event, a notice or a rejected frame of `time` holds
    /// it back.
    public func passesRecord(at time: UInt64) -> Bool {
        passesRecord(EventSubject(time: time))
    }

    private func passesRecord(_ subject: some FilterSubject) -> Bool {
        records.passes(subject, linkMask: recordLinkMask)
    }
}
