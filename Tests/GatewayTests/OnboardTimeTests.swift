import Foundation
import Gateway
import LinkConfiguration
import Testing

/// Are on-board times of every code read as a link file says?
struct OnboardTimeTests {
    /// What a time in a packet's data says: its raw octets and its instant, or its seconds.
    private func time(
        _ key: String, _ field: [UInt8], more: String = ""
    ) throws -> (raw: String, value: Any?) {
        let yaml = """
            name: times
            framing: packets
            time: [{apid: 6, offset: 6, \(key)}]
            \(more)

            """
        let summary = try SummaryLink(yaml: yaml, octets: SummaryLink.packet(field)).summary()
        let times = try #require(summary.json["times"] as? [[String: Any]])
        return (try #require(times[0]["first_raw"] as? String), times[0]["first"])
    }

    /// Vectors of independent implementations, behind other octets of the packet.
    @Test(
        arguments: [
            // CUC with an extension octet: five octets of seconds.
            ("pField", "9c20006efaa525", "2017-01-01T00:00:00.000000000Z"),
            // CDS in its leap second.
            ("pField", "40542d05265df4", "2016-12-31T23:59:60.500000000Z"),
            ("pField", "5020161231235960", "2016-12-31T23:59:60.000000000Z"),
            ("pField", "5820230060123456", "2023-03-01T12:34:56.000000000Z"),
            ("ccs", "20161231235960", "2016-12-31T23:59:60.000000000Z"),
            ("ccs, fraction: 2", "202402291234561234", "2024-02-29T12:34:56.123400000Z"),
            ("ccs, dayOfYear: true", "20230060123456", "2023-03-01T12:34:56.000000000Z"),
            ("cfs, epoch: gps", "0000000a8000", "1980-01-06T00:00:10.500000000Z"),
            (
                "cfs, epoch: gps, byteOrder: little", "0a0000000080",
                "1980-01-06T00:00:10.500000000Z"
            ),
            ("cuc, fraction: 2, byteOrder: little", "0080000000000000", nil),
        ] as [(String, String, String?)])
    func binary(_ code: String, _ hex: String, _ instant: String?) throws {
        let octets = stride(from: 0, to: hex.utf8.count, by: 2).compactMap {
            UInt8(hex.dropFirst($0).prefix(2), radix: 16)
        }
        let found = try time("code: \(code)", octets + [0xEE, 0xEE])
        if let instant {
            #expect(found.value as? String == instant)
            #expect(found.raw == hex)
        } else {
            #expect(found.value as? String != "1980-01-06T00:00:10.500000000Z")
        }
    }

    @Test(
        arguments: [
            ("2024-02-29T12:34:56.5Z", "2024-02-29T12:34:56.500000000Z"),
            ("2016-366T23:59:60", "2016-12-31T23:59:60.000000000Z"),
            ("2023-366T00:00:00", nil),
        ] as [(String, String?)])
    func text(_ text: String, _ instant: String?) throws {
        let octets = Array(text.utf8)
        let found = try time("code: ascii, octets: \(octets.count)", octets + [0x20])
        #expect(found.value as? String == instant)
    }

    /// The P-field that names the CCSDS epoch means it; the other one means the mission's.
    @Test func epochsOfAPField() throws {
        let ccsds: [UInt8] = [0x1C, 0x6E, 0xFA, 0xA5, 0x25]
        let agency: [UInt8] = [0x2C, 0, 0, 0, 10]
        for epoch in ["", ", epoch: unix"] {
            let found = try time("code: pField" + epoch, ccsds)
            #expect(found.value as? String == "2017-01-01T00:00:00.000000000Z")
        }
        #expect(try time("code: pField", agency).value as? Double == 10)
        let unix = try time("code: pField, epoch: unix", agency)
        #expect(unix.value as? String == "1970-01-01T00:00:10.000000000Z")
    }

    /// A packet that ends before the time says it, and a P-field that is none, have no time.
    @Test func notThere() throws {
        for field: [UInt8] in [[0x1C, 0x6E, 0xFA, 0xA5], [0x0C, 1, 2, 3, 4], [0x1C]] {
            let yaml = "name: t\nframing: packets\ntime: [{apid: 6, offset: 6, code: pField}]\n"
            let summary = try SummaryLink(yaml: yaml, octets: SummaryLink.packet(field)).summary()
            let times = try #require(summary.json["times"] as? [[String: Any]])
            #expect(times[0]["n"] as? Int == 0)
        }
    }

    /// A leap second that only the file knows: 2029-12-31T23:59:60 is second 2,272,147,237 of TAI.
    @Test func leapSecondsOfAFile() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/leap-seconds.list"
        // NTP seconds of 2017-01-01 and 2030-01-01.
        try "3692217600 37\n4102444800 38\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        let octets: [UInt8] = [0x87, 0x6E, 0x37, 0x25]
        let key = "code: cuc"
        let without = try time(key, octets).value as? String
        let with = try time(key, octets, more: "leapSeconds: \(path)").value as? String
        #expect(without == "2030-01-01T00:00:00.000000000Z")
        #expect(with == "2029-12-31T23:59:60.000000000Z")
    }

    @Test(arguments: ["3692217600 37 1\n", "3692217600 37\n4102444800 40\n", ""])
    func badFiles(_ list: String) throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/leap-seconds.list"
        try list.write(toFile: path, atomically: true, encoding: .utf8)
        let error = #expect(throws: ConfigurationError.self) {
            try time("code: cuc", [0, 0, 0, 0], more: "leapSeconds: \(path)")
        }
        #expect(error?.description.hasPrefix("link.yaml:5:14: file of leap seconds '") == true)
        let missing = #expect(throws: ConfigurationError.self) {
            try time("code: cuc", [0, 0, 0, 0], more: "leapSeconds: \(path).old")
        }
        #expect(missing?.message.hasSuffix("no such file") == true)
    }
}
