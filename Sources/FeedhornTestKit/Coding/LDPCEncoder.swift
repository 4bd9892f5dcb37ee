/// The encoder of the code C2 by its generator matrix (CCSDS 131.0-B-5 §7.3.4): 892 octets of a
/// frame become 1020.
///
/// Eighteen zeros are thought in front of the frame, which then is fourteen blocks of 511 bits.
/// Each bit adds a row of 1022 parity bits: the first row of its block, both halves of it turned
/// right by the bit's place in the block. Two zeros follow the parity.
public struct LDPCEncoder: Sendable {
    /// Octets of a frame.
    public static let dataLength = 892
    /// Octets of a codeword.
    public static let codewordLength = 1_020

    private static let size = 511
    private static let shortened = 18

    /// 511 bits, the first one most significant; the last bit is zero.
    private typealias Row = SIMD8<UInt64>

    /// Of each block, the two halves of its first row.
    private let rows: [(Row, Row)]

    /// Reads the generator's table.
    public init() {
        let halves = C2Generator.rows.map { digits -> Row in
            let text = Array(digits.0 + digits.1)
            var row = Row.zero
            for word in 0..<8 {
                row[word] = UInt64(String(text[16 * word..<16 * word + 16]), radix: 16) ?? 0
            }
            // The table's first bit belongs to nothing.
            return LDPCEncoder.shiftedLeft(row)
        }
        rows = stride(from: 0, to: halves.count, by: 2).map { (halves[$0], halves[$0 + 1]) }
    }

    /// `data`, which has 892 octets, with its parity and fill behind it.
    public func encode(_ data: [UInt8]) -> [UInt8] {
        precondition(data.count == LDPCEncoder.dataLength, "\(data.count) octets are no frame")
        let bits = BitSequence(data)
        var first = Row.zero
        var second = Row.zero
        // By Horner's scheme: what a place of all blocks adds is turned on with the places before.
        for place in (0..<LDPCEncoder.size).reversed() {
            first = LDPCEncoder.turnedRight(first)
            second = LDPCEncoder.turnedRight(second)
            for (block, row) in rows.enumerated() {
                let bit = block * LDPCEncoder.size + place - LDPCEncoder.shortened
                guard bit >= 0, bits[bit] else { continue }
                first ^= row.0
                second ^= row.1
            }
        }
        var codeword = bits
        for half in [first, second] {
            let octets = half.indices.flatMap { word in
                (0..<8).map { UInt8(truncatingIfNeeded: half[word] >> UInt64(56 - 8 * $0)) }
            }
            codeword.append(0..<LDPCEncoder.size, of: BitSequence(octets))
        }
        codeword.append(0, bits: 2)
        return codeword.octets
    }

    /// Each bit comes one place later, the last one first.
    private static func turnedRight(_ row: Row) -> Row {
        var result = row
        var carry = row[7] >> 1 & 1
        for word in row.indices {
            result[word] = row[word] >> 1 | carry << 63
            carry = row[word] & 1
        }
        result[7] &= ~1
        return result
    }

    /// Each bit comes one place earlier; the first one is lost.
    private static func shiftedLeft(_ row: Row) -> Row {
        var result = row
        for word in row.indices {
            result[word] = row[word] << 1 | (word < 7 ? row[word + 1] >> 63 : 0)
        }
        return result
    }
}
