public import TelemetryLink

/// The conservation law of a link under its own names (see docs/ARCHITECTURE.md).
public enum BalanceJSON {
    /// The three equations, term by term, and whether they hold.
    public static func balance(_ balance: LinkBalance) -> JSONValue {
        .object([
            .init("balanced", .bool(balance.isBalanced)),
            .init("bits", bits(balance)),
            .init("frames", frames(balance)),
            .init("dataFieldOctets", dataFields(balance)),
        ])
    }

    /// Counts by reason, zeros left out.
    public static func reasons<Reason>(_ counts: ReasonCounts<Reason>) -> JSONValue {
        .object(counts.nonZero.map { .init("\($0.reason)", .unsigned($0.count)) })
    }

    private static func bits(_ balance: LinkBalance) -> JSONValue {
        .object([
            .init("in", .unsigned(balance.bitsIn)),
            .init("markers", .unsigned(balance.markerBits)),
            .init("stripped", reasons(balance.strippedBits)),
            .init("delivered", .unsigned(balance.deliveredBits)),
            .init("rejected", reasons(balance.rejectedBits)),
            .init("duplicates", .unsigned(balance.duplicateBits)),
            .init("skipped", reasons(balance.skippedBits)),
            .init("unframed", .unsigned(balance.unframedBits)),
            .init("pending", .unsigned(balance.pendingBits)),
        ])
    }

    private static func frames(_ balance: LinkBalance) -> JSONValue {
        .object([
            .init("found", .unsigned(balance.framesFound)),
            .init("delivered", .unsigned(balance.framesDelivered)),
            .init("rejected", reasons(balance.framesRejected)),
            .init("duplicates", .unsigned(balance.framesDuplicate)),
        ])
    }

    private static func dataFields(_ balance: LinkBalance) -> JSONValue {
        .object([
            .init("in", .unsigned(balance.dataOctets)),
            .init("packets", .unsigned(balance.packetOctets)),
            .init("idlePackets", .unsigned(balance.idlePacketOctets)),
            .init("otherServices", .unsigned(balance.otherServiceOctets)),
            .init("security", .unsigned(balance.securityOctets)),
            .init("encrypted", .unsigned(balance.encryptedOctets)),
            .init("discarded", reasons(balance.discardedOctets)),
            .init("pending", .unsigned(balance.pendingOctets)),
        ])
    }
}
