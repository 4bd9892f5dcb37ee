import CCSDS
import LinkConfiguration
import Testing

/// Are on-board times read as the file describes them?
struct TimeFieldTests {
    private let aos = """
        framing: [fixedFrames, aosFrames]
        frame: {length: 892, insertZone: 8}
        time:

        """

    private func time(_ yaml: String) throws -> TimeField {
        try #require(try link(file(aos + "  - {\(yaml)}")).times.first)
    }

    private func packet(_ application: UInt16) -> TimeField.Place {
        .packet(ApplicationProcessIdentifier(rawValue: application), .all)
    }

    @Test func defaults() throws {
        let time = try time("apid: 6, offset: 10, code: cuc")
        #expect(time.place == packet(6))
        #expect(time.offset == 10)
        #expect(time.code == .unsegmented(basic: 4, fraction: 0))
        #expect(time.epoch == .ccsds)
        #expect(time.scale == .tai)
        #expect(time.byteOrder == .big)
        #expect(time.length == 4)
    }

    @Test func everything() throws {
        let time = try time(
            """
            frame: insertZone, offset: 6, code: cuc, basic: 4, fraction: 2, byteOrder: little, \
            epoch: '2019-12-31T16:00:00Z', scale: utc
            """)
        #expect(time.place == .insertZone)
        #expect(time.code == .unsegmented(basic: 4, fraction: 2))
        // date -u -d 2019-12-31T16:00:00Z +%s
        #expect(time.epoch == .date(secondsSince1970: 1_577_808_000))
        #expect(time.scale == .utc)
        #expect(time.byteOrder == .little)
    }

    @Test func daySegmented() throws {
        let time = try time("apid: 11, segments: first, offset: 6, code: cds, days: 3, sub: 4")
        #expect(time.place == .packet(ApplicationProcessIdentifier(rawValue: 11), .first))
        #expect(time.code == .daySegmented(days: 3, subMilliseconds: 4))
        #expect(time.scale == .utcNoLeap)
        #expect(time.length == 11)
    }

    @Test(arguments: [
        ("ccs", TimeField.Code.calendarSegmented(hasDayOfYear: false, fraction: 0), 7),
        (
            "ccs, dayOfYear: true, fraction: 6",
            .calendarSegmented(hasDayOfYear: true, fraction: 6), 13
        ),
        ("ascii, octets: 24", .ascii(octets: 24), 24),
        ("pField", .preamble, 2), ("cfs", .coreFlight, 6),
    ])
    func otherCodes(code: String, expected: TimeField.Code, length: Int) throws {
        let time = try time("apid: 6, offset: 6, code: \(code)")
        #expect(time.code == expected)
        #expect(time.length == length)
        #expect(time.epoch == (expected == .preamble ? .agency : .ccsds))
    }

    @Test func leapSecondsAreNextToTheFile() throws {
        let yaml = file(
            "framing: packets\ntime: [{apid: 1, offset: 6, code: cuc}]\nleapSeconds: leap.list")
        let parsed = try LinkFile.parse(Array(yaml.utf8), file: "/etc/links/a.yaml")
        #expect(parsed.leapSeconds?.value == "/etc/links/leap.list")
        #expect(parsed.leapSeconds?.position.line == 5)
        let alone = problems(file("framing: packets\nleapSeconds: /leap.list"))
        #expect(alone.count == 1 && alone[0].hasPrefix("link.yaml:4:1: 'leapSeconds' without"))
    }

    @Test(arguments: [
        ("1958", TimeField.Epoch.ccsds, TimeScale.tai), ("unix", .unix, .utcNoLeap),
        ("gps", .gps, .gps), ("j2000", .j2000, .tai), ("agency", .agency, .tai),
        ("1950-01-01T00:00:00Z", .date(secondsSince1970: -631_152_000), .utcNoLeap),
        ("2000-02-29T23:59:59Z", .date(secondsSince1970: 951_868_799), .utcNoLeap),
    ])
    func epochs(text: String, epoch: TimeField.Epoch, scale: TimeScale) throws {
        let time = try time("apid: 6, offset: 10, code: cuc, epoch: '\(text)'")
        #expect(time.epoch == epoch)
        #expect(time.scale == scale)
    }

    @Test(arguments: [
        ("offset: 6, code: cuc", "6:5: a time with none of 'apid' and 'frame'"),
        ("apid: 1, frame: insertZone, offset: 6, code: cuc", "6:5: a time with both of"),
        ("apid: 1, code: cuc", "6:5: 'time.offset' is missing"),
        ("apid: 1, offset: 6", "6:5: 'time.code' is missing"),
        ("apid: 2047, offset: 6, code: cuc", "6:12: 2047 for 'time.apid'"),
        ("apid: 1, offset: 6, code: cuc, days: 2", "6:37: 'days' with code cuc"),
        ("apid: 1, offset: 6, code: cds, fraction: 2", "6:37: 'fraction' with code cds"),
        ("apid: 1, offset: 6, code: cds, scale: tai", "6:44: a CDS time counts days of UTC"),
        ("apid: 1, offset: 6, code: cds, epoch: agency", "6:44: a CDS time counts days"),
        (
            "apid: 1, offset: 6, code: cuc, epoch: agency, scale: tai",
            "6:52: 'scale' with the epoch"
        ),
        ("apid: 1, offset: 6, code: cuc, epoch: 2010-02-30T00:00:00Z", "6:44: '2010-02-30"),
        ("apid: 1, offset: 6, code: cuc, epoch: 2010-01-01", "6:44: '2010-01-01' for"),
        ("apid: 1, offset: 6, code: ascii", "6:5: 'time.octets' is missing"),
        ("apid: 1, offset: 6, code: ascii, octets: 16", "6:47: 16 for 'time.octets'"),
        ("apid: 1, offset: 6, code: ccs, fraction: 7", "6:47: 7 for 'time.fraction'"),
        ("apid: 1, offset: 6, code: ccs, epoch: gps", "6:37: 'epoch' with code ccs, expected day"),
        ("apid: 1, offset: 6, code: pField, basic: 4", "6:40: 'basic' with code pField, expected"),
        ("apid: 1, offset: 6, code: pField, byteOrder: big", "6:40: 'byteOrder' with code pField"),
        ("apid: 1, offset: 6, code: cfs, fraction: 2", "6:37: 'fraction' with code cfs"),
        ("frame: insertZone, offset: 8, code: ccs", "6:33: a time in octets 8 to 14, expected"),
        ("frame: secondaryHeader, offset: 8, code: cuc", "6:13: a time in a part that only TM"),
        ("frame: insertZone, offset: 11, code: cuc", "6:33: a time in octets 11 to 14, expected"),
        ("frame: insertZone, offset: 5, code: cuc", "6:33: a time in octets 5 to 8, expected"),
        ("frame: insertZone, segments: all, offset: 6, code: cuc", "6:25: 'segments' with 'frame'"),
    ])
    func refuses(yaml: String, start: String) {
        let found = problems(file(aos + "  - {\(yaml)}"))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("link.yaml:\(start)") == true, "\(found)")
    }
}
