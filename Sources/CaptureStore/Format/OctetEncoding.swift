import OrderedJSON

/// Little-endian fields and pcapng options at the end of an octet array.
extension [UInt8] {
    mutating func append(little value: UInt16) {
        append(UInt8(truncatingIfNeeded: value))
        append(UInt8(truncatingIfNeeded: value >> 8))
    }

    mutating func append(little value: UInt32) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    mutating func append(little value: UInt64) {
        Swift.withUnsafeBytes(of: value.littleEndian) { append(contentsOf: $0) }
    }

    /// A time in ns as pcapng has it: the upper 32 bits, then the lower ones.
    mutating func append(pcapngTime time: UInt64) {
        append(little: UInt32(truncatingIfNeeded: time >> 32))
        append(little: UInt32(truncatingIfNeeded: time))
    }

    /// Zeros up to the next multiple of 4 behind a value of `count` octets.
    mutating func appendPadding(after count: Int) {
        for _ in 0..<(paddedLength(count) - count) { append(0) }
    }

    /// An option whose value is `value` (at most 65,535 octets; what is more is cut off).
    mutating func append(option code: UInt16, _ value: some Collection<UInt8>) {
        let kept = value.prefix(Int(UInt16.max))
        append(little: code)
        append(little: UInt16(kept.count))
        append(contentsOf: kept)
        appendPadding(after: kept.count)
    }

    mutating func append(option code: UInt16, little value: UInt64) {
        append(little: code)
        append(little: UInt16(8))
        append(little: value)
    }

    mutating func append(option code: UInt16, time: UInt64) {
        append(little: code)
        append(little: UInt16(8))
        append(pcapngTime: time)
    }

    /// The start of a custom option: code, length, enterprise number, tag. `length` counts from
    /// the enterprise number.
    mutating func append(customOption code: UInt16, length: Int, tag: [UInt8]) {
        append(little: code)
        append(little: UInt16(length))
        append(little: CaptureFormat.privateEnterpriseNumber)
        append(contentsOf: tag)
    }

    /// A custom option that holds JSON text.
    mutating func append(json value: JSONValue) {
        var text: [UInt8] = []
        text.append(little: CaptureFormat.privateEnterpriseNumber)
        value.write(to: &text)
        append(option: OptionCode.customText, text)
    }

    /// `value` in lower-case hexadecimal, `digits` of them.
    mutating func append(hexadecimal value: UInt32, digits: Int = 8) {
        for position in stride(from: digits - 1, through: 0, by: -1) {
            append(
                hexadecimalDigit(UInt8(truncatingIfNeeded: value >> (4 * UInt32(position))) & 15))
        }
    }

    /// The octets as lower-case hexadecimal text.
    var hexadecimal: String {
        var text: [UInt8] = []
        text.reserveCapacity(2 * count)
        for octet in self {
            text.append(hexadecimalDigit(octet >> 4))
            text.append(hexadecimalDigit(octet & 15))
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The ASCII digit of a value 0…15.
func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? 0x30 + value : 0x61 + value - 10
}

/// `count` rounded up to a multiple of 4.
func paddedLength(_ count: Int) -> Int {
    (count + 3) & ~3
}

/// The value of a hexadecimal digit in ASCII.
func hexadecimalValue(_ octet: UInt8) -> UInt8? {
    switch octet {
    case 0x30...0x39: octet - 0x30
    case 0x41...0x46: octet - 0x41 + 10
    case 0x61...0x66: octet - 0x61 + 10
    default: nil
    }
}
