/// Octets as lower-case hexadecimal text.
public enum Hexadecimal {
    private static let digits: [UInt8] = Array("0123456789abcdef".utf8)

    /// Two digits for each octet.
    public static func text(_ octets: some Sequence<UInt8>) -> String {
        var text: [UInt8] = []
        for octet in octets {
            text.append(digits[Int(octet >> 4)])
            text.append(digits[Int(octet & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// The octets of a text, two digits each, small or capital; `nil` for any other text.
    public static func octets(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { digit -> UInt8? in
            Character(UnicodeScalar(digit)).hexDigitValue.map { UInt8($0) }
        }
        guard values.count.isMultiple(of: 2) else { return nil }
        var octets: [UInt8] = []
        for place in stride(from: 0, to: values.count, by: 2) {
            guard let high = values[place], let low = values[place + 1] else { return nil }
            octets.append(high << 4 | low)
        }
        return octets
    }
}
