import CaptureStore
import FeedhornTestKit
import Foundation
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink
import Testing

/// Every recorded pass gives its expected result: decoded, and played through a radio on a pty
/// into a whole station.
struct FixtureTests {
    @Test func thereIsOneAtLeast() {
        #expect(Fixture.all.count >= 1)
    }

    /// Not a failure: what is new has nobody else's word yet. But nobody shall overlook it.
    @Test func unconfirmedOnesAreNamed() throws {
        let unconfirmed = try Fixture.all.filter { try !$0.isConfirmed }
        for fixture in unconfirmed {
            print("UNCONFIRMED: \(fixture): no independent decoder has agreed yet")
        }
        print("\(Fixture.all.count) fixtures, \(unconfirmed.count) of them UNCONFIRMED")
    }

    @Test(arguments: Fixture.all)
    func decodesToTheExpectedResult(_ fixture: Fixture) throws {
        let link = try LinkFile.load(fixture.link.path)
        var decoder = LinkDecoder(link.parameters)
        var summary = DecodeSummary(link, hasDigests: true)
        var batch = PacketBatch()
        try Fixture.forEachChunk(of: fixture.capture.path) { chunk in
            decoder.consume(chunk.slab, chunk.range, receivedAt: chunk.time, into: &batch)
            summary.add(batch)
            batch.removeAll()
            #expect(decoder.balance.isBalanced)
        }
        decoder.finish(into: &batch)
        summary.add(batch)
        try expect(summary.json(decoder.balance, decoder.statistics).encoded(), fixture)
    }

    @Test(arguments: Fixture.all)
    func givesItThroughAPtyToo(_ fixture: Fixture) async throws {
        guard try !fixture.needsBorders else {
            print("NOT TESTED: \(fixture) through a pty, which joins chunks")
            return
        }
        let folder = try TemporaryFolder()
        let radio = try FakeSerialRadio(path: folder.path + "/radio")
        let station = try folder.station(link: folder.serialLink(of: fixture))
        try await station.start()
        try radio.waitForReader()
        try Fixture.forEachChunk(of: fixture.capture.path) { chunk in
            let octets = chunk.octets.withUnsafeBytes { Array($0) }
            try radio.write(octets)
        }
        try radio.waitUntilRead()
        #expect(await station.stop())
        try folder.expectCaptureGives(fixture.expected)
        for balance in station.balances.values { #expect(balance.isBalanced) }
    }

    private func expect(_ text: String, _ fixture: Fixture) throws {
        let found = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        for (key, value) in try fixture.expected {
            #expect(Fixture.contains(found?[key] as Any, value), "\(key)")
        }
    }
}
