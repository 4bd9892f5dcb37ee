import TelemetryPipeline
import Testing

/// Does `not` bind closer than `and`, and `and` closer than `or`; is the canonical text one for
/// all filters that are understood alike?
struct FilterPrecedenceTests {
    @Test(arguments: [
        (
            "vcid==1 and apid==2 or apid==3 and vcid==4",
            "vcid == 1 and apid == 2 or apid == 3 and vcid == 4"
        ),
        ("(vcid==1 and apid==2) or (apid==3)", "vcid == 1 and apid == 2 or apid == 3"),
        ("vcid==1 and (apid==2 or apid==3)", "vcid == 1 and (apid == 2 or apid == 3)"),
        ("not vcid==1 and apid==2", "vcid != 1 and apid == 2"),
        ("not (vcid==1 and apid==2)", "not (vcid == 1 and apid == 2)"),
        ("! ! ( idle )", "idle"),
        ("a", nil),
        ("apid in 3,1,2,7", "apid in 1..3,7"),
        ("apid in 5..9,1..6", "apid in 1..9"),
        ("apid in 4", "apid == 4"),
        ("apid in 0..4", "apid <= 4"),
        ("apid < 5", "apid <= 4"),
        ("apid >= 0x10", "apid >= 16"),
        ("apid > 2046", "apid == 2047"),
        ("apid > 2047", "apid < 0"),
        ("link in b,a,b", "link in a,b"),
        ("link in a", "link == a"),
        ("quality in erred,good", "quality in good,erred"),
        ("quality in good,undetermined", "quality in good,undetermined"),
        ("apid in 1,null", "apid in 1,null"),
        ("not apid in 1,5", "not apid in 1,5"),
        ("apid==1 or (apid==2 or vcid==3)", "apid == 1 or apid == 2 or vcid == 3"),
        ("idle != false", "idle"),
        ("time < 1970-01-01T00:00:00Z", "time < 1970-01-01T00:00:00.000000000Z"),
        ("time >= -1s", "time >= 2026-11-22T19:59:59.000000000Z"),
        ("time in 2026-11-22T20:00:00Z..now", "time == 2026-11-22T20:00:00.000000000Z"),
    ])
    func canonicalText(text: String, expected: String?) {
        let filter = try? PacketFilter(text, now: evening)
        #expect(filter?.text == expected)
        if let filter { #expect((try? PacketFilter(filter.text, now: 0)) == filter) }
    }

    @Test func limitedToALink() throws {
        let filter = try PacketFilter("apid == 1 or apid == 2", now: 0).limited(to: link("a"))
        #expect(filter.text == "link == a and (apid == 1 or apid == 2)")
        #expect(PacketFilter.everything.limited(to: link("a")).text == "link == a")
        #expect(filter.bound(to: link("a")).canPass)
        #expect(!filter.bound(to: link("b")).canPass)
    }
}
