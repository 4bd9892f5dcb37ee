import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does a stream full of markers take no longer than its length says?")
struct DenseMarkerTests {
    private func parameters(
        marker: AttachedSyncMarker = .standard, length: Int, fecf: Bool, errors: Int = 0
    ) -> ManagedParameters {
        var frame = FrameParameters()
        frame.length = length
        frame.fecf = fecf
        var sync = SyncParameters(marker: marker)
        sync.maximumErrors = errors
        return ManagedParameters(name: "dense", framing: .synchronized(sync), frame: frame)
    }

    /// A marker every seven octets, and none where a frame would end: each begins a frame that
    /// fails. Were each tried anew for every frame that fails before it, this would take hours.
    @Test(.timeLimit(.minutes(15)), arguments: [Chunking.whole, .fixed(1), .fixed(333)])
    func markersBackToBack(chunking: Chunking) {
        let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D, 1, 2, 3]
        let octets = Array((0..<3_500).map { _ in marker }.joined())
        let decoded = parameters(length: 8_000, fecf: true).decode(octets, chunking)
        #expect(decoded.balance.framesDelivered == 0)
        #expect(decoded.balance.framesRejected[.fecf] == (24_500 - 8_004) / 7 + 1)
        #expect(decoded.balance.framesRejected[.truncated] == 1)
        #expect(decoded.balance.skippedBits.total == 0)
    }

    /// Frames that have to be copied (inverted), a marker every five octets: kept whole, they would
    /// be more than a thousand times the octets received, and more slabs than a batch can name.
    @Test(.timeLimit(.minutes(15)), arguments: [Chunking.whole, .fixed(1_000)])
    func overlappingFramesAreKeptInBounds(chunking: Chunking) {
        let length = 8_000
        let inverted: [UInt8] = [0xE5, 0x30, 0x03, 0xE2]
        let units = (0..<4_000).map { inverted + [UInt8(truncatingIfNeeded: $0 &* 73)] }
        let octets = Array(units.joined())
        let decoded = parameters(length: length, fecf: true).decode(octets, chunking)
        #expect(decoded.isBalanced)
        #expect(decoded.balance.framesDelivered == 0)
        let rejected = decoded.records.rejected
        #expect(rejected.count > 2_000)
        #expect(rejected.allSatisfy { $0.octets.isEmpty || $0.octets.count == length })
        let kept = rejected.reduce(0) { $0 + $1.octets.count }
        #expect(kept <= 4 * octets.count + 17 * length)
        // So are all where a few overlap.
        #expect(rejected.prefix(16).allSatisfy { $0.octets.count == length })
    }

    /// A marker of zeros in a stream of zeros: one at every bit.
    @Test(.timeLimit(.minutes(15)), arguments: [true, false])
    func markerAtEveryBit(fecf: Bool) throws {
        let marker = try #require(AttachedSyncMarker(octets: [0]))
        let parameters = parameters(marker: marker, length: 100, fecf: fecf, errors: 2)
        var octets = [UInt8](repeating: 0, count: 1_000)
        octets += [UInt8](repeating: 0x10, count: 500)
        let whole = parameters.decode(octets)
        for chunking in [Chunking.fixed(1), .random(3, upTo: 50)] {
            #expect(parameters.decode(octets, chunking).records == whole.records)
        }
    }

    /// A long record, octet by octet.
    @Test(.timeLimit(.minutes(15)))
    func longRecordOctetByOctet() {
        let kiss = ManagedParameters(name: "kiss", framing: .kiss(KISSParameters()))
        let data = [UInt8](repeating: 7, count: 65_536)
        let decoded = kiss.decode([0xC0, 0] + data + [0xC0], .fixed(1))
        #expect(decoded.frames.map(\.octets) == [data])
    }
}
