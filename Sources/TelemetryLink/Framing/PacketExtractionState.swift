/// What the reading of records and of bare packets knows between two steps.
struct PacketExtractionState: Sendable {
    /// Packet headers in a row that must make sense before a lost stream is read again.
    static let chain = 3

    /// A header made no sense: the next packet is looked for octet by octet.
    var isLost = false
    /// Where the octets that made no sense begin: one event for all of them.
    var lossPlace: ChunkClock.Place?
    /// How many bits they are.
    var lostBits: UInt64 = 0
    /// The record before broke the rules: those that follow it in doing so are reported together.
    var isBroken = false
}
