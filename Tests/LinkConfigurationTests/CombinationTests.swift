import Testing

/// Are values that cannot stand together refused, at the one that is most likely wrong?
struct CombinationTests {
    @Test(
        arguments: [
            ("framing: [packets, tmFrames]", "3:20: a framing inside 'packets'"),
            ("framing: tmFrames", "3:10: 'tmFrames' says what is in a record"),
            ("framing: []", "3:10: 0 framings"),
            ("framing: [kiss, ax25, csp, opaque, packets]", "3:10: 5 framings"),
            ("framing: [kiss, tmFrames, packets]", "3:17: 'tmFrames' in the middle of 'framing'"),
            ("framing: ax25", "3:10: 'ax25' stands around what is in a record"),
            ("framing: [kiss, ax25, ax25]", "3:23: 'ax25' here, expected each protocol once"),
            (
                "framing: [kiss, csp, ax25]\ncsp: {version: 1}",
                "3:22: 'ax25' here, expected each protocol once, and csp inside ax25"
            ),
            ("framing: [csp, csp]\ncsp: {version: 1}", "3:16: 'csp' here, expected each"),
            ("framing: [mavlink, ax25]", "3:20: a framing inside 'mavlink'"),
            ("framing: [mavlink, packets]", "3:20: a framing inside 'mavlink'"),
            (
                "framing: [cadu, ax25]\nframe: {length: 100}",
                "3:17: 'ax25' inside 'cadu', expected it only inside lengthPrefixed, kiss"
            ),
            ("framing: [kiss, csp]", "1:1: 'csp.version' is missing"),
            ("framing: kiss\ncsp: {version: 1}", "4:1: 'csp' without 'csp' in 'framing'"),
            ("framing: kiss\nslip: {maxLength: 9}", "4:1: 'slip' with framing 'kiss'"),
            ("framing: slip\nhdlc: {nrzi: true}", "4:1: 'hdlc' with framing 'slip'"),
            (
                "framing: mavlink\ncoding: {randomizer: none}",
                "4:1: 'coding' with framing 'mavlink'"
            ),
            (
                "framing: kiss\nkiss: {ports: [9], checksum: smack}",
                "4:15: port 9 with checksum smack"
            ),
            (
                "framing: slip\nslip: {maxLength: 65537}\ncoding: {randomizer: ccsds255}",
                "4:19: 65537 for 'slip.maxLength' with a randomizer, expected at most 65536"
            ),
            (
                "framing: [csp, packets]\ncsp: {version: 2}\nsource: stdin",
                "3:11: framing 'csp' takes each datagram for a packet"
            ),
            (
                "framing: cadu\nsync: {marker: \"1A\", maxErrors: 3}\nframe: {length: 100}",
                "4:33: 3 for 'sync.maxErrors', expected a whole number from 0 to 2"
            ),
            ("framing: cadu", "3:10: framing 'cadu' without 'frame.length'"),
            (
                "framing: [fixedFrames, tmFrames]",
                "3:11: framing 'fixedFrames' without 'frame.length'"
            ),
            (
                "framing: [kiss, tmFrames]\nframe: {type: aos}",
                "4:15: 'frame.type' says aos, 'framing' says tm"
            ),
            ("framing: kiss\nsync: {acquire: 1}", "4:1: 'sync' with framing 'kiss'"),
            (
                "framing: packets\ncoding: {randomizer: none}",
                "4:1: 'coding' with framing 'packets'"
            ),
            ("framing: packets\nframe: {length: 9}", "4:1: 'frame' with framing 'packets'"),
            ("framing: packets\naccept: {scid: [1]}", "4:1: 'accept' with bare packets"),
            (
                "framing: kiss\nchannels: {0: {service: packets}}",
                "4:1: 'channels' with frames of type"
            ),
            ("framing: kiss\npackets: {maxLength: 9}", "4:1: 'packets' with opaque frames"),
            (
                "framing: [kiss, packets]\npackets: {octetsBefore: 4}",
                "4:11: 'packets.octetsBefore' with framing 'kiss'"
            ),
            (
                "framing: [kiss, tmFrames]\nframe: {insertZone: 4}",
                "4:9: 'frame.insertZone' with frames of type tm, expected it only with aos"
            ),
            (
                "framing: [kiss, aosFrames]\nframe: {dataFieldOffset: 9}",
                "4:9: 'frame.dataFieldOffset' with frames of type aos, expected it only with tm"
            ),
            (
                "framing: kiss\nframe: {ocf: always}",
                "4:9: 'frame.ocf' with frames of type opaque, expected it only with tm or aos"
            ),
            ("framing: [kiss, aosFrames]\nframe: {ocf: header}", "4:14: AOS frames have no flag"),
            (
                "framing: [kiss, uslpFrames]\nframe: {ocf: always}",
                "4:9: 'frame.ocf' with frames of type uslp, expected it only with tm or aos"
            ),
            (
                "framing: [kiss, aosFrames]\nframe: {fecf: true, fecfCode: crc32}",
                "4:21: 'frame.fecfCode' with frames of type aos, expected it only with uslp"
            ),
            (
                "framing: [kiss, uslpFrames]\nframe: {fecfCode: crc32}",
                "4:9: 'frame.fecfCode' without 'frame.fecf: true'"
            ),
            (
                "framing: [kiss, uslpFrames]\naccept: {scid: [65536]}",
                "4:17: 65536 for 'accept.scid'"
            ),
            ("framing: [kiss, tmFrames]\naccept: {scid: [1024]}", "4:17: 1024 for 'accept.scid'"),
            (
                "framing: [kiss, uslpFrames]\nframe: {length: 14, insertZone: 4, fecf: true}",
                "4:17: 14 octets for a frame of type uslp whose header and trailer take 14"
            ),
            (
                "framing: [kiss, tmFrames]\nchannels: {0: {service: bitstream}}",
                "4:25: service 'bitstream' with frames of type tm, expected it only with aos"
            ),
            (
                "framing: [kiss, aosFrames]\nchannels: {0: {service: vca, truncatedLength: 9}}",
                "4:30: 'truncatedLength' with frames of type aos, expected it only with uslp"
            ),
            (
                "framing: [opaque, uslpFrames]\nframe: {length: 99}\n"
                    + "channels: {0: {service: vca, truncatedLength: 9}}",
                "5:30: 'truncatedLength' where every frame has the same length"
            ),
            (
                "framing: [kiss, uslpFrames]\nchannels: {0: {service: vca, truncatedLength: 5}}",
                "4:47: 5 for 'channels"
            ),
            (
                "framing: packets\npackets: {reassemble: {apids: [2047]}}",
                "4:32: 2047 for 'packets.reassemble.apids'"
            ),
            (
                "framing: [kiss, tmFrames]\nframe: {length: 12, ocf: always, fecf: true}",
                "4:17: 12 octets for a frame of type tm whose header and trailer take 12"
            ),
            (
                "framing: [kiss, aosFrames]\nframe: {length: 16, insertZone: 8, fhec: true}",
                "4:17: 16 octets for a frame of type aos whose header and trailer take 16"
            ),
            (
                "framing: [kiss, aosFrames]\naccept: {scid: [256]}",
                "4:16: spacecraft 256 with AOS frames of 8 bits for it, expected at most 255"
            ),
            ("framing: [kiss, tmFrames]\naccept: {scid: [1, 1]}", "4:16: spacecraft 1 twice"),
            (
                "framing: [kiss, tmFrames]\nframe: {maxGap: 256}",
                "4:17: 256 for 'frame.maxGap' of a counter modulo 256"
            ),
            (
                "framing: [kiss, tmFrames]\nchannels: {8: {service: packets}}",
                "4:12: 8 for 'channels'"
            ),
            (
                "framing: [kiss, tmFrames]\nchannels: {other: reject}",
                "4:11: every channel is rejected"
            ),
            (
                "framing: [kiss, tmFrames]\nchannels: {0: packets}",
                "4:15: 'packets' for a channel, expected its service in a mapping"
            ),
            (
                "framing: cadu\nsync: {frameStartsBefore: 97}\nframe: {length: 100}",
                "4:27: a sync word at octet 97 of a frame of 100 octets"
            ),
            (
                "framing: cadu\nsync: {maxErrors: 9}\nframe: {length: 100}",
                "4:19: 9 for 'sync.maxErr"
            ),
            (
                "framing: kiss\ncoding: {convolutional: {rate: 1/2}}\nframe: {length: 100}",
                "4:10: 'coding.convolutional' with framing 'kiss', expected it only with cadu"
            ),
            (
                "framing: fixedFrames\ncoding: {differential: nrzM}\nframe: {length: 100}",
                "4:10: 'coding.differential' with framing 'fixedFrames', expected it only with"
            ),
            ("framing: packets\nname: a", "4:1: key 'name' is written twice"),
            ("framing: {packets: 1}", "3:10: a mapping for 'framing'"),
        ] as [(String, String)])
    func refuses(yaml: String, start: String) {
        let found = problems(file(yaml))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("link.yaml:\(start)") == true, "\(found)")
    }

    @Test func theNameIsNeededAndPlain() {
        #expect(
            problems("feedhorn: 1\nframing: packets\n") == [
                "link.yaml:1:1: 'name' is missing, expected the link's name"
            ])
        for name in ["../a", ".a", "a b", "a/b", "ä", "\"\"", String(repeating: "a", count: 65)] {
            #expect(
                problems("feedhorn: 1\nname: \(name)\nframing: packets\n").count == 1, "\(name)")
        }
    }
}
