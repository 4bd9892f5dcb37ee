import CCSDS

/// The last frame of a channel: its count, and where it stood among all that came.
struct CountedFrame: Sendable {
    var count: UInt64
    /// Cycle of the count; with the 28-bit count (AOS) another one.
    var modulus: UInt64
    var place: FramePlace
}

/// What is remembered of one virtual channel.
struct ChannelState: Sendable {
    let service: ChannelTable.Service
    /// Index of the channel's counts in `LinkStatistics.channels`.
    let statistics: Int
    private(set) var last: CountedFrame?
    /// Marks of damage on the link, when the channel's last frame without a count came.
    var lastDamage: UInt64?
    var extractor: PacketExtractor

    private var lastFrame = RememberedOctets()

    init(service: ChannelTable.Service, statistics: Int, maximumPacketLength: Int) {
        self.service = service
        self.statistics = statistics
        extractor = PacketExtractor(maximumLength: maximumPacketLength)
    }

    /// Notes a frame, and gives the one before.
    mutating func exchange(_ frame: CountedFrame) -> CountedFrame? {
        defer { last = frame }
        return last
    }

    /// No slab is held.
    var isSettled: Bool { lastFrame.isSettled }

    func repeats(_ frame: borrowing VerifiedFrame) -> Bool {
        lastFrame.equal(frame.slab, frame.offset, length: frame.length)
    }

    mutating func remember(_ frame: borrowing VerifiedFrame) {
        lastFrame.remember(frame.slab, frame.offset, length: frame.length)
    }

    /// Lets go of every slab.
    mutating func settle() { lastFrame.settle() }
}
