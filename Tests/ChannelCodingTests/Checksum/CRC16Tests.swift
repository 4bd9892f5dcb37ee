import Testing

@testable import ChannelCoding

/// Is the checksum that of the books, by tables and by carry-less products alike?
struct CRC16Tests {
    struct Vector: Decodable {
        var id: String
        var data: HexOctets
        var crc16_ccitt_fecf: HexOctets
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence), arguments: [true, false])
    func vectors(usesVectors: Bool) throws {
        let vectors = try VectorFile.load("crc", as: Vector.self)
        #expect(vectors.count == 12)
        for vector in vectors {
            let checksum = vector.data.octets.withUnsafeBytes {
                CRC16.checksum($0, usesVectors: usesVectors)
            }
            #expect(UInt64(checksum) == vector.crc16_ccitt_fecf.number, "\(vector.id)")
        }
    }

    @Test("the check value of the catalogues")
    func checkValue() {
        #expect(checksum(Array("123456789".utf8)) == 0x29B1)
        #expect(checksum([]) == 0xFFFF)
    }

    // Spans cannot be arguments inside `#expect`.
    private func checksum(_ octets: [UInt8]) -> UInt16 { CRC16.checksum(octets.span.bytes) }

    private func isValid(_ frame: [UInt8]) -> Bool {
        CRC16.isValid(frameWithCRC: frame.span.bytes)
    }

    /// Bit by bit, as the books draw the shift register.
    private func bitwise(_ octets: [UInt8]) -> UInt16 {
        var register: UInt16 = 0xFFFF
        for octet in octets {
            for bit in 0..<8 {
                let input = UInt16(octet >> UInt8(7 - bit) & 1)
                let feedback = register >> 15 ^ input
                register = register << 1 ^ (feedback == 1 ? 0x1021 : 0)
            }
        }
        return register
    }

    @Test func everyLength() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for length in Array(0...300) + [1113, 4096, 65_535] {
            let octets = generator.octets(length)
            let expected = bitwise(octets)
            for usesVectors in [true, false] {
                let checksum = octets.withUnsafeBytes {
                    CRC16.checksum($0, usesVectors: usesVectors)
                }
                #expect(checksum == expected, "length \(length) seed \(seed)")
            }
        }
    }

    @Test("a frame with its checksum is valid, with any bit wrong it is not")
    func validity() {
        var generator = SeededGenerator(seed: 1)
        var frame = generator.octets(200)
        let checksum = bitwise(frame)
        frame += [UInt8(checksum >> 8), UInt8(checksum & 0xFF)]
        #expect(isValid(frame))
        for bit in 0..<frame.count * 8 {
            frame[bit / 8] ^= 0x80 >> UInt8(bit % 8)
            #expect(!isValid(frame), "bit \(bit)")
            frame[bit / 8] ^= 0x80 >> UInt8(bit % 8)
        }
    }

    @Test("too short for a checksum is not valid; FFFF alone is the checksum of nothing")
    func shortFrames() {
        #expect(!isValid([]))
        #expect(!isValid([0xFF]))
        #expect(isValid([0xFF, 0xFF]))
    }

    @Test func staysInsideTheOctets() throws {
        for length in 1...200 {
            for edge in GuardedOctets.Edge.allCases {
                let octets = [UInt8](repeating: 0x5A, count: length)
                let memory = try #require(GuardedOctets(octets, at: edge))
                let checksum = CRC16.checksum(
                    UnsafeRawBufferPointer(start: memory.base, count: length), usesVectors: true)
                #expect(checksum == bitwise(octets))
            }
        }
    }
}
