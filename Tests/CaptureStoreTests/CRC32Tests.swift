import Testing

@testable import CaptureStore

/// Is the fast CRC-32 that of zlib?
@Suite struct CRC32Tests {
    /// One bit after another, as the definition has it.
    private static func bitwise(_ octets: some Sequence<UInt8>) -> UInt32 {
        var value = UInt32.max
        for octet in octets {
            value ^= UInt32(octet)
            for _ in 0..<8 {
                value = value & 1 != 0 ? (value >> 1) ^ 0xEDB8_8320 : value >> 1
            }
        }
        return ~value
    }

    @Test func checkValue() {
        #expect(CRC32.checksum(Array("123456789".utf8).span.bytes) == 0xCBF4_3926)
        #expect(CRC32.checksum([UInt8]().span.bytes) == 0)
    }

    @Test func everyLengthAndAlignment() {
        var generator = SeededGenerator(state: 1)
        let octets = generator.octets(120)
        for start in 0..<17 {
            for end in start..<octets.count {
                let part = Array(octets[start..<end])
                let view = octets.span.bytes.extracting(start..<end)
                #expect(CRC32.checksum(view) == CRC32Tests.bitwise(part))
            }
        }
    }

    @Test func continuing() {
        var generator = SeededGenerator(state: 2)
        let octets = generator.octets(1000)
        let whole = CRC32.checksum(octets.span.bytes)
        for cut in [0, 1, 15, 16, 17, 500, 1000] {
            let first = CRC32.checksum(octets.span.bytes.extracting(0..<cut))
            let rest = octets.span.bytes.extracting(cut..<1000)
            #expect(CRC32.checksum(rest, continuing: first) == whole)
        }
    }

    @Test func joiningTwoChecksums() {
        var generator = SeededGenerator(state: 3)
        var joiner = CRC32Joiner()
        let octets = generator.octets(4096)
        let whole = octets.span.bytes
        for cut in [0, 1, 28, 28, 2048, 4095, 4096] {
            let first = CRC32.checksum(whole.extracting(0..<cut))
            let second = CRC32.checksum(whole.extracting(cut..<4096))
            let joined = joiner.join(first, second, count: 4096 - cut)
            #expect(joined == CRC32.checksum(whole))
        }
    }
}
