import CaptureStore
import FeedhornTestKit
import Foundation
import Gateway
import LinkConfiguration
import Logging
import Synchronization
import TelemetryLink
import Testing

/// A pass through a radio on a pty, the whole station: what comes out is the generator's truth.
struct StationTests {
    @Test func passThroughAPtyGivesTheTruth() async throws {
        let folder = try TemporaryFolder()
        let pass = DemoPass()
        let radio = try FakeSerialRadio(path: folder.path + "/radio")
        let station = try folder.station(link: folder.serialLink)
        try await station.start()
        try radio.waitForReader()
        try radio.write(pass.octets)
        try radio.waitUntilRead()
        #expect(await station.stop())

        let balance = try #require(station.balances["uhf-demo"])
        #expect(balance.isBalanced)
        #expect(balance.bitsIn == UInt64(pass.octets.count) * 8)
        #expect(balance.pendingBits == 0)
        try folder.expectCaptureGives(pass.expectedText)
    }

    @Test func unplugAndReplugLosesNothingThatWasRead() async throws {
        let folder = try TemporaryFolder()
        let pass = DemoPass()
        let radio = try FakeSerialRadio(path: folder.path + "/radio")
        let station = try folder.station(link: folder.serialLink)
        try await station.start()
        let half = pass.octets.count / 2
        try radio.waitForReader()
        try radio.write(pass.octets[..<half])
        try radio.waitUntilRead()
        radio.unplug()
        try radio.plug()
        try radio.waitForReader()
        try radio.write(pass.octets[half...])
        try radio.waitUntilRead()
        #expect(await station.stop())
        let balance = try #require(station.balances["uhf-demo"])
        #expect(balance.isBalanced)
        #expect(balance.bitsIn == UInt64(pass.octets.count) * 8)
        let captured = try folder.capturedOctets()
        #expect(captured == pass.octets)
    }

    @Test("a radio that falls silent has stalled, and goes on when it sends again")
    func stalls() async throws {
        let folder = try TemporaryFolder()
        let radio = try FakeSerialRadio(path: folder.path + "/radio")
        let log = LogStream()
        let station = try folder.station(
            link: folder.serialLink + "expect: {octets: 100 ms}\n", logger: log.logger)
        try await station.start()
        try radio.waitForReader()
        await log.wait(for: "stalled: no octets for")
        // As long as it takes, the supervisor looks twice a second; and on a thread of its own, for
        // the supervisor needs one of the pool's.
        let isSeen = Atomic(false)
        let sender = Thread {
            while !isSeen.load(ordering: .relaxed), (try? radio.write([0x55])) != nil {
                try? radio.waitUntilRead()
            }
        }
        sender.start()
        await log.wait(for: "no longer stalled")
        isSeen.store(true, ordering: .relaxed)
        #expect(await station.stop())
    }

    @Test func secondStationOnTheSameSocketIsRefused() async throws {
        let folder = try TemporaryFolder()
        let other = try TemporaryFolder()
        let first = try folder.station(link: folder.serialLink)
        try await first.start()
        let second = try other.station(link: other.serialLink, socket: folder.path + "/query.sock")
        await #expect(throws: StationError.self) { try await second.start() }
        await second.stop()
        await first.stop()
    }
}
