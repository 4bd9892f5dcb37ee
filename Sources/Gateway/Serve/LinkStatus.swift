import CCSDS
import Devices
import TelemetryLink
import TelemetryPipeline

/// A link's counts as `status` shows them.
enum LinkStatus {
    static func add(
        _ statistics: LinkStatistics, _ balance: LinkBalance, to object: inout JSONObject
    ) {
        var frames = JSONObject()
        frames.add("found", balance.framesFound)
        frames.add("delivered", balance.framesDelivered)
        frames.add("rejected", BalanceJSON.reasons(balance.framesRejected))
        frames.add("duplicates", balance.framesDuplicate)
        object.add("frames", frames)
        object.add("packets", statistics.spacePackets + statistics.encapsulationPackets)
        object.add("idlePackets", statistics.idlePackets)
        object.add("correctedSymbols", symbols(statistics))
        if statistics.bitCodewords.codewords > 0 {
            object.add("correctedBits", statistics.bitCodewords.bits)
        }
        object.add("uncorrectableCodewords", statistics.uncorrectableCodewords)
        if !statistics.lineErrors.isEmpty {
            object.add("lineErrors", lineErrors(statistics.lineErrors))
        }
        if let security = SecuritySummary.json(statistics) {
            object.add("security", security)
        }
        object.add("channels", statistics.channels.map(channel))
        object.add("applications", statistics.applications.map(application))
        object.add("balance", BalanceJSON.balance(balance))
    }

    private static func lineErrors(_ counts: LineErrorCounts) -> JSONObject {
        var object = JSONObject()
        object.add("overruns", counts.overruns)
        object.add("parity", counts.parity)
        object.add("framing", counts.framing)
        object.add("breaks", counts.breaks)
        return object
    }

    static func transfers(_ errors: USBTransferErrors) -> JSONObject {
        var object = JSONObject()
        object.add("stalls", errors.stalls)
        object.add("overflows", errors.overflows)
        object.add("failures", errors.failures)
        object.add("refusals", errors.refusals)
        return object
    }

    private static func symbols(_ statistics: LinkStatistics) -> UInt64 {
        statistics.correctedSymbols.enumerated()
            .reduce(0) { $0 + UInt64($1.offset) * $1.element }
    }

    private static func channel(_ channel: ChannelStatistics) -> JSONObject {
        var object = JSONObject()
        object.add("scid", channel.channel.spacecraft.rawValue)
        object.add("vcid", channel.channel.virtualChannel.rawValue)
        object.add("frames", channel.frames)
        object.add("idleFrames", channel.idleFrames)
        object.add("gaps", channel.gaps)
        object.add("missing", channel.missing)
        if channel.estimatedMore > 0 { object.add("estimatedMore", channel.estimatedMore) }
        object.add("duplicates", channel.duplicates)
        object.add("resets", channel.resets)
        object.add("packets", channel.packets)
        object.add("lastReception", time: channel.lastReception)
        return object
    }

    private static func application(_ application: ApplicationStatistics) -> JSONObject {
        var object = JSONObject()
        if application.channel != .none {
            object.add("scid", application.channel.spacecraft.rawValue)
            object.add("vcid", application.channel.virtualChannel.rawValue)
        }
        object.add("apid", application.application.rawValue)
        object.add("packets", application.packets)
        object.add("octets", application.octets)
        object.add("gaps", application.gaps)
        object.add("missing", application.missing)
        object.add("duplicates", application.duplicates)
        object.add("resets", application.resets)
        object.add("lastReception", time: application.lastReception)
        return object
    }
}
