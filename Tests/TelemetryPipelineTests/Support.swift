import CCSDS
import Foundation
import TelemetryLink
import TelemetryPipeline

/// The 22nd of November 2026, 20:00:00 UTC, in nanoseconds since 1970 (from `date -d`).
let evening: UInt64 = 1_795_377_600_000_000_000

func link(_ name: String) -> LinkName {
    guard let link = LinkName(name) else { preconditionFailure("no link name: \(name)") }
    return link
}

func channel(
    _ spacecraft: UInt16, _ virtual: UInt8, version: TransferFrameVersion = .tm
) -> GlobalVirtualChannelIdentifier {
    GlobalVirtualChannelIdentifier(
        version: version, spacecraft: SpacecraftIdentifier(rawValue: spacecraft),
        virtualChannel: VirtualChannelIdentifier(rawValue: virtual))
}

/// A space packet (133.0-B-2 §4.1): version 0, unsegmented unless said otherwise.
func spacePacket(
    apid: UInt16, count: UInt16, data: [UInt8] = [0], telecommand: Bool = false,
    secondaryHeader: Bool = false, sequenceFlags: UInt16 = 3
) -> [UInt8] {
    let first = UInt16(telecommand ? 0x1000 : 0) | (secondaryHeader ? 0x0800 : 0) | apid
    let second = sequenceFlags << 14 | count
    let length = UInt16(data.count - 1)
    return [first, second, length].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] } + data
}

func annotation(
    _ channel: GlobalVirtualChannelIdentifier, at time: UInt64 = evening, corrected: UInt16 = 0,
    missing: UInt32 = 0, quality: DeliveredFrameQuality = .good
) -> ReceptionAnnotation {
    ReceptionAnnotation(
        earthReceiveTime: time, streamOffset: 80, frameNumber: 7, channel: channel,
        frameCount: 12, missingBefore: missing, correctedSymbols: corrected, quality: quality,
        flags: [])
}

/// A batch of small packets of one channel with counts `counts`, all of `apid`.
func batch(_ counts: Range<UInt16>, apid: UInt16 = 100) -> PacketBatch {
    var builder = PacketBatchBuilder()
    let frame = builder.append(annotation: annotation(channel(181, 1)))
    for count in counts {
        builder.append(
            packet: spacePacket(apid: apid, count: count), at: evening,
            channel: channel(181, 1), annotation: frame)
    }
    return builder.finish()
}

/// Random numbers that a printed seed brings back.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        // SplitMix64 (Steele, Lea, Flood 2014).
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
