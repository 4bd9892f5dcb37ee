import FeedhornTestKit
import Foundation
import Testing

/// Is a port that comes and goes a thousand times served as well as the first time?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct UnplugCyclesTests {
    private static let cycles = 1_000
    /// Memory and descriptors are compared from here on: what is needed once is there by then.
    private static let settled = 200
    private static let packetLength = 64

    private let folder: Folder
    private let radio: FakeSerialRadio
    private let daemon: RunningDaemon
    private let questions: QueryQuestions

    init() throws {
        folder = try Folder()
        radio = try FakeSerialRadio(path: folder.file("radio"))
        daemon = try RunningDaemon(
            in: folder, radio: radio.path, link: "name: demo\nframing: packets\n")
        questions = try QueryQuestions(folder.file("station.sock"))
    }

    /// A space packet of 64 octets with its number in it (CCSDS 133.0-B-2 §4.1).
    private func packet(_ number: Int) -> [UInt8] {
        let (high, low) = (UInt8(number >> 8 & 0x3F), UInt8(number & 0xFF))
        return [0x00, 0x64, 0xC0 | high, low, 0x00, UInt8(Self.packetLength - 7)]
            + [UInt8](repeating: low, count: Self.packetLength - 6)
    }

    private func received() throws -> Int {
        (try questions.link()["received"] as? [String: Int])?["octets"] ?? -1
    }

    private func replug(_ cycle: Int) throws {
        radio.unplug(leavingLink: cycle.isMultiple(of: 2))
        try radio.plug()
    }

    @Test("what the daemon counts as received before the port goes is delivered, every octet")
    func receivedIsDelivered() throws {
        var sent: [UInt8] = []
        var settled: RunningDaemon.Resources?
        for cycle in 0..<Self.cycles {
            try radio.waitForReader()
            try radio.write(packet(cycle))
            sent += packet(cycle)
            try daemon.wait { try received() == sent.count }
            if cycle == Self.settled { settled = try daemon.resources() }
            if cycle < Self.cycles - 1 { try replug(cycle) }
        }
        let end = try daemon.resources()
        try expectFlat(try #require(settled), end)
        let link = try questions.link()
        #expect(link["packets"] as? Int == Self.cycles)
        let outages = link["outages"] as? [String: Any]
        #expect(outages?["count"] as? Int == Self.cycles - 1)
        #expect(outages?["lasts"] as? Bool == false)
        // Delivered to a client, and in the capture.
        #expect(try questions.stream("/v1/packets?format=raw") == sent)
        #expect(daemon.stop() == 0)
        #expect(try capturedOctets() == sent.count)
    }

    @Test("octets sent just before the port goes may be lost, and each time an outage says so")
    func lossIsTold() throws {
        var surely = 0
        for cycle in 0..<Self.cycles {
            try radio.waitForReader()
            let before = try received()
            try radio.write(packet(2 * cycle))
            try daemon.wait { try received() == before + Self.packetLength }
            surely += Self.packetLength
            // Whether this is read before the port is gone is chance.
            try radio.write(packet(2 * cycle + 1))
            if cycle < Self.cycles - 1 { try replug(cycle) }
        }
        try radio.waitUntilRead()
        #expect(daemon.stop() == 0)
        let outages = daemon.log.split(separator: "\n").count { $0.contains("outage: ") }
        #expect(outages == Self.cycles - 1)
        let octets = try capturedOctets()
        #expect(octets >= surely + Self.packetLength)
        #expect(octets <= 2 * Self.cycles * Self.packetLength)
    }

    private func expectFlat(
        _ settled: RunningDaemon.Resources, _ end: RunningDaemon.Resources
    ) throws {
        #expect(end.descriptors == settled.descriptors)
        // 800 cycles: a page for each would be 3,200 KiB.
        #expect(end.kibibytes - settled.kibibytes < 3_200)
    }

    /// Octets of the only segment, by what it decodes to; it has to be whole.
    private func capturedOctets() throws -> Int {
        let segment = try #require(daemon.segments().first)
        #expect(try Program.run("capture", "check", segment).status == 0)
        try folder.write("link.yaml", "feedhorn: 1\nname: demo\nframing: packets\n")
        let json = try Program.run(
            "decode", "--link", folder.file("link.yaml"), "--summary", "json", segment)
        let summary = try JSONSerialization.jsonObject(with: json.output) as? [String: Any]
        let balance = try #require(summary?["balance"] as? [String: Any])
        #expect(balance["balanced"] as? Bool == true)
        return try #require((balance["bits"] as? [String: Any])?["in"] as? Int) / 8
    }
}
