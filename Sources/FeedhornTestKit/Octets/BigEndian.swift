extension [UInt8] {
    /// Appends the lowest `width` octets of `value`, most significant first.
    mutating func appendBigEndian(_ value: UInt64, width: Int) {
        for octet in stride(from: width - 1, through: 0, by: -1) {
            append(UInt8(truncatingIfNeeded: value >> UInt64(8 * octet)))
        }
    }

    /// Overwrites two octets at `offset`, most significant first.
    mutating func setBigEndian16(_ value: UInt16, at offset: Int) {
        self[offset] = UInt8(truncatingIfNeeded: value >> 8)
        self[offset + 1] = UInt8(truncatingIfNeeded: value)
    }
}
