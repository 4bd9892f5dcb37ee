import CCSDS
import Testing

/// Does the ISO checksum give the values that ECSS prints beside its rules?
@Suite struct ISOChecksumTests {
    @Test(
        arguments: [
            ("0000", 0xFFFF), ("000000", 0xFFFF), ("abcdef01", 0x9CF8), ("1456f89a0001", 0x24DC),
        ] as [(String, UInt16)])
    func bookValues(_ hex: String, _ checksum: UInt16) {
        let octets = hex.hexOctets
        #expect(isoChecksum(over: octets) == checksum)
        let sent = octets + [UInt8(checksum >> 8), UInt8(checksum & 0xFF)]
        #expect(isISOChecksumCorrect(sent))
        for index in sent.indices {
            for bit in 0..<8 {
                var damaged = sent
                damaged[index] ^= 1 << bit
                #expect(!isISOChecksumCorrect(damaged))
            }
        }
    }

    @Test func tooShort() {
        #expect(!isISOChecksumCorrect([]))
        #expect(!isISOChecksumCorrect([1]))
    }

    /// ECSS prints these beside them: they prove the CRC of the tests themselves.
    @Test(
        arguments: [
            ("0000", 0x1D0F), ("000000", 0xCC9C), ("abcdef01", 0x04A2), ("1456f89a0001", 0x7FD5),
        ] as [(String, UInt16)])
    func cyclicRedundancyCodeOfTheTests(_ hex: String, _ code: UInt16) {
        #expect(bitwiseCRC(hex.hexOctets) == code)
    }
}
