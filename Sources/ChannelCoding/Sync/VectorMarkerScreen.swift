#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// Passes over octets in which no marker can begin, 32 at a time; `csimd_marker.h` says how.
///
/// Only inner octets of the marker are compared: those that it fills at all eight start positions.
struct VectorMarkerScreen: Sendable {
    private enum Comparison: Sendable {
        /// Two octets, bit for bit.
        case equal
        /// Differing bits of so many octets: too few, or too many, make a candidate.
        case differing(rows: Int32, below: Int32, above: Int32)
    }

    private let comparison: Comparison
    private let tables: AlignedOctets
    /// Octets from the one that a marker begins in to the first one that is compared.
    private let first: Int

    /// - Parameter rows: octets to compare, counted from the one that a marker begins in.
    /// - Returns: `nil` where the processor has no vectors, or a row is not filled by the marker at
    ///   all start positions.
    init?(
        mismatches: MarkerMismatches, rows: Range<Int>, maximumErrors: Int,
        polarities: MarkerPolarities
    ) {
        let filled = rows.allSatisfy { mismatches.compared[$0] == 0x0808_0808_0808_0808 }
        guard ProcessorFeatures.octetVectors, filled, (2...5).contains(rows.count) else {
            return nil
        }
        first = rows.lowerBound
        let bits = 8 * rows.count
        if maximumErrors == 0 && rows.count == 2 {
            comparison = .equal
            tables = AlignedOctets(
                rows.flatMap { row in
                    Self.equal(mismatches, row, 0, isWanted: polarities != .inverted)
                        + Self.equal(mismatches, row, 8, isWanted: polarities != .normal)
                })
        } else {
            // No count is below zero, and none above 127.
            comparison = .differing(
                rows: Int32(rows.count),
                below: polarities == .inverted ? 0 : Int32(min(127, maximumErrors + 1)),
                above: polarities == .normal ? 127 : Int32(max(-1, bits - maximumErrors - 1)))
            tables = AlignedOctets(rows.flatMap { Self.counts(mismatches, $0) })
        }
    }

    /// How many of the `count` octets at `base` can be passed because no marker begins in them.
    ///
    /// The next one is a candidate unless fewer than 32 are left. Reads the octets that are
    /// compared behind them.
    func passed(_ base: UnsafeRawPointer, count: Int) -> Int {
        let octets = unsafe (base + first).assumingMemoryBound(to: UInt8.self)
        return unsafe tables.withUnsafePointer { tables in
            switch comparison {
            case .equal: unsafe csimd_pass_unequal(octets, count, tables)
            case .differing(let rows, let below, let above):
                unsafe csimd_pass_differing(octets, count, tables, rows, below, above)
            }
        }
    }

    /// Bits by which an octet differs from the marker's in `row`, when that begins at `phase`.
    private static func differing(
        _ mismatches: MarkerMismatches, _ row: Int, _ octet: Int, _ phase: Int
    ) -> UInt8 {
        UInt8(truncatingIfNeeded: mismatches.table[256 * row + octet] >> UInt64(8 * phase))
    }

    /// Differing bits of low nibbles and of high nibbles, phase by phase.
    private static func counts(_ mismatches: MarkerMismatches, _ row: Int) -> [UInt8] {
        var tables: [UInt8] = []
        tables.reserveCapacity(8 * 32)
        for phase in 0..<8 {
            // What zero differs by in its other nibble is counted with the low one.
            let base = differing(mismatches, row, 0, phase)
            for low in 0..<16 { tables.append(differing(mismatches, row, low, phase)) }
            for high in 0..<16 {
                tables.append(differing(mismatches, row, high << 4, phase) &- base)
            }
        }
        return tables
    }

    /// For each nibble, at which phases an octet with it can differ from the marker's by just
    /// `wanted` bits, 0 or 8.
    private static func equal(
        _ mismatches: MarkerMismatches, _ row: Int, _ wanted: UInt8, isWanted: Bool
    ) -> [UInt8] {
        var tables = [UInt8](repeating: 0, count: 32)
        if !isWanted { return tables }
        for octet in 0..<256 {
            for phase in 0..<8 where differing(mismatches, row, octet, phase) == wanted {
                tables[octet & 15] |= 1 << UInt8(phase)
                tables[16 + octet >> 4] |= 1 << UInt8(phase)
            }
        }
        return tables
    }
}
#endif
