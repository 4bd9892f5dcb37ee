import CCSDS

/// What is remembered of one virtual channel.
struct ChannelState: Sendable {
    let service: ChannelTable.Service
    /// Index of the channel's counts in `LinkStatistics.channels`.
    let statistics: Int
    var lastCount: UInt64?
    /// Counted with the 28-bit count, its cycle included (AOS).
    var lastModulus: UInt64 = 0
    /// Where the last frame stood among all that came.
    var lastPlace = FramePlace()
    /// Marks of damage on the link, when the channel's last frame without a count came.
    var lastDamage: UInt64?
    var extractor: PacketExtractor

    private var lastFrame = RememberedOctets()

    init(service: ChannelTable.Service, statistics: Int, maximumPacketLength: Int) {
        self.service = service
        self.statistics = statistics
        extractor = PacketExtractor(maximumLength: maximumPacketLength)
    }

    /// No slab is held.
    var isSettled: Bool { lastFrame.isSettled }

    func repeats(_ frame: VerifiedFrame) -> Bool {
        lastFrame.equal(frame.slab, frame.offset, length: frame.length)
    }

    mutating func remember(_ frame: VerifiedFrame) {
        lastFrame.remember(frame.slab, frame.offset, length: frame.length)
    }

    /// Lets go of every slab.
    mutating func settle() {
        lastFrame.settle()
        extractor.settle()
    }
}
