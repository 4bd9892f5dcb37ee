import FeedhornTestKit
import Foundation
import LinkConfiguration
import TelemetryLink
import Testing

@testable import Gateway

/// Does the diagnosis name the setting that is wrong, and nothing that is right?
struct LinkDiagnosisTests {
    private static let pass = DemoPass().octets
    /// The pass's link, in pieces that a test spoils one of.
    private struct Link {
        var sync = "marker: 1ACFFC1D"
        var coding = "randomizer: ccsds255, reedSolomon: {interleave: 1}"
        var frame = "length: 223, fecf: true, ocf: header"
        var accepted = 681

        var yaml: String {
            """
            feedhorn: 1
            name: demo
            framing: [cadu, tmFrames]
            sync: {\(sync)}
            coding: {\(coding)}
            frame: {\(frame)}
            accept: {scid: [\(accepted)]}

            """
        }
    }

    private func diagnosis(
        _ yaml: String, _ octets: [UInt8]
    ) throws -> (shown: LinkDiagnosis?, whole: LinkDiagnosis) {
        let link = try LinkFile.parse(Array(yaml.utf8), file: "link.yaml")
        var decode = OfflineDecode(link)
        var summary = DecodeSummary(link, hasDigests: false)
        var evidence = LinkEvidence()
        evidence.sample = Array(octets.prefix(4_096))
        summary.note(octets.span.bytes)
        decode.consume(
            Slab(copying: octets), 0..<octets.count, ReceptionTime(utc: 0, monotonic: 0))
        summary.add(decode.batch)
        evidence.foreign.note(decode.batch, link.parameters)
        decode.finish()
        summary.add(decode.batch)
        let counts = LinkCounts(
            decode.balance, decode.statistics, octets: UInt64(octets.count))
        return (
            summary.diagnosis(decode.balance, decode.statistics),
            LinkDiagnosis(counts, evidence, link.parameters, isWhole: true)
        )
    }

