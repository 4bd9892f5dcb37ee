import TelemetryPipeline
import Testing

/// Does a text that is no filter say where, and what could stand there?
struct FilterErrorTests {
    @Test(arguments: [
        ("apid = 5", 6, "=", "=="),
        ("apid == ", 9, "", "a number 0…2047"),
        ("apid == x", 9, "x", "a number 0…2047"),
        ("apid == 0x", 9, "0x", "a number 0…2047"),
        ("apid == -5", 9, "-5", "a number 0…2047"),
        ("apid == +5", 9, "+5", "a number 0…2047"),
        ("apdi == 5", 1, "apdi", "apid"),
        ("vcid == 1 and", 14, "", "apid"),
        ("vcid == 1 apid == 2", 11, "apid", "and"),
        ("(vcid == 1", 11, "", ")"),
        ("vcid == 1)", 10, ")", "end"),
        ("vcid 1", 6, "1", "=="),
        ("quality < good", 9, "<", "!="),
        ("quality == bad", 12, "bad", "erred"),
        ("link == 5..6", 10, "..", "end"),
        ("link == a/b", 10, "/", nil),
        ("link == \"a b\"", 9, "\"a b\"", "a link's name"),
        ("link == \"ab", 9, "\"", nil),
        ("apid in 5,", 11, "", "a number 0…2047"),
        ("apid in 5..", 12, "", "a number 0…2047"),
        ("apid in 9..5", 12, "5", nil),
        ("apid == 2048", 9, "2048", nil),
        ("vcid == 64", 9, "64", nil),
        ("apid < null", 8, "null", nil),
        ("length == null", 11, "null", "a number 0…4294967295"),
        ("time > yesterday", 8, "yesterday", "now"),
        ("time > -10x", 8, "-10x", "now"),
        ("idle == 1", 9, "1", "true"),
        ("idle in true", 6, "in", "end"),
        ("vcid == 1 & apid == 2", 11, "&", "&&"),
        ("vcid == 1 é", 11, "é", nil),
        ("\"é\" == é", 8, "é", nil),
        ("link == x and é", 15, "é", nil),
        ("time > 2026-11-22", 8, "2026-11-22", "an RFC 3339 time"),
        ("apid in 1...5", 12, ".5", "a number 0…2047"),
        ("not", 4, "", "("),
    ])
    func columnAndExpectation(text: String, column: Int, found: String, expected: String?) {
        do {
            _ = try PacketFilter(text, now: evening)
            Issue.record("“\(text)” was accepted")
        } catch {
            #expect(error.column == column, "\(text): \(error)")
            #expect(error.found == found, "\(text): \(error)")
            if let expected { #expect(error.expected.contains(expected), "\(text): \(error)") }
        }
    }

    @Test func theSentenceNamesAll() {
        #expect(throws: FilterError.self) { try PacketFilter("apid = 5", now: 0) }
        do {
            _ = try PacketFilter("apid = 5", now: 0)
        } catch {
            #expect(error.description == "column 6: found “=”, expected ==")
        }
    }

    @Test func lengthAndDepthAreBounded() {
        let deep = String(repeating: "(", count: 63) + "idle" + String(repeating: ")", count: 63)
        #expect(throws: Never.self) { try PacketFilter(deep, now: 0) }
        #expect(throws: FilterError.self) { try PacketFilter("(\(deep))", now: 0) }
        let nots = String(repeating: "!", count: 4_000) + "idle"
        #expect(throws: FilterError.self) { try PacketFilter(nots, now: 0) }
        let long = "idle" + String(repeating: " or idle", count: 511)
        #expect(throws: Never.self) { try PacketFilter(long, now: 0) }
        #expect(throws: FilterError.self) { try PacketFilter(long + " or idle", now: 0) }
        let links = (0..<64).map { "l\($0)" }.joined(separator: ",")
        #expect(throws: Never.self) { try PacketFilter("link in \(links)", now: 0) }
        #expect(throws: FilterError.self) { try PacketFilter("link in \(links),x", now: 0) }
    }
}
