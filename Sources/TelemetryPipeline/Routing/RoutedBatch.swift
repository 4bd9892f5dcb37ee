public import OrderedJSON
public import TelemetryLink

/// A decoder's batch on its way to the subscribers: one object, shared by all of them, with the
/// slabs that its records point into.
public final class RoutedBatch: Sendable {
    /// The link it came on.
    public let link: LinkName
    /// The records and slabs.
    public let batch: PacketBatch
    /// What the station itself has to say of the link.
    public let notices: [LinkNotice]
    /// The link had nothing more to read: whoever gathers packets should not wait for more.
    public let endsInput: Bool
    /// Octets of its packets, frames and user data: what it weighs in a queue. Zones lie in frames.
    public let octetCount: Int

    /// A batch as its decoder made it.
    public init(
        _ batch: PacketBatch, from link: LinkName, endsInput: Bool = true,
        notices: [LinkNotice] = []
    ) {
        self.batch = batch
        self.link = link
        self.endsInput = endsInput
        self.notices = notices
        let packets = batch.packets.reduce(0) { $0 + Int($1.length) }
        let userData = batch.userData.reduce(packets) { $0 + Int($1.length) }
        octetCount = batch.frames.reduce(userData) { $0 + Int($1.length) }
    }
}

/// Something of a link that did not come out of its decoder: a device unplugged, a disk full.
public struct LinkNotice: Hashable, Sendable {
    /// When: ns since 1970 UTC.
    public var time: UInt64
    /// What happened, one word in camelCase, for programs.
    public var kind: String
    /// A sentence for people.
    public var message: String
    /// How many packets or octets it concerns, where that is known.
    public var count: UInt64?
    /// What else is known of it, by name.
    public var details: [JSONMember]

    /// A notice of `kind` at `time`.
    public init(
        time: UInt64, kind: String, message: String, count: UInt64? = nil,
        details: [JSONMember] = []
    ) {
        self.time = time
        self.kind = kind
        self.message = message
        self.count = count
        self.details = details
    }
}
