/// An HDLC line as its sender makes it, bit by bit: flags, stuffed frames, scrambler, NRZI.
public struct HDLCSender: Sendable {
    /// Bits of the frames and flags, before any modem.
    public private(set) var bits: [Bool] = []

    /// A line without anything on it.
    public init() {}

    /// `01111110`.
    public mutating func flag() {
        bits += [false, true, true, true, true, true, true, false]
    }

    /// Ones, which break an open frame off when they are seven.
    public mutating func ones(_ count: Int) {
        bits += [Bool](repeating: true, count: count)
    }

    /// A frame with its check sequence, least significant bits first, a zero behind five ones.
    ///
    /// - Parameter damage: added to the check sequence.
    public mutating func frame(_ data: [UInt8], damage: UInt16 = 0) {
        let check = BitwiseChecksum.hdlc(data) ^ damage
        stuffed(data + [UInt8(check & 0xFF), UInt8(check >> 8)])
    }

    /// Octets with stuffing, without a check sequence.
    public mutating func stuffed(_ octets: [UInt8]) {
        var ones = 0
        for octet in octets {
            for place in 0..<8 {
                let bit = octet >> UInt8(place) & 1 == 1
                bits.append(bit)
                ones = bit ? ones + 1 : 0
                if ones == 5 {
                    bits.append(false)
                    ones = 0
                }
            }
        }
    }

    /// Plain bits.
    public mutating func append(bits more: [Bool]) { bits += more }

    /// What a receiver hands over, filled with ones to whole octets.
    ///
    /// - Parameters:
    ///   - nrzi: a zero changes the level.
    ///   - g3ruh: the scrambler 1 + x¹² + x¹⁷ behind it.
    ///   - mostSignificantFirst: how bits are packed.
    public func octets(
        nrzi: Bool = false, g3ruh: Bool = false, mostSignificantFirst: Bool = false
    ) -> [UInt8] {
        var line = bits
        if nrzi {
            var level = false
            for index in line.indices {
                if !line[index] { level.toggle() }
                line[index] = level
            }
        }
        if g3ruh {
            for index in line.indices {
                if index >= 12 { line[index] = line[index] != line[index - 12] }
                if index >= 17 { line[index] = line[index] != line[index - 17] }
            }
        }
        line += [Bool](repeating: true, count: (8 - line.count % 8) % 8)
        return stride(from: 0, to: line.count, by: 8).map { start in
            var octet: UInt8 = 0
            for place in 0..<8 where line[start + place] {
                octet |= mostSignificantFirst ? 0x80 >> UInt8(place) : 1 << UInt8(place)
            }
            return octet
        }
    }
}
