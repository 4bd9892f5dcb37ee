import LinkConfiguration
import TelemetryLink
import Testing

/// Is reading bounded, whatever the file holds?
struct DocumentLimitTests {
    @Test func nestedTooDeep() {
        let lists = String(repeating: "[", count: 17) + String(repeating: "]", count: 17)
        #expect(
            problems(file("framing: \(lists)")).first
                == "link.yaml:3:25: nested deeper than 16 levels, expected at most 6")
        for opening in ["[", "{a: ", "- ", "? ", "- - ? "] {
            for count in [100, 999, 1001, 20_000] {
                let yaml = file("framing:\n  " + String(repeating: opening, count: count))
                #expect(!problems(yaml).isEmpty, "\(opening) \(count)")
            }
        }
    }

    @Test func tooLarge() {
        let comment = String(repeating: "#", count: 262_144)
        #expect(
            problems(file("framing: packets") + comment) == [
                "link.yaml: 262181 octets, expected at most 262144"
            ])
    }

    @Test func tooManyValues() {
        let numbers = [String](repeating: "1", count: 20_001).joined(separator: ",")
        #expect(
            problems(file("framing: [\(numbers)]")).first?
                .hasSuffix("more than 20000 values in one file") == true)
    }

    @Test func nestedAliases() {
        var bomb = "a0: &a0 [x, x, x]\n"
        for level in 1...8 {
            let previous = "*a\(level - 1)"
            bomb += "a\(level): &a\(level) [\(previous), \(previous), \(previous)]\n"
        }
        let found = problems("feedhorn: 1\n" + bomb)
        #expect(found.contains { $0.hasSuffix("more than 20000 values in one file") }, "\(found)")
        bomb += "? *a8\n: 1\n"
        #expect(
            problems("feedhorn: 1\n" + bomb) == [
                "link.yaml:11:1: more than 24 aliases (*name) in one file"
            ])
    }

    @Test func aliasesWorkInModeration() throws {
        let yaml = file(
            "framing: [kiss, tmFrames]\nchannels:\n  0: &p {service: packets}\n  1: *p")
        #expect(try link(yaml).parameters.channels.services.count == 2)
    }

    @Test(
        arguments: [
            ("name: *b", "3:7: not readable as YAML: found undefined alias"),
            ("framing: !!int packets", "3:10: YAML tags (!…) are not used here"),
            ("framing: !x packets", "3:10: YAML tags (!…) are not used here"),
            ("<<: {framing: packets}", "3:1: unknown key '<<'"),
            ("? [a]\n: 1", "3:3: a list as a key"),
            ("\tframing: packets", "3:1: a tab, expected spaces"),
            ("framing: packets: x", "3:17: a ':' where no key can stand"),
            ("framing: [packets", "4:1: not readable as YAML: did not find expected ',' or ']'"),
            ("framing: \"packets", "4:1: not readable as YAML: found unexpected end of stream"),
            ("---\nfeedhorn: 1", "3:1: not readable as YAML: but found another document"),
        ] as [(String, String)])
    func noPlainYAML(lines: String, start: String) {
        let found = problems("feedhorn: 1\nname0: a\n\(lines)\n")
        #expect(found.contains { $0.hasPrefix("link.yaml:\(start)") }, "\(found)")
    }

    @Test func notUTF8() {
        let octets = Array("feedhorn: 1\nname: a".utf8) + [0xFF, 0x0A]
        #expect(
            problems(octets) == [
                "link.yaml:2:8: not UTF-8 text, expected a YAML file in UTF-8"
            ])
    }

    @Test func aByteOrderMarkIsNoValue() {
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        #expect(problems(mark + Array(file("framing: packets").utf8)).isEmpty)
    }

    @Test func octetsOfOtherFiles() {
        #expect(problems(Array(repeating: 0, count: 1000)).count == 1)
        #expect(problems(Array("PK\u{3}\u{4}".utf8)).count == 1)
        #expect(!problems([0x0A, 0x0D, 0x0D, 0x0A] + Array(repeating: 0x1A, count: 99)).isEmpty)
    }
}
