import Testing

@testable import LinkSecurity

/// Is the signature of a MAVLink frame right for its key and its octets, and for no others?
struct MAVLinkSigningTests {
    /// A heartbeat as pymavlink 2.4.50 signs it, accepted by the parser of the C library.
    private static let frame =
        "fd09010000010100000000000000020351040300e60315cd5b070000de9a8402a98a".hexOctets
    private static let key =
        "4104d36f8da2c254349f85836793ebe029e0c957063a34c91c2e9203187b5631".hexOctets

    private func isRight(_ frame: [UInt8], key octets: [UInt8]) throws -> Bool {
        let key = try #require(MAVLinkSigningKey(.test(octets)))
        let signature = frame.suffix(6).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let signed = Array(frame.dropLast(6))
        return key.isRight(signature, of: signed.span.bytes)
    }

    @Test func theSignatureFits() throws {
        #expect(try isRight(MAVLinkSigningTests.frame, key: MAVLinkSigningTests.key))
    }

    @Test func everyOctetCounts() throws {
        for place in MAVLinkSigningTests.frame.indices {
            for bit in 0..<8 {
                var frame = MAVLinkSigningTests.frame
                frame[place] ^= 1 << UInt8(bit)
                #expect(try !isRight(frame, key: MAVLinkSigningTests.key), "octet \(place)")
            }
        }
        for place in MAVLinkSigningTests.key.indices {
            var key = MAVLinkSigningTests.key
            key[place] ^= 0x80
            #expect(try !isRight(MAVLinkSigningTests.frame, key: key), "key \(place)")
        }
    }

    @Test(arguments: [16, 24])
    func keysHave32Octets(length: Int) {
        #expect(MAVLinkSigningKey(.test([UInt8](repeating: 1, count: length))) == nil)
    }
}
