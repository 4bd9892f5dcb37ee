/// The conservation law of a link: every received bit has exactly one owner.
///
/// Three equations, each in its own unit, and a line for the convolutional stage where there is
/// one; `isBalanced` says whether all of them hold.
public struct LinkBalance: Sendable, Equatable {
    /// Bits received.
    public var bitsIn: UInt64 = 0
    /// Bits of sync markers.
    public var markerBits: UInt64 = 0
    /// Bits of the framing itself, by `StrippedKind`.
    public var strippedBits = ReasonCounts<StrippedKind>()
    /// Bits of delivered frames, parity included.
    public var deliveredBits: UInt64 = 0
    /// Bits that rejected frames own, by `RejectionReason`.
    public var rejectedBits = ReasonCounts<RejectionReason>()
    /// Bits of dropped duplicates.
    public var duplicateBits: UInt64 = 0
    /// Bits that belong to no frame, by `SkipReason`.
    public var skippedBits = ReasonCounts<SkipReason>()
    /// Bits handed to the packet layer without a frame around them.
    public var unframedBits: UInt64 = 0
    /// Bits received and not yet decided on.
    public var pendingBits: UInt64 = 0

    /// Frames behind a marker or in a record, whatever became of them.
    public var framesFound: UInt64 = 0
    /// Frames handed on.
    public var framesDelivered: UInt64 = 0
    /// Frames that failed a check, by `RejectionReason`.
    public var framesRejected = ReasonCounts<RejectionReason>()
    /// Repeats that were dropped.
    public var framesDuplicate: UInt64 = 0

    /// Octets of the data fields of delivered frames, and unframed octets.
    public var dataOctets: UInt64 = 0
    /// Octets of packets that are not idle.
    public var packetOctets: UInt64 = 0
    /// Octets of idle packets.
    public var idlePacketOctets: UInt64 = 0
    /// Octets of services that are not packets, of only-idle-data fields too.
    public var otherServiceOctets: UInt64 = 0
    /// Octets of security headers and trailers, fill included.
    public var securityOctets: UInt64 = 0
    /// Octets of data fields that are encrypted and could not be opened.
    public var encryptedOctets: UInt64 = 0
    /// Octets that became no packet, by `DiscardReason`.
    public var discardedOctets = ReasonCounts<DiscardReason>()
    /// Octets of packets that are being put together.
    public var pendingOctets: UInt64 = 0

    /// The convolutional stage in front of all this; `nil` on a link without one. The equations
    /// start behind it.
    public var symbols: SymbolBalance?

    /// Nothing received yet.
    public init() {}

    /// Every bit received has an owner.
    public var bitsBalance: Bool {
        bitsIn == markerBits + strippedBits.total + deliveredBits + rejectedBits.total
            + duplicateBits + skippedBits.total + unframedBits + pendingBits
    }

    /// Every frame found was delivered, rejected or dropped.
    public var framesBalance: Bool {
        framesFound == framesDelivered + framesRejected.total + framesDuplicate
    }

    /// Every octet of a data field has an owner.
    public var dataFieldsBalance: Bool {
        dataOctets == packetOctets + idlePacketOctets + otherServiceOctets + securityOctets
            + encryptedOctets + discardedOctets.total + pendingOctets
    }

    /// Every symbol received has an owner, and every decoded bit came in here.
    public var symbolsBalance: Bool {
        symbols.map { $0.isBalanced && $0.octetsOut * 8 == bitsIn } ?? true
    }

    /// All equations hold.
    public var isBalanced: Bool {
        bitsBalance && framesBalance && dataFieldsBalance && symbolsBalance
    }
}

/// A count for each case of a small enumeration of reasons.
public struct ReasonCounts<Reason>: Sendable, Equatable
where Reason: RawRepresentable & CaseIterable & Sendable, Reason.RawValue == UInt8 {
    private var counts = [UInt64](repeating: 0, count: Reason.allCases.count)

    /// Nothing received yet.
    public init() {}

    /// The count of one reason.
    public internal(set) subscript(reason: Reason) -> UInt64 {
        get { counts[Int(reason.rawValue)] }
        set { counts[Int(reason.rawValue)] = newValue }
    }

    /// All reasons together.
    public var total: UInt64 { counts.reduce(0, +) }

    /// The reasons that have a count, in the order of their declaration.
    public var nonZero: [(reason: Reason, count: UInt64)] {
        Reason.allCases.map { ($0, self[$0]) }.filter { $0.1 > 0 }
    }
}
