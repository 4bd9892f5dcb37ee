import CCSDS
import Foundation
import Testing

/// Is the table of leap seconds right, built in and read from a list?
@Suite struct LeapSecondTests {
    /// Days from 1958-01-01 to 1970-01-01 (CCSDS 301.0-B-4 and Unix count from these).
    static let daysTo1970: Int64 = 4_383

    @Test(.enabled(if: Vectors.areThere, Vectors.absent))
    func builtInEqualsTheVector() throws {
        let vector = try #require(Vectors.load("time", kinds: "leap_seconds").first)
        let entries = try #require(vector.json["entries"].array)
        #expect(entries.count == 28)
        #expect(LeapSecondTable.builtIn.entries.count == entries.count)
        for (entry, expected) in zip(LeapSecondTable.builtIn.entries, entries) {
            let unix = try #require(expected["unix"].integer)
            #expect((entry.day - Self.daysTo1970) * 86_400 == Int64(unix))
            #expect(Int(entry.taiMinusUTC) == expected["tai_minus_utc"].integer)
            #expect(Int(entry.taiMinusUTC) - 19 == expected["gps_minus_utc"].integer)
            let day = UTCInstant(day: entry.day, picosecondOfDay: 0)
            #expect(day.formatted(fractionDigits: 0) == expected["utc"].string)
            #expect(LeapSecondTable.builtIn.taiMinusUTC(onDay: entry.day) == entry.taiMinusUTC)
            if entry.taiMinusUTC > 10 {
                #expect(LeapSecondTable.builtIn.hasLeapSecond(onDay: entry.day - 1))
                #expect(!LeapSecondTable.builtIn.hasLeapSecond(onDay: entry.day))
            }
        }
    }

    static let list = """
        #\tcomment
        #$\t3676924800
        #@\t3928521600
        2272060800\t10\t# 1 Jan 1972
        2287785600      11      # 1 Jul 1972\r

        #h\t16edd0f0 3666784f 37db6bdd e74ced87 59af48f1
        """

    @Test func listIsRead() throws {
        let table = try LeapSecondTable(list: Self.list)
        // 1972-01-01 and 1972-07-01; expiration 2024-06-28.
        #expect(
            table.entries == [
                LeapSecondTable.Entry(day: 5_113, taiMinusUTC: 10),
                LeapSecondTable.Entry(day: 5_295, taiMinusUTC: 11),
            ])
        let expiration = try #require(table.expirationDay)
        #expect(
            UTCInstant(day: expiration, picosecondOfDay: 0).formatted(fractionDigits: 0)
                == "2024-06-28T00:00:00Z")
    }

    @Test(
        arguments: [
            ("", .impossibleTable, 0), ("# nothing", .impossibleTable, 0),
            ("2272060800 10\nnonsense", .malformedLine, 2), ("2272060800", .malformedLine, 1),
            ("2272060800 10 11", .malformedLine, 1), ("2272060801 10", .malformedLine, 1),
            ("-2272060800 10", .malformedLine, 1), ("99999999999999999999 10", .malformedLine, 1),
            ("#@ soon\n2272060800 10", .malformedLine, 1),
            ("2272060800 10\n2287785600 12", .impossibleTable, 0),
            ("2287785600 10\n2272060800 11", .impossibleTable, 0),
            ("2287785600 10\n2287785600 11", .impossibleTable, 0),
        ] as [(String, LeapSecondListError.Reason, Int)])
    func badListIsRefused(_ text: String, _ reason: LeapSecondListError.Reason, _ line: Int) {
        do {
            _ = try LeapSecondTable(list: text)
            Issue.record("read")
        } catch {
            #expect(error.reason == reason)
            #expect(error.line == line)
        }
    }

    @Test func endlessListIsRefused() {
        let text = String(repeating: "#\n", count: LeapSecondTable.maximumLines + 1)
        #expect(throws: LeapSecondListError.self) { try LeapSecondTable(list: text) }
    }

    static let installed = "/usr/share/zoneinfo/leap-seconds.list"

    @Test(
        .enabled(
            if: FileManager.default.fileExists(atPath: installed),
            "NOT TESTED: the time zone package has installed no leap-seconds.list"))
    func builtInEqualsTheInstalledList() throws {
        let text = try String(contentsOfFile: Self.installed, encoding: .utf8)
        let table = try LeapSecondTable(list: text)
        let count = LeapSecondTable.builtIn.entries.count
        #expect(Array(table.entries.prefix(count)) == LeapSecondTable.builtIn.entries)
    }
}
