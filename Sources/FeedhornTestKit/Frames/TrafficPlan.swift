/// A mix of virtual channels that makes whole runs of frames.
public struct TrafficPlan: Sendable {
    /// One virtual channel.
    public struct Channel: Sendable {
        /// What its frames carry.
        public enum Service: Sendable {
            case packets(PacketSource)
            case onlyIdleData
            /// Octets that nobody walks.
            case other
        }

        /// VCID.
        public var virtualChannel: UInt8
        /// MAP of its packets (USLP), 0…15; two of them may share a virtual channel.
        public var accessPoint: UInt8 = 0
        /// What its frames carry.
        public var service: Service
        /// How often, against the other channels.
        public var weight = 1
        /// Part of its frames that hold only idle data although the channel carries packets.
        public var idleFrameRate = 0.0
        /// Part of its frames that go out although the queue is short, so that fill is needed.
        public var underrunRate = 0.0

        /// A channel of weight 1 without idle frames and fill.
        public init(virtualChannel: UInt8, service: Service) {
            self.virtualChannel = virtualChannel
            self.service = service
        }
    }

    /// The channels that take turns.
    public var channels: [Channel]
    /// Makes the frames; its switches can be set.
    public var builder: FrameBuilder
    /// On-board time of a frame, in units of 2⁻¹⁶ s; moves `PacketSource.onBoardTime` on.
    public var timePerFrame: UInt64 = 0
    /// On-board time of the next frame, in units of 2⁻¹⁶ s.
    public var onBoardTime: UInt64 = 0
    private var generator: SeededGenerator

    /// - Parameter generator: says which channel is next.
    public init(builder: FrameBuilder, channels: [Channel], generator: SeededGenerator) {
        precondition(!channels.isEmpty)
        self.builder = builder
        self.channels = channels
        self.generator = generator
    }

    /// The next `count` frames.
    public mutating func frames(_ count: Int) -> [GeneratedFrame] {
        (0..<count).map { _ in nextFrame() }
    }

    /// `count` frames of several plans, one spacecraft each, in random order.
    public static func interleaved(
        _ plans: inout [TrafficPlan], _ count: Int, using generator: inout SeededGenerator
    ) -> [GeneratedFrame] {
        (0..<count).map { _ in plans[generator.integer(below: plans.count)].nextFrame() }
    }

    /// Queues packets until a frame is full of them.
    private mutating func refill(_ channel: Channel, _ source: inout PacketSource) {
        let (virtualChannel, accessPoint) = (channel.virtualChannel, channel.accessPoint)
        while builder.waitingOctets(on: virtualChannel, accessPoint: accessPoint)
            < builder.format.zoneLength
        {
            builder.enqueue(source.next(), on: virtualChannel, accessPoint: accessPoint)
        }
    }

    private mutating func nextFrame() -> GeneratedFrame {
        var turn = generator.integer(below: channels.reduce(0) { $0 + $1.weight })
        var chosen = 0
        while turn >= channels[chosen].weight {
            turn -= channels[chosen].weight
            chosen += 1
        }
        let channel = channels[chosen]
        defer { onBoardTime &+= timePerFrame }
        switch channel.service {
        case .onlyIdleData: return builder.idleFrame(on: channel.virtualChannel)
        case .other: return builder.serviceFrame(on: channel.virtualChannel)
        case .packets(var source):
            if generator.chance(channel.idleFrameRate) {
                return builder.idleFrame(on: channel.virtualChannel)
            }
            if !generator.chance(channel.underrunRate) {
                source.onBoardTime = onBoardTime
                refill(channel, &source)
                channels[chosen].service = .packets(source)
            }
            return builder.packetFrame(
                on: channel.virtualChannel, accessPoint: channel.accessPoint)
        }
    }
}
