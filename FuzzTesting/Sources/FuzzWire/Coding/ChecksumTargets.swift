import CCSDS
import ChannelCoding
import FeedhornTestKit

/// CRC-16: vectors, tables and one bit at a time give the same.
func fuzzCRC16(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var expected: UInt16 = 0xFFFF
    for octet in bytes {
        expected ^= UInt16(octet) << 8
        for _ in 0..<8 {
            expected = expected & 0x8000 != 0 ? expected << 1 ^ 0x1021 : expected << 1
        }
    }
    try requireEqual(CRC16.checksum(bytes.bytes), expected, "fast")
    try requireEqual(unsafe CRC16.checksum(bytes, usesVectors: false), expected, "plain")
    let framed = Array(bytes) + [UInt8(expected >> 8), UInt8(expected & 0xFF)]
    try require(CRC16.isValid(frameWithCRC: framed.span.bytes), "a true checksum is refused")
    try requireEqual(
        CRC16.isValid(frameWithCRC: bytes.bytes), bytes.count >= 2 && expected == 0, "valid")
}

/// The CRC-32 of USLP: tables and one bit at a time give the same.
func fuzzCRC32(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var expected: UInt32 = 0
    for octet in bytes {
        expected ^= UInt32(octet) << 24
        for _ in 0..<8 {
            expected = expected >> 31 != 0 ? expected << 1 ^ 0x00A0_0805 : expected << 1
        }
    }
    try requireEqual(CRC32USLP.checksum(bytes.bytes), expected, "checksum")
    try requireEqual(
        CRC32USLP.isValid(frameWithCRC: bytes.bytes), bytes.count >= 4 && expected == 0, "valid")
}

/// Checksums that begin with the least significant bit: tables, vectors and one bit at a time give
/// the same, whole and in two pieces.
func fuzzReflectedCRC(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let middle = bytes.isEmpty ? 0 : Int(bytes[0]) % bytes.count
    let (head, tail) = (bytes[..<middle], bytes[middle...])
    for (code, expected) in [
        (ReflectedCRC16.x25, BitwiseChecksum.hdlc(bytes)),
        (.mcrf4xx, BitwiseChecksum.mavlink(bytes)), (.arc, BitwiseChecksum.smack(bytes)),
    ] {
        try requireEqual(code.checksum(bytes.bytes), expected, "16 bits")
        var register = code.register()
        register.append(UnsafeRawBufferPointer(rebasing: head).bytes)
        for octet in tail { register.append(octet) }
        try requireEqual(register.checksum, expected, "16 bits in pieces")
    }
    for (code, expected) in [
        (ReflectedCRC32.ieee, BitwiseChecksum.crc32(bytes)),
        (.castagnoli, BitwiseChecksum.crc32c(bytes)),
    ] {
        try requireEqual(code.checksum(bytes.bytes), expected, "32 bits")
        let first = code.checksum(UnsafeRawBufferPointer(rebasing: head).bytes)
        let both = code.checksum(
            UnsafeRawBufferPointer(rebasing: tail).bytes, continuing: first)
        try requireEqual(both, expected, "32 bits in pieces")
    }
}

/// The checksum of ISO 8473 against its definition: both sums of octets and checksum vanish.
func fuzzISOChecksum(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    let value = ISOChecksum.value(over: bytes.bytes)
    let octets = Array(bytes) + [UInt8(value >> 8), UInt8(value & 0xFF)]
    try require(value >> 8 != 0 && value & 0xFF != 0, "an octet of the checksum is 0")
    try require(ISOChecksum.isCorrect(octets.span.bytes), "a true checksum is refused")
    let first = bytes.reduce(0) { $0 + Int($1) } % 255
    let second = bytes.enumerated().reduce(0) { $0 + (bytes.count - $1.offset) * Int($1.element) }
    let sums = (first + Int(value >> 8) + Int(value & 0xFF)) % 255
    try requireEqual(sums, 0, "first sum")
    let weighed = second + 2 * first + 2 * Int(value >> 8) + Int(value & 0xFF)
    try requireEqual(weighed % 255, 0, "second sum")
    let isCorrect =
        bytes.count >= 2 && bytes[bytes.count - 1] != 0 && bytes[bytes.count - 2] != 0
        && first == 0 && second % 255 == 0
    try requireEqual(ISOChecksum.isCorrect(bytes.bytes), isCorrect, "correct")
}

/// Frame header error control: up to two wrong nibbles are put right, and nothing else is changed.
func fuzzHeaderErrorControl(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let received = input.word()
    var header = received
    switch FrameHeaderErrorControl.check(&header) {
    case .clean:
        try requireEqual(header, received, "a clean header")
        try requireEqual(FrameHeaderErrorControl.encode(header), header, "clean")
    case .corrected(let symbols):
        try requireEqual(FrameHeaderErrorControl.encode(header), header, "corrected")
        try requireEqual(wrongNibbles(header ^ received), symbols, "symbols")
        try require((1...2).contains(symbols), "\(symbols) symbols")
    case .uncorrectable:
        try requireEqual(header, received, "an uncorrectable header")
    }
    // Octets 2 to 4 are not covered.
    let sent = FrameHeaderErrorControl.encode(received)
    let places = [60, 56, 52, 48, 20, 16, 12, 8, 4, 0] as [UInt64]
    var damaged = sent
    for _ in 0..<2 {
        damaged ^= UInt64(input.octet() & 15) << places[input.below(places.count)]
    }
    var again = damaged
    let result = FrameHeaderErrorControl.check(&again)
    try requireEqual(again, sent, "two wrong nibbles: \(result)")
}

private func wrongNibbles(_ change: UInt64) -> Int {
    (0..<16).count { change >> UInt64(4 * $0) & 15 != 0 }
}
