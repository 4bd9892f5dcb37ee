import CaptureStore
import FeedhornTestKit
import Foundation
import Testing

@testable import Gateway
@testable import TelemetryLink

/// Is the time without a source told, from which octets to which, as it was?
struct LinkOutageTests {
    private func time(_ seconds: UInt64, _ nanoseconds: UInt64 = 0) -> ReceptionTime {
        let monotonic = seconds * 1_000_000_000 + nanoseconds
        return ReceptionTime(utc: 1_795_377_600_000_000_000 + monotonic, monotonic: monotonic)
    }

    @Test func fromTheLastOctetsToTheFirst() throws {
        var outages = LinkOutages()
        #expect(outages.end(at: time(1)) == nil)
        outages.lose("hang-up", at: time(2, 5), lastOctets: time(1))
        outages.reopen(at: time(4, 7))
        let ended = outages.end(at: time(5, 9))
        let outage = try #require(ended)
        #expect(outage.lastOctets == time(1))
        #expect(outage.lost == time(2, 5))
        #expect(outage.reopened == time(4, 7))
        #expect(outage.firstOctets == time(5, 9))
        #expect(outage.absent == 2_000_000_002)
        #expect(outage.silent == 4_000_000_009)
        let expected = "outage: hang-up, absent 2.000000002 s, no octets for 4.000000009 s"
        #expect(outage.message == expected)
        #expect(outages.end(at: time(6)) == nil)
        #expect(outages.count == 1)
    }

    @Test("lost again before octets came: one outage, absent for the sum of both")
    func severalLosses() throws {
        var outages = LinkOutages()
        outages.lose("end of file", at: time(10), lastOctets: time(9))
        outages.reopen(at: time(11))
        outages.lose("hang-up", at: time(15), lastOctets: time(9))
        #expect(outages.last?.reopened == nil)
        outages.reopen(at: time(18))
        let ended = outages.end(at: time(20))
        let outage = try #require(ended)
        #expect(outage.losses == 2)
        #expect(outage.absent == 4_000_000_000)
        #expect(outage.silent == 11_000_000_000)
        #expect(outage.reason == "end of file")
        #expect(outages.count == 1)
    }

    @Test func neverOctetsAgain() throws {
        var outages = LinkOutages()
        outages.lose("hang-up", at: time(2), lastOctets: nil)
        let ended = outages.abandon(at: time(5))
        let outage = try #require(ended)
        #expect(outage.absent == 3_000_000_000)
        #expect(outage.silent == nil)
        #expect(outage.message == "outage: hang-up, absent 3.000000000 s, no octets since")
        #expect(outages.abandon(at: time(6)) == nil)
    }

    @Test("the capture has it between the octets it is about, with their very stamps")
    func inTheCapture() async throws {
        let folder = try TemporaryFolder()
        let radio = try FakeSerialRadio(path: folder.path + "/radio")
        let station = try folder.station(link: folder.serialLink)
        try await station.start()
        try radio.waitForReader()
        try radio.write([1, 2, 3])
        try radio.waitUntilRead()
        radio.unplug()
        try radio.plug()
        try radio.waitForReader()
        try radio.write([4, 5, 6])
        try radio.waitUntilRead()
        #expect(await station.stop())

        let records = try folder.captureRecords()
        let place = try #require(records.firstIndex { $0.event?.code == .linkOutage })
        let event = try #require(records[place].event)
        let before = try #require(records[..<place].compactMap(\.chunk).last)
        let after = try #require(records[place...].compactMap(\.chunk).first)
        #expect(event["TG_LAST_UTC_NS"] == "\(before.utc)")
        #expect(event["TG_FIRST_UTC_NS"] == "\(after.utc)")
        #expect(event["TG_LAST_MONO_NS"] == before.monotonic.map { "\($0)" })
        #expect(event["TG_FIRST_MONO_NS"] == after.monotonic.map { "\($0)" })
        #expect(event["TG_LOSSES"] == "1")
        #expect(event["TG_REASON"] == "end of file")
        let lost = try #require(event["TG_LOST_MONO_NS"].flatMap { UInt64($0) })
        let reopened = try #require(event["TG_REOPENED_MONO_NS"].flatMap { UInt64($0) })
        #expect(event["TG_ABSENT_NS"] == "\(reopened - lost)")
        #expect(records.count { $0.event?.code == .linkOutage } == 1)
    }
}

extension CaptureRecord {
    fileprivate var event: RecordedEvent? {
        if case .event(let event) = self { event } else { nil }
    }
    fileprivate var chunk: CaptureChunk? { if case .chunk(let chunk) = self { chunk } else { nil } }
}
