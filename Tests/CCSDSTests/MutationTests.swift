import CCSDS
import Testing

/// Do views and values survive octets that were changed at random? A trap would end the run, and
/// the seed is printed.
@Suite struct MutationTests {
    static let rounds = 20_000

    func sum(_ body: () throws(WireError) -> Int) -> Int {
        do { return try body() } catch { return error.hashValue }
    }

    @Test func packets() {
        var random = SeededGenerator(announcedFor: "MutationTests.packets")
        var total = 0
        let samples = EveryPrefixTests.encapsulationPackets + [EveryPrefixTests.spacePacket]
        for round in 0..<Self.rounds {
            let octets = random.mutate(samples[round % samples.count])
            total &+= sum { () throws(WireError) in
                touch(try SpacePacketView(checking: octets.span.bytes))
            }
            total &+= sum { () throws(WireError) in
                touch(try EncapsulationPacketView(checking: octets.span.bytes))
            }
            var walker = PacketWalker(octets.span.bytes)
            while case .packet(_, let length, _) = walker.next() { total &+= length }
            #expect(walker.offset + walker.rest.byteCount == octets.count)
        }
        #expect(total != 0)
    }

    @Test func frames() {
        var random = SeededGenerator(announcedFor: "MutationTests.frames")
        var total = 0
        for round in 0..<Self.rounds {
            let tm = random.mutate(EveryPrefixTests.tmFrame)
            let aos = random.mutate(EveryPrefixTests.aosFrame)
            let offset = round % 3 == 0 ? Int.random(in: -3...50, using: &random) : nil
            let flag = round % 2 == 0
            total &+= sum { () throws(WireError) in
                touch(
                    try TMTransferFrameView(
                        checking: tm.span.bytes, fecf: flag, ocf: round % 5 == 0 ? flag : nil,
                        dataFieldOffset: offset))
            }
            total &+= sum { () throws(WireError) in
                touch(
                    try AOSTransferFrameView(
                        checking: aos.span.bytes, fecf: flag, ocf: round % 5 == 0,
                        insertZone: offset ?? 0, fhec: round % 7 == 0,
                        spacecraftBits: flag ? 8 : 10))
            }
        }
        #expect(total != 0)
    }

    @Test func uslpFrames() {
        var random = SeededGenerator(announcedFor: "MutationTests.uslpFrames")
        var total = 0
        let truncated: [UInt8] = [0xC0, 0x00, 0x50, 0x25, 0xE5, 1, 2, 3]
        for round in 0..<Self.rounds {
            var octets = random.mutate(round % 5 == 0 ? truncated : EveryPrefixTests.uslpFrame)
            if round % 3 == 0, octets.count > 5 { octets[5] = UInt8(octets.count - 1) }
            total &+= sum { () throws(WireError) in
                let frame = try USLPTransferFrameView(
                    checking: octets.span.bytes, frameErrorControlLength: [0, 2, 4][round % 3],
                    insertZone: round % 7 == 0 ? Int.random(in: -3...50, using: &random) : 3)
                let sum = touch(frame)
                try frame.checkLength(truncated: round % 2 == 0 ? 8 : nil)
                return sum
            }
        }
        #expect(total != 0)
    }

    @Test func coreFlightPackets() {
        var random = SeededGenerator(announcedFor: "MutationTests.coreFlightPackets")
        var total = 0
        let sample = "087fc001001311223344800000000000e7175c643c7decb0b580".hexOctets
        for round in 0..<Self.rounds {
            let octets = random.mutate(sample)
            total &+= sum { () throws(WireError) in
                let packet = try SpacePacketView(checking: octets.span.bytes)
                return touch(
                    try CoreFlightTelemetryView(
                        checking: packet, version: round % 2 == 0 ? .primary : .extended,
                        timeOrder: round % 4 < 2 ? .big : .little))
            }
        }
        #expect(total != 0)
    }

    @Test func pusPackets() {
        var random = SeededGenerator(announcedFor: "MutationTests.pusPackets")
        var total = 0
        let parameters = [
            PUSTelemetryParameters(issue: .c, timeOctets: 7),
            PUSTelemetryParameters(
                issue: .a(hasSubcounter: true, destinationOctets: 2), timeOctets: 3,
                spareOctets: 1, errorControl: .isoChecksum),
        ]
        for round in 0..<Self.rounds {
            let octets = random.mutate(
                round % 2 == 0 ? EveryPrefixTests.telemetry : EveryPrefixTests.telecommand)
            total &+= sum { () throws(WireError) in
                let packet = try SpacePacketView(checking: octets.span.bytes)
                let view = try PUSTelemetryPacketView(
                    checking: packet, parameters: parameters[round / 2 % 2])
                _ = wireError { () throws(WireError) in
                    try view.checkErrorControl { bitwiseCRC(copy($0)) }
                }
                return touch(view)
            }
            total &+= sum { () throws(WireError) in
                let packet = try SpacePacketView(checking: octets.span.bytes)
                return touch(try PUSTelecommandPacketView(checking: packet))
            }
        }
        #expect(total != 0)
    }

    @Test func timeCodes() {
        var random = SeededGenerator(announcedFor: "MutationTests.timeCodes")
        var total = 0
        let agency = TimeEpoch(UTCInstant(day: -4_000_000, picosecondOfDay: 1), scale: .utcNoLeap)
        for _ in 0..<Self.rounds {
            let octets = (0..<20).map { _ in UInt8.random(in: 0...255, using: &random) }
            let known: [UInt8] = [0x1C, 0x2F, 0x9F, 0xAF, 0x40, 0x46, 0x4E, 0x52, 0x5E]
            let first = known.randomElement(using: &random) ?? 0x1C
            let code = [Bool.random(using: &random) ? octets[0] : first] + octets.dropFirst()
            total &+= sum { () throws(WireError) in
                let code = try TimeCode(checking: code.span.bytes)
                var sum = 0
                for epoch in [nil, .ccsds, .gps, .unix, .j2000, agency] as [TimeEpoch?] {
                    guard let instant = code.instant(epoch: epoch) else { continue }
                    sum &+= instant.description.utf8.count
                    sum &+= Int(truncatingIfNeeded: TAIInstant(instant).seconds)
                    sum &+= Int(truncatingIfNeeded: instant.unixNanoseconds ?? 0)
                }
                return sum
            }
            let text = random.mutate(Array("2016-12-31T23:59:60.123456Z".utf8))
            total &+= sum { () throws(WireError) in
                try UTCInstant(asciiTimeCode: String(decoding: text, as: UTF8.self)).hashValue
            }
        }
        #expect(total != 0)
    }
}
