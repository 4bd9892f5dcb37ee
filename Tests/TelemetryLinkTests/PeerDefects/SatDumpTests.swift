import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// What SatDump gets wrong on streams with faults, and what is right.
@Suite("SatDump: are no packets glued together, held back, or lost behind a cut?")
struct SatDumpTests {
    /// Its demultiplexer does not look at the virtual channel's count: about one glued or short
    /// packet for each gap.
    @Test("A frame missing inside a packet gives no packet, whatever its length says")
    func noGluedPacket() {
        var link = SmallLink()
        // Ends where the first header pointer behind the gap says, if frame 2 is left out.
        link.queue(24 + 24 + 12, 24 + 12, 24, 12, 10)
        link.packetFrames(6)
        let sent = Set(link.decode().packets.map(\.octets))
        for frame in 0..<6 {
            let decoded = link.decode([PlacedFault(frame, .missing)])
            #expect(decoded.packets.allSatisfy { sent.contains($0.octets) }, "frame \(frame)")
            #expect(decoded.gaps == (frame == 0 || frame == 5 ? [] : [.gap(missing: 1)]))
        }
        // As long as the gap leaves it: 60 octets, of which 24 in the middle are another's.
        #expect(!link.decode([PlacedFault(1, .missing)]).counts.contains(0))
    }

    /// It hands on the data of uncorrectable frames.
    @Test("An uncorrectable frame gives no packet")
    func uncorrectable() {
        let fault = StreamFault.symbolErrors(20, codeword: 2, place: .anywhere)
        let (decoded, truth) = ComparedLink().decode([PlacedFault(12, fault)])
        #expect(decoded.balance.framesRejected[.code] == 1)
        #expect(decoded.gaps == [.gap(missing: 1)])
        #expect(decoded.packets.count == truth.expected.packets.count)
    }

    /// It holds a packet that ends with its frame until the channel's next frame comes.
    @Test("A packet that ends with its frame is delivered with its frame, the last one too")
    func packetEndsWithFrame() {
        var link = SmallLink()
        link.queue(24, 48, 24)
        link.packetFrames(4)
        let frames = link.frames.map(\.octets)
        var decoder = LinkDecoder(
            ManagedParameters(
                name: "edge", framing: .fixedFrames, frame: FrameParameters(link.frames[0].format)))
        var packets: [Int] = []
        for frame in frames {
            var batch = PacketBatch()
            decoder.consume(
                Slab(copying: frame), 0..<frame.count,
                receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
            packets.append(batch.packets.count)
        }
        #expect(packets == [1, 0, 1, 1])
    }

    /// Its deframer has a fixed length once it is locked, and eats the CADU behind a cut one.
    @Test("A cut CADU costs itself, and not the next one", arguments: [33, 400, 4_001, 8_000])
    func cut(bits: Int) {
        for place in [33, 100] {
            let (decoded, _) = ComparedLink().decode(
                [PlacedFault(12, .deletedBits(at: place, count: bits))])
            #expect(decoded.frames.count == 29, "\(bits) bits at \(place)")
        }
    }

    /// After two or three markers that it can't find it gives the place up.
    @Test("Markers lost in a row cost nothing while frames can be corrected")
    func markersLost() {
        let faults = (8..<20).map { PlacedFault($0, .markerErrors(14)) }
        #expect(ComparedLink().decode(faults).decoded.frames.count == 30)
    }

    /// It counts wrong symbols of the data only.
    @Test("Symbols that are wrong in the parity only are counted as corrected")
    func parityOnly() {
        let fault = StreamFault.symbolErrors(3, codeword: 1, place: .parity)
        let (decoded, _) = ComparedLink().decode([PlacedFault(4, fault)])
        #expect(decoded.frames[4].annotation.correctedSymbols == 3)
        #expect(decoded.records.statistics.correctedSymbols[3] == 1)
        #expect(decoded.records.statistics.correctedSymbols[0] == 119)
    }

    /// The rows of the comparison in which it made packets up.
    @Test(
        "No packet is made up",
        arguments: [
            StreamFault.deletedBits(at: 900, count: 1), .insertedBits(at: 900, count: 1),
            .insertedBits(at: 0, count: 3_001), .deletedBits(at: 500, count: 5_000), .missing,
            .polarityTurn(at: 0), .polarityTurn(at: 4_000),
        ])
    func nothingMadeUp(fault: StreamFault) {
        let link = ComparedLink()
        let sent = Set(link.frames(30).flatMap { $0.starts.map(\.packet.octets) })
        let (decoded, _) = link.decode(
            (5..<25).filter { $0 % 4 == 0 }.map { PlacedFault($0, fault) })
        #expect(decoded.packets.allSatisfy { sent.contains($0.octets) })
    }
}
