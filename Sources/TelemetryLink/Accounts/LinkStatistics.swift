public import CCSDS

/// Counts of a link since its decoder was made.
public struct LinkStatistics: Sendable, Equatable {
    /// By virtual channel, in the order of their first frame.
    public internal(set) var channels: [ChannelStatistics] = []
    /// By virtual channel and APID, in the order of their first packet.
    public internal(set) var applications: [ApplicationStatistics] = []
    /// Reed–Solomon: symbols (octets) corrected in a codeword → codewords of delivered frames,
    /// index 0…16.
    public internal(set) var correctedSymbols = [UInt64](repeating: 0, count: 17)
    /// LDPC: codewords of delivered frames, and the bits corrected in them.
    public internal(set) var bitCodewords = BitCodewordStatistics()
    /// Codewords beyond correction, of either code.
    public internal(set) var uncorrectableCodewords: UInt64 = 0
    /// Packets delivered: space packets, of those idle, and encapsulation packets.
    public internal(set) var spacePackets: UInt64 = 0
    /// Idle packets among ``spacePackets``.
    public internal(set) var idlePackets: UInt64 = 0
    /// Encapsulation packets delivered.
    public internal(set) var encapsulationPackets: UInt64 = 0
    /// Segmented user data.
    public internal(set) var userData = UserDataStatistics()
    /// Records of the framing, whatever became of them.
    public internal(set) var records: UInt64 = 0
    /// Records that carry no telemetry.
    public internal(set) var nonDataRecords: UInt64 = 0
    /// When the receiver says it received the last record of which it says so (KISS command 9):
    /// milliseconds since 1970 UTC; 0 = it never did.
    public internal(set) var lastReceiverTime: UInt64 = 0
    /// By security association, in the order of the link's parameters.
    public internal(set) var security: [SecurityStatistics] = []
    /// Frames of an association that the link or the channel does not have, delivered or rejected.
    public internal(set) var unknownAssociations: UInt64 = 0
    /// Errors of the line that the receiver's status told.
    public internal(set) var lineErrors = LineErrorCounts()
    /// Earth receive time of the last delivered frame or packet; 0 = none yet.
    public internal(set) var lastReception: UInt64 = 0

    /// Nothing counted yet.
    public init() {}

    /// Index of the counts of `channel`, made at its first frame. Those of a USLP channel are the
    /// counts of all its streams.
    mutating func place(of channel: GlobalVirtualChannelIdentifier) -> Int {
        let channel = channel.withoutAccessPoint
        if let known = channels.firstIndex(where: { $0.channel == channel }) { return known }
        channels.append(ChannelStatistics(channel: channel))
        return channels.count - 1
    }
}

/// Codewords of a code whose symbols are bits.
public struct BitCodewordStatistics: Sendable, Equatable {
    /// Codewords of delivered frames.
    public internal(set) var codewords: UInt64 = 0
    /// Those in which bits were corrected.
    public internal(set) var corrected: UInt64 = 0
    /// Bits corrected in them, parity and fill included.
    public internal(set) var bits: UInt64 = 0
    /// The most in one codeword.
    public internal(set) var mostBits: UInt64 = 0

    mutating func note(corrected count: UInt64) {
        codewords += 1
        corrected += count > 0 ? 1 : 0
        bits += count
        mostBits = max(mostBits, count)
    }
}

/// Counts of one security association.
public struct SecurityStatistics: Sendable, Equatable {
    /// The association.
    public let association: SecurityParameterIndex
    /// Frames delivered whose code is right.
    public internal(set) var verified: UInt64 = 0
    /// Frames delivered in clear without a key to verify them.
    public internal(set) var unverified: UInt64 = 0
    /// Frames delivered that are encrypted, without a key to read them.
    public internal(set) var encrypted: UInt64 = 0
    /// Frames rejected because their code is wrong.
    public internal(set) var failed: UInt64 = 0
    /// Verified frames with an anti-replay number outside the window.
    public internal(set) var outsideWindow: UInt64 = 0
}

/// Counts of one virtual channel.
public struct ChannelStatistics: Sendable, Equatable {
    /// The virtual channel.
    public let channel: GlobalVirtualChannelIdentifier
    /// Frames delivered.
    public internal(set) var frames: UInt64 = 0
    /// Frames with only idle data.
    public internal(set) var idleFrames: UInt64 = 0
    /// Places where the frame count shows frames missing, and how many.
    public internal(set) var gaps: UInt64 = 0
    /// Counts that were never seen.
    public internal(set) var missing: UInt64 = 0
    /// So many more may be missing where the count may have come round: an estimate, by the bits
    /// and the time between frames (``CounterGap/estimate``). Never a part of ``missing``.
    public internal(set) var estimatedMore: UInt64 = 0
    /// Repeats of the one before.
    public internal(set) var duplicates: UInt64 = 0
    /// Steps of the count that say nothing of what is missing.
    public internal(set) var resets: UInt64 = 0
    /// Packets delivered.
    public internal(set) var packets: UInt64 = 0
    /// Zones delivered: data units of services that are no packets.
    public internal(set) var zones: UInt64 = 0
    /// Symbols corrected in its frames: octets of a Reed–Solomon code, bits of an LDPC code.
    public internal(set) var correctedSymbols: UInt64 = 0
    /// Frame count of the last frame.
    public internal(set) var lastCount: UInt64 = 0
    /// Earth receive time of the last frame: ns since 1970 UTC.
    public internal(set) var lastReception: UInt64 = 0

    /// Counts a delivered frame; `count`: `nil` where it has none.
    mutating func note(_ annotation: ReceptionAnnotation, count: UInt64?) {
        frames += 1
        correctedSymbols += UInt64(annotation.correctedSymbols)
        if let count { lastCount = count }
        lastReception = annotation.earthReceiveTime
    }
}

/// Counts of one APID on one virtual channel.
public struct ApplicationStatistics: Sendable, Equatable {
    /// The virtual channel.
    public let channel: GlobalVirtualChannelIdentifier
    /// The APID.
    public let application: ApplicationProcessIdentifier
    /// Packets delivered.
    public internal(set) var packets: UInt64 = 0
    /// Octets of its packets.
    public internal(set) var octets: UInt64 = 0
    /// Places where the sequence count shows packets missing, and how many.
    public internal(set) var gaps: UInt64 = 0
    /// Counts that were never seen.
    public internal(set) var missing: UInt64 = 0
    /// Repeats of the one before.
    public internal(set) var duplicates: UInt64 = 0
    /// Steps of the count that say nothing of what is missing.
    public internal(set) var resets: UInt64 = 0
    /// Packets whose error control is right.
    public internal(set) var errorControlGood: UInt64 = 0
    /// Packets whose error control is wrong.
    public internal(set) var errorControlBad: UInt64 = 0
    /// Sequence count of the last packet.
    public internal(set) var lastCount: UInt16 = 0
    /// Earth receive time of the last packet: ns since 1970 UTC.
    public internal(set) var lastReception: UInt64 = 0

    /// Counts a delivered packet; `count`: `nil` where its sequence count is not looked at.
    mutating func note(_ record: PacketRecord, count: UInt16? = nil) {
        packets += 1
        octets += UInt64(record.length)
        lastReception = record.earthReceiveTime
        if let count { lastCount = count }
    }
}
