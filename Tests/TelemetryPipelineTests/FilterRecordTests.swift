import CCSDS
import TelemetryLink
import TelemetryPipeline
import Testing

/// Are gaps, events and frames held back only by what is known of them?
struct FilterRecordTests {
    private func bound(_ text: String) throws -> BoundFilter {
        try PacketFilter(text, now: evening).bound(to: link("uhf-a"))
    }

    private func gap(_ scope: CounterScope) -> CounterGap {
        CounterGap(
            scope: scope, step: .gap(missing: 3), last: 4, found: 8, modulus: 256,
            earthReceiveTime: evening, streamOffset: 0)
    }

    @Test(arguments: [
        ("vcid == 1", true, true, true), ("vcid == 2", true, false, false),
        ("not vcid == 1", true, false, false), ("apid == 5", true, true, true),
        ("apid == 6", true, true, false), ("not apid == 5", true, true, false),
        ("apid == 6 and quality == good", true, true, false),
        ("apid == 6 or quality == good", true, true, true),
        ("scid == 180", false, false, false), ("idle", true, true, true),
        ("link == other", false, false, false),
        ("time > 2026-11-22T20:00:00Z", false, false, false),
    ])
    func gaps(text: String, master: Bool, virtual: Bool, application: Bool) throws {
        let bound = try bound(text)
        let apid = ApplicationProcessIdentifier(rawValue: 5)
        let scid = SpacecraftIdentifier(rawValue: 181)
        #expect(bound.passes(gap(.masterChannel(.tm, scid))) == master)
        #expect(bound.passes(gap(.virtualChannel(channel(181, 1)))) == virtual)
        #expect(bound.passes(gap(.application(apid, channel(181, 1)))) == application)
    }

    @Test func framesAndEvents() throws {
        let frame = FrameRecord(
            annotation: annotation(channel(181, 1), quality: .erred), offset: 0, length: 0, slab: 0)
        #expect(try bound("quality == erred and apid == 3").passes(frame))
        #expect(try !bound("quality == good").passes(frame))
        #expect(try bound("quality == good").passesRecord(at: evening))
        #expect(try !bound("time < 2026-11-22T20:00:00Z").passesRecord(at: evening))
    }
}
