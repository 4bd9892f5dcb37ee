import CCSDS
import LinkConfiguration
import TelemetryLink
import Testing

/// Does frame security arrive as the file says it, and is what cannot work refused?
struct SecurityTests {
    private let tm = "framing: [kiss, tmFrames]\nframe: {length: 200}\n"

    @Test func everyKey() throws {
        let link = try link(
            file(
                tm
                    + """
                    security:
                      keys: pass/hera.keys
                      otherSpi: frames
                      associations:
                        0x12:
                          service: authenticatedEncryption
                          key: hera-1
                          channels: [3, 0]
                          ivOctets: 16
                          snOctets: 4
                          padLengthOctets: 1
                          macOctets: 16
                          authenticationMask: 00 0E 00
                          replayWindow: 9
                        65534: {service: authentication, ivOctets: 0, macOctets: 8}
                        2: {service: encryption}
                    """))
        var first = SecurityAssociation(
            index: SecurityParameterIndex(rawValue: 0x12), service: .authenticatedEncryption)
        first.format = SpaceDataLinkSecurityFormat(
            initializationVector: 16, sequenceNumber: 4, padLength: 1, code: 16)
        first.authenticationMask = [0, 0x0E, 0]
        first.channels = [3, 0].map { VirtualChannelIdentifier(rawValue: $0) }
        first.replayWindow = 9
        var second = SecurityAssociation(
            index: SecurityParameterIndex(rawValue: 65_534), service: .authentication)
        second.format = SpaceDataLinkSecurityFormat(code: 8)
        var third = SecurityAssociation(
            index: SecurityParameterIndex(rawValue: 2), service: .encryption)
        third.format = SpaceDataLinkSecurityFormat(initializationVector: 12)
        var expected = SecurityParameters(associations: [first, second, third])
        expected.unknown = .deliver
        #expect(link.parameters.security == expected)
        #expect(link.keys?.file.value == "pass/hera.keys")
        #expect(link.keys?.file.position == SourcePosition(file: "link.yaml", line: 6, column: 9))
        #expect(link.keys?.names.mapValues(\.value) == [first.index: "hera-1"])
    }

    @Test func theUsualLengthsAreThoseOfTheBaseline() throws {
        let link = try link(
            file(tm + "security: {associations: {1: {service: authenticatedEncryption}}}"))
        let association = try #require(link.parameters.security?.associations.first)
        #expect(association.format == .baseline)
        #expect(association.format.headerLength == 14 && association.format.trailerLength == 16)
        #expect(link.parameters.security?.unknown == .reject)
        #expect(link.keys == nil)
    }

    @Test(arguments: [
        ("/etc/links/hera.yaml", "hera.keys", "/etc/links/hera.keys"),
        ("/etc/links/hera.yaml", "/run/hera.keys", "/run/hera.keys"),
        ("hera.yaml", "hera.keys", "hera.keys"),
    ])
    func keysAreBesideTheLinkFile(path: String, keys: String, expected: String) throws {
        let text = file(
            tm
                + "security: {keys: \(keys), "
                + "associations: {1: {service: authentication, key: a}}}")
        let link = try LinkFile.load(path, from: MemoryFiles(files: [path: text]))
        #expect(link.keys?.file.value == expected)
    }

