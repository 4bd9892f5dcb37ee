import Testing

/// Does an error say where, what is wrong, and what was expected?
struct ErrorMessageTests {
    @Test(
        arguments: [
            (
                file("framing: packets\nfrmae: {length: 7}"),
                """
                link.yaml:4:1: unknown key 'frmae', expected one of feedhorn, name, description, \
                source, wrapper, framing, sync, lengthPrefixed, kiss, slip, cobs, hdlc, fprime, \
                mavlink, csp, coding, frame, accept, channels, security, packets, bitRate, expect, \
                time, leapSeconds; did you mean 'frame'?
                """
            ),
            (
                file("framing: packets\ninsertZone: 8"),
                "link.yaml:4:1: unknown key 'insertZone', expected it in 'frame'"
            ),
            (
                file("framing: caddu\nframe: {length: 8}"),
                """
                link.yaml:3:10: 'caddu' for 'framing', expected cadu, bitStream, fixedFrames, \
                lengthPrefixed, kiss, slip, cobs, hdlc, fprime, csp, mavlink, packets or opaque; \
                did you mean 'cadu'?
                """
            ),
            (
                file("framing: [fixedFrames, tmFrames]\nframe:\n  length: 2049"),
                """
                link.yaml:5:11: 2049 octets for a TM frame, expected at most 2048 \
                (CCSDS 132.0-B-3)
                """
            ),
            (
                file("framing: packets\nbitRate: 2 Mb/s"),
                """
                link.yaml:4:10: '2 Mb/s' for 'bitRate', expected a bit rate such as '2 Mbit/s' \
                (units: bit/s, kbit/s, Mbit/s, Gbit/s); did you mean '2 Mbit/s'?
                """
            ),
            (
                file("framing: packets\nbitRate: 50 ms"),
                """
                link.yaml:4:10: '50 ms', which is a time, for 'bitRate', expected a bit rate \
                such as '2 Mbit/s' (units: bit/s, kbit/s, Mbit/s, Gbit/s)
                """
            ),
            (
                file("source: {serial: {path: /dev/ttyS0, baud: 9600}}\nframing: packets"),
                """
                link.yaml:3:43: '9600' without a unit for 'source.serial.baud', expected a baud \
                rate such as '9600 Bd'; did you mean '9600 Bd'?
                """
            ),
            (
                file("framing: [fixedFrames, aosFrames]\nframe: {length: 100, fecf: yes}"),
                """
                link.yaml:4:28: 'yes' for 'frame.fecf', expected true or false; did you mean \
                'true'?
                """
            ),
            (
                file("framing: [fixedFrames, aosFrames]\nframe: {length: 0100}"),
                """
                link.yaml:4:17: '0100' for 'frame.length' (0… could mean octal), expected a whole \
                number from 1 to 65536
                """
            ),
            (
                file("framing: [fixedFrames, aosFrames]\nframe: {length: \"100\"}"),
                """
                link.yaml:4:17: the text '100' for 'frame.length', expected a whole number from 1 \
                to 65536
                """
            ),
            (
                file("framing: packets\npackets:\n  maxLength: 100\n  maxLength: 200"),
                """
                link.yaml:6:3: key 'maxLength' is written twice, expected once (the first is in \
                line 5)
                """
            ),
            (
                file("framing: packets\nkiss: {ports: 0}"),
                "link.yaml:4:1: 'kiss' with framing 'packets', expected it only with kiss"
            ),
            (
                file("framing: hldc"),
                """
                link.yaml:3:10: 'hldc' for 'framing', expected cadu, bitStream, \
                fixedFrames, lengthPrefixed, kiss, slip, cobs, hdlc, fprime, csp, mavlink, packets \
                or opaque; did you mean 'hdlc'?
                """
            ),
            (
                file("framing: packets\nsource: {usb: {}}"),
                """
                link.yaml:4:15: 'source.usb.match' is missing, expected 'usb', 'serial' or 'port' \
                of the device
                """
            ),
            (
                file("framing: packets\nframe:\n"),
                """
                link.yaml:4:1: 'frame' with framing 'packets', expected it only with cadu, \
                bitStream, fixedFrames, lengthPrefixed, kiss, slip, cobs, hdlc, fprime, csp, \
                opaque or mavlink
                """
            ),
        ] as [(String, String)])
    func message(yaml: String, expected: String) {
        #expect(problems(yaml).contains(expected), "\(problems(yaml))")
    }

    /// A key that one section has and a neighbour has not: the nearest key wins over the home.
    @Test func suggestsTheNearestKeyOfTheSection() {
        let found = problems(file("framing: packets\npackets: {maxLenght: 9}"))
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("; did you mean 'maxLength'?") == true)
    }

    @Test func findsEverythingInOneRun() {
        let yaml = file(
            """
            framing: [cadu, tmFrame]
            sync: {marker: 1ACFFC1, acquire: 0}
            coding: {randomizer: ccsds, reedSolomon: {e: 12, interleave: 6}}
            frame: {fecf: on, ocf: alwys}
            accept: {scid: [1024, x]}
            channels: {8: {service: packet}, rest: reject}
            """)
        let places = problems(yaml).map { $0.split(separator: ": ")[0] }
        #expect(
            places == [
                "link.yaml:3:17", "link.yaml:4:16", "link.yaml:4:34", "link.yaml:5:22",
                "link.yaml:5:46", "link.yaml:5:62", "link.yaml:6:15", "link.yaml:6:24",
                "link.yaml:7:17", "link.yaml:7:23", "link.yaml:8:25", "link.yaml:8:34",
            ], "\(problems(yaml).joined(separator: "\n"))")
    }

    @Test func controlCharactersDoNotReachTheTerminal() {
        let found = problems(file("framing: \"a\\e[31mb\\n\""))
        #expect(found.first?.contains("'a?[31mb?'") == true, "\(found)")
    }
}
