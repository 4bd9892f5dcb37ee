import Testing

/// Does a summary say what encapsulation packets carry, and what a receiver says of the time?
struct RecordSummaryTests {
    @Test func encapsulationProtocols() throws {
        // LTP, IPE twice, BP, extended, and one octet of fill.
        let packets: [UInt8] =
            [0xE5, 3, 1] + [0xE9, 3, 1] + [0xE9, 4, 1, 2] + [0xF1, 3, 1]
            + [0xFA, 0x05, 0, 5, 1] + [0xE0]
        let found = try SummaryLink(yaml: "name: e\nframing: packets\n", octets: packets).summary()
        let protocols = found.json["encapsulation_protocols"] as? [String: Int]
        #expect(protocols == ["idle": 1, "LTP": 1, "IPE": 2, "BP": 1, "extended": 1])
        #expect(found.text.contains("6 encapsulation (idle 1, LTP 1, IPE 2, BP 1, extended 1)"))
    }

    @Test func receiverTime() throws {
        let time: [UInt8] = [0x00, 0x00, 0x01, 0x9A, 0xAD, 0x5E, 0x34, 0x7B]
        let wire: [UInt8] = [0xC0, 0x09] + time + [0xC0, 0x00, 1, 2, 0xC0]
        let found = try SummaryLink(yaml: "name: k\nframing: kiss\n", octets: wire).summary()
        // 0x19AAD5E347B milliseconds, by `date -u -d @1763845223.547`.
        let text = found.json["kiss_last_receiver_time"] as? String
        #expect(text == "2025-11-22T21:00:23.547000000Z")
        let none = try SummaryLink(
            yaml: "name: k\nframing: kiss\n", octets: Array(wire[10...])
        ).summary()
        #expect(none.json["kiss_last_receiver_time"] == nil)
    }
}
