import FeedhornTestKit
import LinkConfiguration
import TelemetryLink
import Testing

@testable import Gateway

/// Bare packets have nothing around them: is what is none told, and no true stream accused?
struct BarePacketDiagnosisTests {
    private func link(_ packets: String = "") throws -> LinkFile {
        try LinkFile.parse(
            Array("feedhorn: 1\nname: a\nframing: packets\n\(packets)\n".utf8), file: "link.yaml")
    }

    private func diagnosis(_ octets: [UInt8], isWhole: Bool = true) throws -> LinkDiagnosis {
        let link = try link()
        var decoder = LinkDecoder(link.parameters)
        var batch = PacketBatch()
        for start in stride(from: 0, to: octets.count, by: 4_096) {
            let piece = Array(octets[start..<min(octets.count, start + 4_096)])
            decoder.consume(
                Slab(copying: piece), 0..<piece.count,
                receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
            batch.removeAll()
        }
        if isWhole { decoder.finish(into: &batch) }
        var evidence = LinkEvidence()
        evidence.sample = Array(octets.prefix(4_096))
        let counts = LinkCounts(
            decoder.balance, decoder.statistics, octets: UInt64(octets.count))
        return LinkDiagnosis(counts, evidence, link.parameters, isWhole: isWhole)
    }

    private func noise(_ count: Int, seed: UInt64) -> [UInt8] {
        var generator = SeededGenerator(seed: seed)
        return generator.octets(count)
    }

    private func packet(
        _ application: UInt16, _ count: UInt16, _ data: [UInt8]
    ) -> [UInt8] {
        GeneratedPacket.space(application: application, sequenceCount: count, data: data).octets
    }

    // MARK: no packets

    @Test(arguments: [true, false])
    func noise(_ isWhole: Bool) throws {
        for seed in 1...20 as ClosedRange<UInt64> {
            let found = try diagnosis(noise(120_000, seed: seed), isWhole: isWhole)
            #expect(found.rung == .noSync, "seed \(seed): \(found)")
        }
        let found = try diagnosis(noise(120_000, seed: 1))
        #expect(found.sentence.contains("nothing confirms that these are packets"))
        #expect(found.sentence.contains("wrong baud? wrong framing?"))
    }

    @Test(arguments: [0x00, 0x01, 0xE0, 0xFF] as [UInt8])
    func oneValue(_ value: UInt8) throws {
        let found = try diagnosis([UInt8](repeating: value, count: 60_000))
        #expect(found.rung == .noSync, "\(found)")
        #expect(found.sentence.contains("nearly all octets are"))
    }

    // MARK: packets

    @Test func packetsOfSomeApplications() throws {
        var source = PacketSource(
            applications: [.init(identifier: 5, lengths: 20...300)],
            generator: SeededGenerator(seed: 1))
        let octets = (0..<100).flatMap { _ in source.next().octets }
        #expect(try diagnosis(octets).rung == .fine)
        // From within a packet on, and with a burst of noise: they still go on by one.
        let torn = octets[13..<9_000] + noise(1_500, seed: 4) + octets[9_000...]
        #expect(try diagnosis(Array(torn)).rung == .fine)
    }

    @Test("a sender that does not count")
    func noCounts() throws {
        var generator = SeededGenerator(seed: 2)
        let octets = (0..<300).flatMap { _ in packet(9, 0, generator.octets(60)) }
        #expect(try diagnosis(octets).rung == .fine)
    }

    @Test("one packet of each APID, too few to tell or enough")
    func oneOfEach() throws {
        var generator = SeededGenerator(seed: 3)
        let packets = (0..<40).map { packet(UInt16(100 + $0), 7, generator.octets(2_000)) }
        let few = Array(packets[..<9].joined())
        #expect(try diagnosis(few, isWhole: false).rung == .undecided)
        #expect(try diagnosis(few).rung == .undecided)
        #expect(try diagnosis(Array(packets.joined())).rung == .fine)
    }

    @Test func idlePackets() throws {
        var generator = SeededGenerator(seed: 4)
        let octets = (0..<10).flatMap { _ in packet(2_047, 0, generator.octets(2_000)) }
        #expect(try diagnosis(octets).rung == .fine)
    }

    @Test func encapsulationPackets() throws {
        var source = PacketSource(applications: [], generator: SeededGenerator(seed: 5))
        let octets = (0..<300).flatMap { _ in source.next().octets }
        #expect(try diagnosis(octets).rung == .fine)
    }

    // MARK: how much is needed

    @Test("not before 16,384 octets, and not while one long packet may come")
    func enough() throws {
        let parameters = try link().parameters
        func rung(octets: UInt64, lost: UInt64) -> LinkDiagnosis.Rung {
            var counts = LinkCounts()
            counts.octets = octets
            counts.bits = octets * 8
            counts.bitsWithoutSync = lost * 8
            return LinkDiagnosis(counts, LinkEvidence(), parameters, isWhole: false).rung
        }
        #expect(rung(octets: 16_383, lost: 9_000) == .undecided)
        #expect(rung(octets: 16_384, lost: 9_000) == .noSync)
        #expect(rung(octets: 65_541, lost: 100) == .undecided)
        #expect(rung(octets: 65_542, lost: 100) == .noSync)
    }
}
