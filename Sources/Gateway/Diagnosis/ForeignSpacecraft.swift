import CCSDS
public import TelemetryLink

/// Spacecraft whose frames a link refused, counted.
public struct ForeignSpacecraft: Sendable, Equatable {
    /// Noise has every number; a real one is among the first.
    private static let maximum = 64
    private static let told = 3

    private var counts: [UInt16: UInt64] = [:]

    /// None.
    public init() {}

    /// Notes those of a batch.
    public mutating func note(_ batch: borrowing PacketBatch, _ parameters: ManagedParameters) {
        for frame in batch.rejected where frame.reason == .spacecraft {
            guard
                let spacecraft = ForeignSpacecraft.spacecraft(
                    batch.octets(of: frame), parameters.frame)
            else { continue }
            if counts[spacecraft] != nil || counts.count < Self.maximum {
                counts[spacecraft, default: 0] += 1
            }
        }
    }

    /// The number in the first octets of a frame.
    private static func spacecraft(_ octets: RawSpan, _ frame: FrameParameters) -> UInt16? {
        guard octets.byteCount >= 4 else { return nil }
        let word = octets.withUnsafeBytes { UInt32(bigEndian: $0.loadUnaligned(as: UInt32.self)) }
        switch frame.type {
        case .tm: return UInt16(word >> 20 & 0x3FF)
        case .aos where frame.aosSpacecraftBits == 8: return UInt16(word >> 22 & 0xFF)
        case .uslp: return UInt16(truncatingIfNeeded: word >> 12)
        case .aos, .opaque, .packets: return nil
        }
    }

    /// `spacecraft 42, 99`: the most frequent ones.
    public var text: String {
        if counts.isEmpty { return "another spacecraft" }
        let sorted = counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        return "spacecraft "
            + sorted.prefix(Self.told).map { "\($0.key)" }.joined(separator: ", ")
            + (sorted.count > Self.told ? " …" : "")
    }
}
