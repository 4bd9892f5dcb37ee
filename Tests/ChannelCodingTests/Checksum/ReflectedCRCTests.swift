import Testing

@testable import ChannelCoding

/// Are the checksums of serial and rover links those of their standards, by tables and by
/// carry-less products alike?
struct ReflectedCRCTests {
    struct Vector: Decodable {
        var id: String
        var data: HexOctets
        var crc32_ieee_fprime: HexOctets
        var crc32c_csp: HexOctets
        var crc16_x25_hdlc_ax25_fcs: HexOctets
        var crc16_mcrf4xx_mavlink: HexOctets
    }

    private func crc32(
        _ code: ReflectedCRC32, _ octets: [UInt8], usesVectors: Bool
    ) -> UInt32 {
        octets.withUnsafeBytes { ~code.advance(~0, over: $0, usesVectors: usesVectors) }
    }

    private func crc16(_ code: ReflectedCRC16, _ octets: [UInt8]) -> UInt16 {
        code.checksum(octets.span.bytes)
    }

    @Test(.enabled(if: VectorFile.isPresent, VectorFile.absence))
    func vectors() throws {
        let vectors = try VectorFile.load("crc", as: Vector.self)
        #expect(vectors.count == 12)
        for vector in vectors {
            let octets = vector.data.octets
            for usesVectors in [true, false] {
                let ieee = crc32(.ieee, octets, usesVectors: usesVectors)
                #expect(UInt64(ieee) == vector.crc32_ieee_fprime.number, "\(vector.id)")
                let castagnoli = crc32(.castagnoli, octets, usesVectors: usesVectors)
                #expect(UInt64(castagnoli) == vector.crc32c_csp.number, "\(vector.id)")
            }
            let x25 = crc16(.x25, octets)
            #expect(UInt64(x25) == vector.crc16_x25_hdlc_ax25_fcs.number, "\(vector.id)")
            let mavlink = crc16(.mcrf4xx, octets)
            #expect(UInt64(mavlink) == vector.crc16_mcrf4xx_mavlink.number, "\(vector.id)")
        }
    }

    @Test("the check values of the catalogues")
    func checkValues() {
        let octets = Array("123456789".utf8)
        #expect(crc16(.x25, octets) == 0x906E)
        #expect(crc16(.mcrf4xx, octets) == 0x6F91)
        #expect(crc16(.arc, octets) == 0xBB3D)
        #expect(crc32(.ieee, octets, usesVectors: true) == 0xCBF4_3926)
        #expect(crc32(.castagnoli, octets, usesVectors: true) == 0xE306_9283)
    }

    /// Bit by bit, as the standards draw the shift register.
    private func bitwise<Word: FixedWidthInteger & UnsignedInteger>(
        _ octets: [UInt8], _ preset: Word, _ generator: Word
    ) -> Word {
        var register = preset
        for octet in octets {
            for bit in 0..<8 {
                let feedback = register & 1 ^ Word(octet >> UInt8(bit) & 1)
                register = register >> 1 ^ (feedback == 1 ? generator : 0)
            }
        }
        return register
    }

    @Test func everyLength() {
        let seed = UInt64.random(in: 0...UInt64.max)
        var generator = SeededGenerator(seed: seed)
        for length in Array(0...300) + [1_024, 4_107, 65_535] {
            let octets = generator.octets(length)
            let ieee = ~bitwise(octets, 0xFFFF_FFFF as UInt32, 0xEDB8_8320)
            let castagnoli = ~bitwise(octets, 0xFFFF_FFFF as UInt32, 0x82F6_3B78)
            for usesVectors in [true, false] {
                #expect(
                    crc32(.ieee, octets, usesVectors: usesVectors) == ieee,
                    "length \(length) seed \(seed)")
                #expect(
                    crc32(.castagnoli, octets, usesVectors: usesVectors) == castagnoli,
                    "length \(length) seed \(seed)")
            }
            let ccitt = bitwise(octets, 0xFFFF as UInt16, 0x8408)
            #expect(crc16(.mcrf4xx, octets) == ccitt && crc16(.x25, octets) == ~ccitt)
            #expect(crc16(.arc, octets) == bitwise(octets, 0 as UInt16, 0xA001))
        }
    }

    @Test("in pieces as in one")
    func pieces() {
        var generator = SeededGenerator(seed: 3)
        let octets = generator.octets(500)
        for cut in 0...500 {
            let (head, tail) = (Array(octets[..<cut]), Array(octets[cut...]))
            for code in [ReflectedCRC32.ieee, .castagnoli] {
                let whole = code.checksum(octets.span.bytes)
                let first = code.checksum(head.span.bytes)
                let both = code.checksum(tail.span.bytes, continuing: first)
                #expect(both == whole)
            }
            var register = ReflectedCRC16.arc.register()
            register.append(head.span.bytes)
            for octet in tail { register.append(octet) }
            #expect(register.checksum == crc16(.arc, octets))
        }
    }

    @Test func staysInsideTheOctets() throws {
        for length in 1...200 {
            for edge in GuardedOctets.Edge.allCases {
                let octets = [UInt8](repeating: 0x5A, count: length)
                let memory = try #require(GuardedOctets(octets, at: edge))
                let span = UnsafeRawBufferPointer(start: memory.base, count: length)
                let checksum = ReflectedCRC32.ieee.advance(~0, over: span, usesVectors: true)
                #expect(checksum == bitwise(octets, 0xFFFF_FFFF as UInt32, 0xEDB8_8320))
            }
        }
    }
}