    private func expect(
        _ link: Link, _ rung: LinkDiagnosis.Rung, _ words: String..., of octets: [UInt8] = pass
    ) throws {
        let found = try diagnosis(link.yaml, octets)
        #expect(found.whole.rung == rung, "\(found.whole)")
        #expect(found.shown == (rung == .counterJumps || rung == .fine ? nil : found.whole))
        for word in words { #expect(found.whole.sentence.contains(word), "\(found.whole)") }
    }

    @Test("the pass has gaps, and nothing else is wrong")
    func right() throws {
        try expect(Link(), .counterJumps, "frames missing")
    }

    @Test func noOctets() throws {
        try expect(Link(), .noOctets, of: [])
    }

    @Test func noise() throws {
        var generator = SeededGenerator(seed: 3)
        let noise = (0..<200_000).map { _ in UInt8(truncatingIfNeeded: generator.next()) }
        try expect(Link(), .noSync, "wrong baud?", "octets of all values", of: noise)
    }

    @Test func silentLine() throws {
        try expect(Link(), .noSync, "octets are 00", of: [UInt8](repeating: 0, count: 9_000))
    }

    @Test func anotherDevice() throws {
        let text = Array(String(repeating: "$GPGGA,123519,4807.038,N*47\r\n", count: 200).utf8)
        try expect(Link(), .noSync, "text", of: text)
    }

    @Test func wrongMarker() throws {
        var link = Link()
        link.sync = "marker: 352EF853"
        try expect(link, .noSync, "wrong marker?", "1ACFFC1D", "sync.marker?")
    }

    @Test func inverted() throws {
        var link = Link()
        link.sync = "marker: 1ACFFC1D, polarity: normal"
        // The pass turns its polarity itself for a while: only its beginning is of one.
        let start = Self.pass.prefix(20_000).map { ~$0 }
        try expect(link, .noSync, "inverted", "sync.polarity auto?", of: start)
    }

    @Test func wrongLength() throws {
        var link = Link()
        link.coding = "randomizer: none"
        link.frame = "length: 300"
        link.sync = "marker: 1ACFFC1D, maxErrors: 0"
        try expect(link, .noSync, "frame.length", "is 300 octets, should it be 255?")
    }

    @Test("a length that is wrong, and nothing but a second marker to tell")
    func wrongLengthUnchecked() throws {
        var link = Link()
        link.coding = "randomizer: none"
        link.frame = "length: 300"
        var generator = SeededGenerator(seed: 9)
        // The last marker has no whole frame behind it, at the end of the stream.
        var octets: [UInt8] = []
        for _ in 0..<16 { octets += [0x1A, 0xCF, 0xFC, 0x1D] + generator.octets(255) }
        let found = try diagnosis(link.yaml, octets)
        #expect(found.shown == found.whole)
        let file = try LinkFile.parse(Array(link.yaml.utf8), file: "link.yaml")
        var counts = LinkCounts()
        (counts.octets, counts.bits, counts.bitsWithoutSync) = (9_000, 72_000, 72_000)
        var evidence = LinkEvidence()
        evidence.sample = octets
        let live = LinkDiagnosis(counts, evidence, file.parameters, isWhole: false)
        for found in [found.whole, live] {
            #expect(found.rung == .noSync, "\(found)")
            #expect(found.sentence.contains("octets with sync markers, none followed by another"))
            #expect(found.sentence.contains("16 times"), "\(found)")
            #expect(found.sentence.contains("is 300 octets, should it be 255?"))
        }
    }

    @Test("a marker of eight bits stands in noise by chance")
    func shortMarker() throws {
        var link = Link()
        link.sync = "marker: 1A"
        var generator = SeededGenerator(seed: 9)
        let file = try LinkFile.parse(Array(link.yaml.utf8), file: "link.yaml")
        #expect(!SampleInspection.hasMarker(generator.octets(4_096), file.parameters))
    }

    @Test(arguments: [
        "randomizer: ccsds131071, reedSolomon: {interleave: 1}",
        "randomizer: ccsds255, reedSolomon: {interleave: 1, basis: conventional}",
        "randomizer: ccsds255, reedSolomon: {interleave: 1, e: 8, fill: 16}",
    ])
    func wrongCode(_ coding: String) throws {
        var link = Link()
        link.coding = coding
        try expect(link, .noValidCode, "can't be corrected", "randomizer", "basis?")
    }

    @Test("the short randomizer's sequence is a codeword: the code does not see that it is there")
    func noRandomizer() throws {
        var link = Link()
        link.coding = "randomizer: none, reedSolomon: {interleave: 1}"
        try expect(link, .noValidCode, "wrong FECF", "randomizer?")
    }

    @Test func wrongSpacecraft() throws {
        var link = Link()
        link.accepted = 12
        try expect(link, .wrongSpacecraft, "spacecraft 681", "not of spacecraft 12")
    }

    @Test func anotherFrameType() throws {
        let aos = Link().yaml.replacingOccurrences(of: "tmFrames", with: "aosFrames")
            .replacingOccurrences(of: "ocf: header", with: "ocf: always")
            .replacingOccurrences(of: "[681]", with: "[12]")
        let found = try diagnosis(aos, Self.pass).whole
        #expect(found.rung == .wrongFrame && found.sentence.contains("frame.type"), "\(found)")
    }

    @Test("what counters say in a window, and not before enough of it is there")
    func windows() throws {
        let link = try LinkFile.parse(Array(Link().yaml.utf8), file: "link.yaml")
        var counts = LinkCounts()
        counts.octets = 100
        counts.bits = 800
        func rung(_ counts: LinkCounts) -> LinkDiagnosis {
            LinkDiagnosis(counts, LinkEvidence(), link.parameters, isWhole: false)
        }
        #expect(rung(counts).rung == .undecided)
        // Four frames of 255 octets are 8,160 bits.
        counts.bits = 8_160
        #expect(rung(counts).rung == .noSync)
        counts.lineErrors = 7
        #expect(rung(counts).sentence.contains("7 characters came wrong"))
        counts.framesFound = 10
        counts.framesDelivered = 10
        counts.packets = 3
        #expect(rung(counts).rung == .fine)
        counts.missing = 4
        counts.gaps = 1
        #expect(rung(counts).sentence.contains("4 frames missing in 1 gaps; nothing was lost"))
        counts.lostHere = 2
        #expect(rung(counts).sentence.contains("rmem_max"))
        counts.framesRejected = [.code: 6, .fecf: 1]
        #expect(rung(counts).rung == .noValidCode)
        counts.framesRejected = [:]
        counts.packets = 0
        counts.discardedOctets = 99
        #expect(rung(counts).rung == .noPackets)
        // One by chance.
        (counts.packets, counts.packetOctets, counts.discardedOctets) = (1, 20, 5_000)
        #expect(rung(counts).rung == .noPackets)
        #expect(rung(counts).sentence.contains("hardly any packet (1)"))
        // Missing frames cost long packets.
        (counts.packets, counts.packetOctets, counts.discardedOctets) = (3, 3_000, 5_000)
        #expect(rung(counts).rung == .counterJumps)
        (counts.missing, counts.gaps) = (0, 0)
        #expect(rung(counts).rung == .noPackets)
        var earlier = counts
        earlier.framesFound = 4
        earlier.framesRejected = [:]
        #expect(counts.since(earlier).framesFound == 6)
    }
}
