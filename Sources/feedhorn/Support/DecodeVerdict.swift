import TelemetryLink

/// How well a stream decoded: is anything missing, and is the link file the right one at all?
struct DecodeVerdict {
    /// Nothing is missing or bad.
    let isClean: Bool
    /// A hint where nothing at all came out; nil elsewhere.
    let text: String?

    init(_ balance: LinkBalance, _ statistics: LinkStatistics) {
        let packets =
            statistics.spacePackets + statistics.encapsulationPackets + statistics.idlePackets
        let isFruitless = balance.framesDelivered == 0 && packets == 0
        isClean =
            !isFruitless && balance.framesRejected.total == 0
            && balance.discardedOctets.total == 0
            && statistics.channels.allSatisfy { $0.gaps == 0 && $0.resets == 0 }
            && statistics.applications.allSatisfy { $0.gaps == 0 && $0.resets == 0 }
            && statistics.security.allSatisfy { $0.outsideWindow == 0 }
        text = isFruitless ? DecodeVerdict.hint(balance) : nil
    }

    private static func hint(_ balance: LinkBalance) -> String {
        guard balance.framesFound > 0 else {
            if let symbols = balance.symbols, symbols.decoded == 0 {
                return
                    "no alignment explains the symbols: does coding.convolutional fit this "
                    + "recording?"
            }
            return
                "no frame or packet found: do framing and sync of the link file fit this recording?"
        }
        let reasons = balance.framesRejected.nonZero
            .map { "\($0.reason) \($0.count)" }.joined(separator: ", ")
        return "\(balance.framesFound) frames found, none good (\(reasons)): "
            + "do coding and frame of the link file fit this recording?"
    }
}
