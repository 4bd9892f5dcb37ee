/// Takes a file of keys apart, line by line and in place: a key is never made a string.
package enum KeyFileParser {
    private static let version: [UInt8] = Array("feedhornKeys: 1".utf8)
    private static let maximumName = 64

    package static func parse(_ octets: UnsafeRawBufferPointer) throws(KeyFileError) -> KeyFile {
        var keys: [String: SecretKey] = [:]
        var lines: [String: Int] = [:]
        var hasVersion = false
        var number = 0
        var start = 0
        // Each turn takes a line, its end included.
        while start < octets.count {
            number += 1
            let end = octets[start...].firstIndex(of: UInt8(ascii: "\n")) ?? octets.count
            let line = trimmed(UnsafeRawBufferPointer(rebasing: octets[start..<end]))
            start = end + 1
            if line.isEmpty || line[0] == UInt8(ascii: "#") { continue }
            guard hasVersion else {
                guard line.elementsEqual(version) else { throw .line(number, .version) }
                hasVersion = true
                continue
            }
            let (name, key) = try entry(line, number)
            if let first = lines[name] { throw .line(number, .repeated(line: first)) }
            guard keys.count < KeyFile.maximumKeys else { throw .line(number, .tooMany) }
            lines[name] = number
            keys[name] = key
        }
        guard hasVersion else { throw .line(max(1, number), .version) }
        return KeyFile(keys: keys)
    }

    /// Without spaces and a carriage return at the end.
    private static func trimmed(_ line: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
        let last = line.lastIndex { $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\r") }
        return UnsafeRawBufferPointer(rebasing: line[..<(last.map { $0 + 1 } ?? 0)])
    }

    private static func entry(
        _ line: UnsafeRawBufferPointer, _ number: Int
    ) throws(KeyFileError) -> (String, SecretKey) {
        guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { throw .line(number, .form) }
        let name = line[..<colon]
        guard (1...maximumName).contains(name.count), name.allSatisfy(isNameOctet),
            name.first != UInt8(ascii: ".")
        else { throw .line(number, .name) }
        let digits = line[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
        guard digits.startIndex > colon + 1, !digits.isEmpty else { throw .line(number, .form) }
        guard let key = key(UnsafeRawBufferPointer(rebasing: digits)) else {
            throw .line(number, .digits)
        }
        return (String(decoding: name, as: UTF8.self), key)
    }

    private static func isNameOctet(_ octet: UInt8) -> Bool {
        switch octet {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
            UInt8(ascii: "."):
            true
        default: false
        }
    }

    private static func key(_ digits: UnsafeRawBufferPointer) -> SecretKey? {
        guard digits.count.isMultiple(of: 2), SecretKey.lengths.contains(digits.count / 2) else {
            return nil
        }
        return withUnsafeTemporaryAllocation(byteCount: digits.count / 2, alignment: 1) { room in
            defer { room.wipe() }
            for index in room.indices {
                guard let high = nibble(digits[2 * index]), let low = nibble(digits[2 * index + 1])
                else { return nil }
                room[index] = high << 4 | low
            }
            return SecretKey(UnsafeRawBufferPointer(room))
        }
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
