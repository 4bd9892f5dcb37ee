extension Pseudorandomizer {
    /// The octets after which the sequence of ``period255`` begins again.
    public static let period255Octets = 255

    /// The first `count` octets of the sequence, first bit = most significant bit of the first.
    ///
    /// Copied at each call: keep the result, or use a ``FrameMover``.
    public func sequence(count: Int) -> [UInt8] {
        let period = self == .period255 ? Self.period255Table : Self.period131071Table
        var octets: [UInt8] = []
        octets.reserveCapacity(count)
        while octets.count < count { octets += period.prefix(count - octets.count) }
        return octets
    }

    private static let period255Table = octets255()
    /// A period of bits, eight times: so many octets until it begins with the first bit again.
    private static let period131071Table = octets(
        count: 131_071, register: 0x18E38, length: 17, tap: 14)

    /// s[n+8] = s[n] + s[n+3] + s[n+5] + s[n+7], all ones at first (CCSDS 131.0-B-5 §10.4).
    private static func octets255() -> [UInt8] {
        var register: UInt8 = 0xFF
        return (0..<period255Octets).map { _ in
            var octet: UInt8 = 0
            for _ in 0..<8 {
                octet = octet << 1 | register & 1
                let next = register ^ register >> 3 ^ register >> 5 ^ register >> 7
                register = register >> 1 | next << 7
            }
            return octet
        }
    }

    /// s[n+length] = s[n] + s[n+tap]; bit n of `register` is s[n] (CCSDS 131.0-B-6 §10.4.3).
    private static func octets(
        count: Int, register preset: UInt32, length: UInt32, tap: UInt32
    ) -> [UInt8] {
        var register = preset
        return (0..<count).map { _ in
            var octet: UInt8 = 0
            for _ in 0..<8 {
                octet = octet << 1 | UInt8(register & 1)
                let next = (register ^ register >> tap) & 1
                register = register >> 1 | next << (length - 1)
            }
            return octet
        }
    }
}
