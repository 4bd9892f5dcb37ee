/// A packet that a decoder has to deliver.
public struct PacketTruth: Sendable, Equatable {
    /// The packet.
    public let packet: GeneratedPacket
    /// The channel it comes on; `nil` where there are no frames.
    public let channel: ChannelIdentity?
    /// The access point on it (USLP), 0 for the others.
    public let accessPoint: UInt8
    /// Index in `StreamTruth.frames` of the frame in which it starts.
    public let firstFrame: Int
    /// Index in `StreamTruth.frames` of the frame that completes it.
    public let lastFrame: Int

    /// It lies in more than one frame.
    public var isSpanned: Bool { firstFrame != lastFrame }
}

/// A frame counter that did not go on by one.
public struct CounterStepTruth: Sendable, Equatable {
    /// What the step means.
    public enum Kind: Sendable, Equatable {
        /// So many counts were not seen, modulo the counter's cycle.
        case gap(missing: UInt64)
        /// Same count and same octets as the frame before it on the channel.
        case duplicate
        /// Same count and other octets, or more missing than half of a modulus over 256.
        case reset
    }

    /// SCID.
    public let spacecraft: UInt16
    /// VCID; `nil`: the master channel's counter.
    public let virtualChannel: UInt8?
    /// What the step means.
    public let kind: Kind
    /// The count before, and the one that came.
    public let last: UInt64
    /// The count that came.
    public let found: UInt64
    /// Counts in a cycle.
    public let modulus: UInt64
    /// Index in `StreamTruth.frames` of the frame that shows it.
    public let frame: Int

    /// (found − last − 1) modulo the cycle, as the recordings' manifest counts it.
    public var missing: UInt64 { (found &+ modulus &+ modulus &- last &- 1) % modulus }
}

/// What a decoder delivers of a stream.
public struct DeliveredTruth: Sendable, Equatable {
    /// Indexes in `StreamTruth.frames` of the frames delivered, in order.
    public internal(set) var frames: [Int] = []
    /// Indexes of the frames dropped as duplicates.
    public internal(set) var droppedDuplicates: [Int] = []
    /// The packets delivered, in the order in which they are completed.
    public internal(set) var packets: [PacketTruth] = []
    /// Steps of virtual channel counts, in order.
    public internal(set) var channelSteps: [CounterStepTruth] = []
    /// Steps of master channel counts, in order (TM).
    public internal(set) var masterSteps: [CounterStepTruth] = []
    /// So many frames are missing that a count came round and shows no step: what becomes of
    /// the packet that was open there is not modelled.
    public internal(set) var hasHiddenGap = false

    /// The packets of one channel.
    public func packets(on channel: ChannelIdentity) -> [GeneratedPacket] {
        packets.filter { $0.channel == channel }.map(\.packet)
    }

    /// The steps of one channel's count.
    public func steps(on channel: ChannelIdentity) -> [CounterStepTruth] {
        channelSteps.filter {
            $0.spacecraft == channel.spacecraft && $0.virtualChannel == channel.virtualChannel
        }
    }
}
