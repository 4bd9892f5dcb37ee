/// Octets written as hexadecimal digits: `1ACFFC1D`, `CF FC 1D`, `0x1ACF`.
enum HexOctets {
    /// - Returns: `nil` unless the text is an even number of digits, spaces between octets allowed.
    static func parse(_ text: Substring) -> [UInt8]? {
        let text = text.hasPrefix("0x") ? text.dropFirst(2) : text
        var octets: [UInt8] = []
        for word in text.split(separator: " ") {
            guard word.utf8.count.isMultiple(of: 2) else { return nil }
            var high: UInt8?
            for digit in word.utf8 {
                guard let value = nibble(digit) else { return nil }
                if let first = high {
                    octets.append(first << 4 | value)
                    high = nil
                } else {
                    high = value
                }
            }
        }
        return octets.isEmpty ? nil : octets
    }

    private static func nibble(_ digit: UInt8) -> UInt8? {
        switch digit {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
        default: nil
        }
    }
}
