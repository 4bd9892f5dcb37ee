/// NRZ-M and NRZ-S: a bit is a change of level, or none.
public enum DifferentialEncoder {
    /// The levels of the bits of `octets`; the level before them is 0.
    ///
    /// - Parameter space: zeros are changes (NRZ-S); else ones are (NRZ-M).
    public static func encode(_ octets: [UInt8], space: Bool = false) -> [UInt8] {
        var level: UInt8 = 0
        return octets.map { octet in
            (0..<8).reduce(0) { levels, bit in
                level ^= (octet >> (7 - UInt8(bit)) & 1) ^ (space ? 1 : 0)
                return levels << 1 | level
            }
        }
    }
}
