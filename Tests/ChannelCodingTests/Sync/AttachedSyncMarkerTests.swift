import Testing

@testable import ChannelCoding

/// Which markers are there, and is one marker one value?
struct AttachedSyncMarkerTests {
    @Test func lengths() {
        for bits in -1...200 {
            let octets = [UInt8](repeating: 0xA5, count: max(0, (bits + 7) / 8))
            let marker = AttachedSyncMarker(octets: octets, bitCount: bits)
            #expect((marker != nil) == (8...192).contains(bits), "\(bits) bits")
            #expect(AttachedSyncMarker(octets: octets + [0], bitCount: bits) == nil)
        }
        #expect(AttachedSyncMarker(octets: []) == nil)
        #expect(AttachedSyncMarker(octets: [0x1A, 0xCF, 0xFC, 0x1D]) == .standard)
    }

    @Test("bits behind the marker do not count")
    func bitsBehind() {
        let marker = AttachedSyncMarker(octets: [0xAB, 0xCF], bitCount: 12)
        #expect(marker == AttachedSyncMarker(octets: [0xAB, 0xC0], bitCount: 12))
        #expect(marker?.octets == [0xAB, 0xC0])
    }
}
