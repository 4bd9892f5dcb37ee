import CCSDS
import LinkConfiguration
public import TelemetryLink

extension DecodeSummary {
    /// The summary for people: a line for each thing, the balance last.
    public func text(_ balance: LinkBalance, _ statistics: LinkStatistics) -> String {
        var lines = ["link \(link.parameters.name)"]
        lines.append(
            "frames  found \(balance.framesFound), delivered \(balance.framesDelivered)"
                + ", rejected \(balance.framesRejected.total)"
                + list(balance.framesRejected.nonZero)
                + ", duplicates dropped \(balance.framesDuplicate)")
        if link.parameters.coding.reedSolomon?.mode == .correct {
            lines.append(codeLine(statistics))
        } else if link.parameters.coding.ldpc != nil {
            lines.append(bitCodeLine(statistics))
        }
        lines.append(
            "packets \(spacePackets) space (\(statistics.idlePackets) idle)"
                + ", \(encapsulationPackets) encapsulation" + list(protocols))
        for channel in statistics.channels { lines.append(line(channel)) }
        for application in statistics.applications where application.application != .idle {
            lines.append(line(application))
        }
        lines += controlWords.lines
        lines += SecuritySummary.lines(statistics)
        if let diagnosis = diagnosis(balance, statistics) {
            lines.append("diagnosis \(diagnosis.rung): \(diagnosis.sentence)")
        }
        lines += BalanceText.lines(balance)
        return lines.joined(separator: "\n") + "\n"
    }

    private var protocols: [(reason: EncapsulationProtocolIdentifier, count: UInt64)] {
        encapsulationProtocols.sorted { $0.key.rawValue < $1.key.rawValue }
            .map { ($0.key, $0.value) }
    }

    private func codeLine(_ statistics: LinkStatistics) -> String {
        let all = statistics.correctedSymbols.reduce(0, +) + statistics.uncorrectableCodewords
        let symbols = statistics.correctedSymbols.enumerated()
            .reduce(UInt64(0)) { $0 + UInt64($1.offset) * $1.element }
        let dirty = all - statistics.correctedSymbols[0] - statistics.uncorrectableCodewords
        return "code    codewords \(all), corrected \(dirty) (\(symbols) symbols)"
            + ", uncorrectable \(statistics.uncorrectableCodewords)"
    }

    private func bitCodeLine(_ statistics: LinkStatistics) -> String {
        let counts = statistics.bitCodewords
        return "code    codewords \(counts.codewords + statistics.uncorrectableCodewords)"
            + ", corrected \(counts.corrected) (\(counts.bits) bits, \(counts.mostBits) at most)"
            + ", uncorrectable \(statistics.uncorrectableCodewords)"
    }

    private func line(_ channel: ChannelStatistics) -> String {
        "  vc \(channel.channel)  frames \(channel.frames), gaps \(channel.gaps)"
            + ", missing \(channel.missing)"
            + (channel.estimatedMore > 0 ? " and perhaps \(channel.estimatedMore) more" : "")
            + ", duplicates \(channel.duplicates)"
            + ", resets \(channel.resets), idle \(channel.idleFrames)"
            + ", packets \(channel.packets)"
    }

    private func line(_ application: ApplicationStatistics) -> String {
        "    apid \(application.application)"
            + (application.channel == .none ? "" : " on \(application.channel)")
            + "  packets \(application.packets), octets \(application.octets)"
            + ", gaps \(application.gaps), missing \(application.missing)"
            + ", duplicates \(application.duplicates), resets \(application.resets)"
    }

    private func list<Reason>(_ reasons: [(reason: Reason, count: UInt64)]) -> String {
        reasons.isEmpty
            ? "" : " (" + reasons.map { "\($0.reason) \($0.count)" }.joined(separator: ", ") + ")"
    }
}

/// The conservation law for people.
public enum BalanceText {
    /// Its three equations, each on a line, and whether they hold; the convolutional stage first.
    public static func lines(_ balance: LinkBalance) -> [String] {
        ["balance \(balance.isBalanced ? "holds" : "DOES NOT HOLD")"]
            + (balance.symbols.map { [line($0)] } ?? []) + equations(balance)
    }

    private static func line(_ symbols: SymbolBalance) -> String {
        "  symbols in \(symbols.symbolsIn) = decoded \(symbols.decoded)"
            + " + skipped \(symbols.skipped.total) + pending \(symbols.pending)"
            + ", octets out \(symbols.octetsOut), errors \(symbols.errors)"
            + " of \(symbols.compared), realignments \(symbols.realignments)"
    }

    private static func equations(_ balance: LinkBalance) -> [String] {
        [
            "  bits    in \(balance.bitsIn) = markers \(balance.markerBits)"
                + " + stripped \(balance.strippedBits.total) + delivered \(balance.deliveredBits)"
                + " + rejected \(balance.rejectedBits.total)"
                + " + duplicates \(balance.duplicateBits) + skipped \(balance.skippedBits.total)"
                + " + unframed \(balance.unframedBits) + pending \(balance.pendingBits)",
            "  frames  found \(balance.framesFound) = delivered \(balance.framesDelivered)"
                + " + rejected \(balance.framesRejected.total)"
                + " + duplicates \(balance.framesDuplicate)",
            "  octets  in \(balance.dataOctets) = packets \(balance.packetOctets)"
                + " + idle packets \(balance.idlePacketOctets)"
                + " + other services \(balance.otherServiceOctets)"
                + " + security \(balance.securityOctets)"
                + " + encrypted \(balance.encryptedOctets)"
                + " + discarded \(balance.discardedOctets.total)"
                + " + pending \(balance.pendingOctets)",
        ]
    }
}
