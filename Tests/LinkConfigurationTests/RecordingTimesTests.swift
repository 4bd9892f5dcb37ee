import CCSDS
import Foundation
import LinkConfiguration
import Testing

/// Do the time fields of the recordings' link files read the manifest's raw times as it reads them?
@Suite(
    .enabled(
        if: Project.hasManifest, "no recordings/manifest.json: set FEEDHORN_SHARED to compare"))
struct RecordingTimesTests {
    @Test func everyTimeOfTheManifest() throws {
        var compared = 0
        for entry in try Manifest.load() {
            let link = try LinkFile.load("\(Project.recordings)/\(entry.id).yaml")
            let expected = (entry.truth.times ?? []) + (entry.truth.frame_times ?? [])
            try #require(link.times.count == expected.count, "\(entry.id)")
            for (field, time) in zip(link.times, expected) {
                #expect(application(field) == time.apid, "\(entry.id)")
                try compare(field, time.first_raw, time.first, entry.id)
                try compare(field, time.last_raw, time.last, entry.id)
                compared += 2
            }
        }
        // 15 fields in packets and 3 in frames, first and last of each.
        #expect(compared == 36)
    }

    private func application(_ field: TimeField) -> Int? {
        if case .packet(let application, _) = field.place { Int(application.rawValue) } else { nil }
    }

    private func compare(
        _ field: TimeField, _ raw: String, _ expected: Manifest.Flexible, _ id: String
    ) throws {
        let octets = stride(from: 0, to: raw.count, by: 2).compactMap {
            UInt8(raw.dropFirst($0).prefix(2), radix: 16)
        }
        #expect(octets.count == field.length, "\(id)")
        let seconds = seconds(field, field.byteOrder == .little ? octets.reversed() : octets)
        switch expected {
        case .number(let number): #expect(abs(seconds - number) < 1e-6, "\(id)")
        case .text(let text):
            #expect(try abs(seconds - secondsSince1970(text)) < 1e-5, "\(id): \(seconds)")
        case .flag: Issue.record("\(id): no time")
        }
    }

    /// Plain arithmetic, apart from the decoder: seconds since 1970 without leap seconds, or since
    /// an epoch that nobody knows.
    private func seconds(_ field: TimeField, _ octets: [UInt8]) -> Double {
        func number(_ range: Range<Int>) -> Double {
            octets[range].reduce(0) { $0 * 256 + Double($1) }
        }
        #expect(field.epoch == .agency || field.scale == .utcNoLeap)
        switch field.code {
        case .unsegmented(let basic, let fraction):
            let count = number(0..<basic + fraction) / pow(256, Double(fraction))
            return epoch(field.epoch) + count
        case .daySegmented(let days, let subMilliseconds):
            #expect(subMilliseconds == 2)
            let milliseconds = number(days..<days + 4)
            let microseconds = number(days + 4..<days + 6)
            return epoch(field.epoch) + number(0..<days) * 86_400 + milliseconds / 1e3
                + microseconds / 1e6
        case .calendarSegmented, .ascii, .preamble, .coreFlight:
            Issue.record("no recording has a time of this code")
            return 0
        }
    }

    /// `date -u -d … +%s`
    private func epoch(_ epoch: TimeField.Epoch) -> Double {
        switch epoch {
        case .ccsds: -378_691_200
        case .unix, .agency: 0
        case .gps: 315_964_800
        case .j2000: 946_728_000
        case .date(let seconds): Double(seconds)
        }
    }

    /// `2024-10-14T17:38:35` with or without a fraction.
    private func secondsSince1970(_ text: String) throws -> Double {
        let parts = text.split(separator: ".")
        let whole = try Date("\(parts[0])Z", strategy: .iso8601).timeIntervalSince1970
        return whole + (parts.count == 2 ? Double("0.\(parts[1])") ?? .nan : 0)
    }
}
