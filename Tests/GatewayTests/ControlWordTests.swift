import Foundation
import Testing

/// Are control words told by the uplink's channel, and security reports and others told apart?
struct ControlWordTests {
    /// TM frames of spacecraft 5 with a field each.
    private func frames(_ words: [UInt32]) -> [UInt8] {
        words.enumerated().flatMap { count, word -> [UInt8] in
            let header: [UInt8] = [0x00, 0x51, UInt8(count), UInt8(count), 0x1F, 0xFE]
            return header + [0, 0] + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) }
        }
    }

    private func summary(_ words: [UInt32]) throws -> (json: [String: Any], text: String) {
        let yaml = """
            name: uplink
            framing: [fixedFrames, tmFrames]
            frame: {length: 12, ocf: header}

            """
        return try SummaryLink(yaml: yaml, octets: frames(words)).summary()
    }

    /// Two channels; the first with lockout and wait, then without; COP-1 in effect.
    @Test func everyChannelForItself() throws {
        let found = try summary([0x0100_3805, 0x0104_0001, 0x0100_0407])
        let words = try #require(found.json["clcw"] as? [[String: Int]])
        let first: [String: Int] = [
            "scid": 5, "vcid": 0, "count": 2, "no_rf_available": 0, "no_bit_lock": 0, "lockout": 1,
            "wait": 1, "retransmit": 1, "last_status": 0, "last_cop_in_effect": 1,
            "last_farm_b_counter": 2, "last_report_value": 7,
        ]
        #expect(words.count == 2)
        #expect(words[0] == first)
        #expect(words[1]["vcid"] == 1 && words[1]["last_report_value"] == 1)
        #expect(found.json["frame_security_reports"] == nil)
        #expect(
            found.text.contains(
                "  clcw 5/0  words 2, no RF 0, no bit lock 0, lockout 1, wait 1, retransmit 1; "
                    + "last: COP 1, FARM-B 2, N(R) 7\n"))
    }

    /// Bits 100 behind the first one are the book's version of a security report.
    @Test func reportsAreToldApart() throws {
        let found = try summary([0xC800_0701, 0xC7FF_FE02, 0x8000_0000, 0x0100_0000, 0x4100_0000])
        let reports = try #require(found.json["frame_security_reports"] as? [[String: Int]])
        #expect(
            reports == [
                [
                    "scid": 5, "count": 2, "alarm": 1, "bad_sequence_number": 1, "bad_mac": 1,
                    "bad_sa": 1, "last_spi": 0xFFFE, "last_sequence_number": 2,
                ]
            ])
        #expect((found.json["clcw"] as? [[String: Int]])?.map { $0["count"] } == [1])
        // A project's own report, and a control word of another version.
        #expect(found.json["other_control_fields"] as? Int == 2)
        #expect(found.text.contains("  fsr 5  reports 2, alarm 1, "))
        #expect(found.text.contains("  ocf others  2\n"))
    }
}
