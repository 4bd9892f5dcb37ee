import Testing

@testable import ChannelCoding

/// Is the checksum of 32 bits that of USLP and Proximity-1?
struct CRC32USLPTests {
    struct Vector: Decodable {
        var id: String
        var data: HexOctets
        var crc32_proximity1_uslp: HexOctets
    }

    // Spans cannot be arguments inside `#expect`.
    private func checksum(_ octets: [UInt8]) -> UInt32 { CRC32USLP.checksum(octets.span.bytes) }

    private func isValid(_ frame: [UInt8]) -> Bool {
        CRC32USLP.isValid(frameWithCRC: frame.span.bytes)
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence))
    func vectors() throws {
        let vectors = try VectorFile.load("crc", as: Vector.self)
        #expect(vectors.count == 12)
        for vector in vectors {
            let octets = vector.data.octets
            #expect(
                UInt64(checksum(octets)) == vector.crc32_proximity1_uslp.number, "\(vector.id)")
            #expect(isValid(octets + vector.crc32_proximity1_uslp.octets), "\(vector.id)")
        }
    }

    @Test("the check value of the catalogues")
    func checkValue() {
        #expect(checksum(Array("123456789".utf8)) == 0x5169_3C0C)
        #expect(checksum([]) == 0)
    }

    /// Bit by bit, as the books draw the shift register.
    private func bitwise(_ octets: [UInt8]) -> UInt32 {
        var register: UInt32 = 0
        for octet in octets {
            for bit in 0..<8 {
                let feedback = register >> 31 ^ UInt32(octet >> UInt8(7 - bit) & 1)
                register = register << 1 ^ (feedback == 1 ? 0x00A0_0805 : 0)
            }
        }
        return register
    }

    @Test func everyLength() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for length in Array(0...100) + [1113, 65_536] {
            let octets = generator.octets(length)
            #expect(checksum(octets) == bitwise(octets), "\(length), seed \(seed)")
        }
    }

    @Test func wrongAndShort() {
        let frame: [UInt8] = Array("123456789".utf8) + [0x51, 0x69, 0x3C, 0x0C]
        #expect(isValid(frame))
        for index in frame.indices {
            var wrong = frame
            wrong[index] ^= 0x10
            #expect(!isValid(wrong), "\(index)")
        }
        #expect(!isValid([0, 0, 0]))
        #expect(!isValid([]))
    }
}
