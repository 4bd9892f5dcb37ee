public import OrderedJSON
public import TelemetryLink

/// The conservation law of a link under its own names (see docs/ARCHITECTURE.md).
public enum BalanceJSON {
    /// The three equations, term by term, and whether they hold.
    public static func balance(_ balance: LinkBalance) -> JSONValue {
        var members: [JSONValue.Member] = [.init("balanced", .bool(balance.isBalanced))]
        if let symbols = balance.symbols { members.append(.init("symbols", line(symbols))) }
        members += [
            .init("bits", bits(balance)),
            .init("frames", frames(balance)),
            .init("dataFieldOctets", dataFields(balance)),
        ]
        return .object(members)
    }

    /// Counts by reason, zeros left out.
    public static func reasons<Reason>(_ counts: ReasonCounts<Reason>) -> JSONValue {
        .object(counts.nonZero.map { .init("\($0.reason)", .unsigned($0.count)) })
    }

    /// The convolutional stage, in symbols; `bits` begins with what comes out of it.
    private static func line(_ symbols: SymbolBalance) -> JSONValue {
        .object([
            .init("state", .string("\(symbols.state)")),
            .init("octetsIn", .unsigned(symbols.octetsIn)),
            .init("wrapperOctets", .unsigned(symbols.wrapperOctets)),
            .init("in", .unsigned(symbols.symbolsIn)),
            .init("decoded", .unsigned(symbols.decoded)),
            .init("skipped", reasons(symbols.skipped)),
            .init("pending", .unsigned(symbols.pending)),
            .init("octetsOut", .unsigned(symbols.octetsOut)),
            .init("fillBits", .unsigned(symbols.fillBits)),
            .init("compared", .unsigned(symbols.compared)),
            .init("errors", .unsigned(symbols.errors)),
            .init("errorRate", symbols.errorRate.map { .number($0) } ?? .null),
            .init("realignments", .unsigned(symbols.realignments)),
        ])
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
