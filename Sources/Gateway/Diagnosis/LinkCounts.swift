import CCSDS
public import TelemetryLink

/// What a link has counted up to one moment, as far as a diagnosis wants to know.
public struct LinkCounts: Sendable, Equatable {
    /// Octets received.
    public var octets: UInt64 = 0
    /// Bits that went into the search for frames; behind a convolutional code, decoded ones.
    public var bits: UInt64 = 0
    /// Bits in which nothing begins: no marker, no record.
    public var bitsWithoutSync: UInt64 = 0
    /// Bits behind markers that no second marker confirmed.
    public var bitsUnconfirmed: UInt64 = 0
    /// Symbols that no alignment of the convolutional code explains, and those that became bits.
    public var symbolsWithoutSync: UInt64 = 0
    /// Symbols that became bits.
    public var symbolsDecoded: UInt64 = 0
    /// Frames behind a marker or in a record.
    public var framesFound: UInt64 = 0
    /// Frames handed on.
    public var framesDelivered: UInt64 = 0
    /// Frames that failed a check.
    public var framesRejected: [RejectionReason: UInt64] = [:]
    /// Packets delivered, idle ones included.
    public var packets: UInt64 = 0
    /// Idle space packets among them.
    public var idlePackets: UInt64 = 0
    /// Packets that follow another of their APID, by which their sequence count can be judged.
    public var packetSteps: UInt64 = 0
    /// Of those, the ones whose count goes on by one.
    public var packetsInStep: UInt64 = 0
    /// Of those, the ones that repeat the packet before.
    public var packetsRepeated: UInt64 = 0
    /// Octets of data fields in which packets were looked for.
    public var packetOctets: UInt64 = 0
    /// Octets of data fields that became no packet.
    public var discardedOctets: UInt64 = 0
    /// Places where frame counts did not go on, frames missing there, and steps that say nothing.
    public var gaps: UInt64 = 0
    /// Frames that were never seen.
    public var missing: UInt64 = 0
    /// Steps of a frame count that say nothing of what is missing.
    public var resets: UInt64 = 0
    /// Characters that a serial line received wrongly.
    public var lineErrors: UInt64 = 0
    /// Datagrams and characters that were lost in this machine.
    public var lostHere: UInt64 = 0

    /// Nothing counted.
    public init() {}

    /// What a decoder has counted.
    public init(_ balance: LinkBalance, _ statistics: LinkStatistics, octets: UInt64) {
        self.octets = octets
        bits = balance.bitsIn
        bitsWithoutSync = balance.skippedBits[.noSync] + balance.skippedBits[.malformed]
        bitsUnconfirmed = balance.skippedBits[.unconfirmed]
        symbolsWithoutSync = balance.symbols?.skipped[.noSync] ?? 0
        symbolsDecoded = balance.symbols?.decoded ?? 0
        framesFound = balance.framesFound
        framesDelivered = balance.framesDelivered
        for (reason, count) in balance.framesRejected.nonZero { framesRejected[reason] = count }
        packets = statistics.spacePackets + statistics.encapsulationPackets
        idlePackets = statistics.idlePackets
        for application in statistics.applications where application.application != .idle {
            let steps = application.packets - min(1, application.packets)
            let others = application.gaps + application.duplicates + application.resets
            packetSteps += steps
            packetsInStep += steps - min(steps, others)
            packetsRepeated += application.duplicates
        }
        packetOctets = balance.packetOctets + balance.idlePacketOctets
        discardedOctets = balance.discardedOctets.total
        for channel in statistics.channels {
            gaps += channel.gaps
            missing += channel.missing
            resets += channel.resets
        }
    }

    /// What was counted since `former`, of the same link.
    public func since(_ former: LinkCounts) -> LinkCounts {
        var result = self
        for count in LinkCounts.counts {
            result[keyPath: count] &-= former[keyPath: count]
        }
        for (reason, count) in former.framesRejected {
            result.framesRejected[reason] = (framesRejected[reason] ?? 0) &- count
        }
        result.framesRejected = result.framesRejected.filter { $0.value > 0 }
        return result
    }

    /// Frames rejected, whatever the reason.
    public var rejected: UInt64 { framesRejected.values.reduce(0, +) }

    private static var counts: [WritableKeyPath<LinkCounts, UInt64>] {
        [
            \.octets, \.bits, \.bitsWithoutSync, \.bitsUnconfirmed, \.symbolsWithoutSync,
            \.symbolsDecoded, \.framesFound, \.framesDelivered, \.packets, \.idlePackets,
            \.packetSteps, \.packetsInStep, \.packetsRepeated, \.packetOctets, \.discardedOctets,
            \.gaps, \.missing, \.resets, \.lineErrors, \.lostHere,
        ]
    }
}