    @Test(
        arguments: [
            ("security: {}", "5:11: 'security' without associations"),
            ("security: {associations: {}}", "5:11: 'security' without associations"),
            ("security: {associations: [1]}", "5:26: a list for 'security.associations'"),
            ("security: {associations: {0: {service: encryption}}}", "5:27: 0 for"),
            ("security: {associations: {65535: {service: encryption}}}", "5:27: 65535 for"),
            ("security: {associations: {x: {service: encryption}}}", "5:27: 'x' for"),
            ("security: {associations: {1: {}}}", "5:30: 'security.associations.<spi>.service' is"),
            (
                "security: {associations: {1: {service: encryption}, 0x1: {service: encryption}}}",
                "5:53: association 1 twice"
            ),
            (
                "security: {associations: {1: {service: authentication, key: a}}}",
                "5:61: a key without 'security.keys'"
            ),
            (
                "security: {keys: k, associations: {1: {service: authentication}}}",
                "5:12: 'security.keys', but no association"
            ),
            (
                "security: {keys: k, associations: {1: {service: encryption, key: a}}}",
                "5:61: 'key' with service encryption"
            ),
            (
                "security: {associations: {1: {service: encryption, authenticationMask: FF}}}",
                "5:52: 'authenticationMask' with service encryption"
            ),
            (
                "security: {associations: {1: {service: authentication, macOctets: 0}}}",
                "5:67: 0 for 'macOctets' with a service that authenticates"
            ),
            (
                "security: {keys: k, associations: {1: {service: authentication, key: a, "
                    + "macOctets: 12}}}",
                "5:84: 12 for 'macOctets' of an association with a key, expected 16"
            ),
            (
                "security: {keys: k, associations: {1: {service: authentication, key: a, "
                    + "ivOctets: 8}}}",
                "5:83: 8 for 'ivOctets' of an association with a key, expected at least 12"
            ),
            (
                "security: {associations: {1: {service: authentication, replayWindow: 1}}}",
                "5:56: 'replayWindow' of an association without 'key'"
            ),
            (
                "security: {keys: k, associations: {1: {service: authentication, key: a, "
                    + "ivOctets: 20, replayWindow: 1}}}",
                "5:87: 'replayWindow' without a number to look at"
            ),
            (
                "security: {associations: {1: {service: authentication, ivOctets: 32, "
                    + "snOctets: 16, padLengthOctets: 2, macOctets: 64, channels: [0, 0]}}}",
                "5:129: a channel twice"
            ),
            (
                "security: {associations: {1: {service: authentication, channels: []}}}",
                "5:66: no channel"
            ),
            (
                "security: {associations: {1: {service: authentication, channels: [8]}}}",
                "5:67: 8 for 'security.associations.<spi>.channels'"
            ),
            (
                "security: {associations: {1: {service: authentication, "
                    + "authenticationMask: 0G}}}",
                "5:76: '0G' for 'security.associations.<spi>.authenticationMask'"
            ),
            (
                "security: {otherSpi: no, associations: {1: {service: encryption}}}",
                "5:22: 'no' for 'security.otherSpi'"
            ),
        ] as [(String, String)])
    func refuses(yaml: String, start: String) {
        let found = problems(file(tm + yaml))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("link.yaml:\(start)") == true, "\(found)")
    }

    @Test func headerAndTrailerFitIntoTheFrame() {
        func found(_ length: Int) -> [String] {
            problems(
                file(
                    "framing: [kiss, aosFrames]\nframe: {length: \(length), fecf: true}\n"
                        + "security: {associations: {1: {service: authentication}}}"))
        }
        #expect(found(39).isEmpty)
        #expect(found(38).count == 1)
        #expect(found(38).first?.contains("30 octets of security header and trailer") == true)
    }

    @Test(arguments: [("", 8, 12), ("dataFieldOffset: 10", 10, 11)])
    func aMaskIsNoLongerThanTheHeaders(frame: String, fits: Int, isTooLong: Int) {
        func found(_ octets: Int) -> [String] {
            let type = frame.isEmpty ? "aosFrames" : "tmFrames"
            let keys = frame.isEmpty ? "fhec: true" : frame
            let mask = String(repeating: "FF", count: octets)
            return problems(
                file(
                    "framing: [kiss, \(type)]\nframe: {\(keys)}\nsecurity: {associations: "
                        + "{1: {service: authentication, authenticationMask: \"\(mask)\"}}}"))
        }
        #expect(found(fits).isEmpty)
        #expect(found(isTooLong).count == 1)
    }

    @Test func onlyTransferFramesAreSecured() {
        let security = "security: {associations: {1: {service: encryption}}}"
        #expect(
            problems(file("framing: packets\n" + security)).first?.hasPrefix(
                "link.yaml:4:1: 'security' with bare packets") == true)
        #expect(problems(file("framing: kiss\n" + security)).count == 1)
    }

    @Test func atMost256Associations() {
        func found(_ count: Int) -> [String] {
            let lines = (1...count).map { "    \($0): {service: encryption}\n" }.joined()
            return problems(file(tm + "security:\n  associations:\n" + lines))
        }
        #expect(found(256).isEmpty)
        #expect(found(257).count == 1)
    }

    @Test func mavlinkKeys() throws {
        let link = try link(
            file("framing: mavlink\nmavlink: {keys: rover.keys, key: gcs, acceptUnsigned: true}"))
        var expected = MAVLinkParameters()
        expected.acceptsUnsigned = true
        #expect(link.parameters.framing == .mavlink(expected))
        #expect(link.keys?.file.value == "rover.keys" && link.keys?.signing?.value == "gcs")
        #expect(link.keys?.names.isEmpty == true)
    }

    @Test func withoutKeysThereAreNone() throws {
        #expect(try link(file("framing: mavlink")).keys == nil)
    }

    @Test(
        arguments: [
            ("framing: mavlink\nmavlink: {keys: k}", "4:11: 'keys' alone"),
            ("framing: mavlink\nmavlink: {key: a}", "4:11: 'key' alone"),
            ("framing: mavlink\nmavlink: {acceptUnsigned: true}", "4:11: 'acceptUnsigned' without"),
            ("framing: kiss\nmavlink: {keys: k, key: a}", "4:1: 'mavlink' with framing 'kiss'"),
            (
                "framing: mavlink\nsecurity: {associations: {1: {service: encryption}}}",
                "4:1: 'security' with frames of type opaque"
            ),
        ] as [(String, String)])
    func refusesMAVLink(yaml: String, start: String) {
        let found = problems(file(yaml))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("link.yaml:\(start)") == true, "\(found)")
    }
}
