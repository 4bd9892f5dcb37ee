/// Octets as hexadecimal text and back.
public enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    /// Two lower-case digits per octet.
    public static func text(_ octets: some Sequence<UInt8>) -> String {
        var characters: [UInt8] = []
        for octet in octets {
            characters.append(digits[Int(octet >> 4)])
            characters.append(digits[Int(octet & 15)])
        }
        return String(decoding: characters, as: UTF8.self)
    }

    /// The octets that `text` spells; `nil` unless it is an even number of hexadecimal digits.
    public static func octets(_ text: String) -> [UInt8]? {
        var result: [UInt8] = []
        var high: Int?
        for character in text {
            guard let digit = character.hexDigitValue else { return nil }
            if let first = high {
                result.append(UInt8(first << 4 | digit))
                high = nil
            } else {
                high = digit
            }
        }
        return high == nil ? result : nil
    }
}
