import Foundation
import Glibc
import Testing

/// Do `check` and `decode` find the keys of a secured link, and refuse keys that others may read?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct SecuredDecodeTests {
    private let folder: Folder
    private let link: String
    private let pass: String
    private let keys: String

    /// A TM frame that Python's cryptography secured and libgcrypt opens.
    private static let frame =
        "12300102180000019648e856e8f9a2f58c95f0ce0f9df5acf479291914e16f4b02299ca7502b9f359c8c8cd7"
        + "d9d5abc8ff488372352b7212b6649e3d425f311e"
    private static let key = "9c5a284c9ef7521829cf1079b080e9d74a1c10fcab6a4243d33656debe4c1ed7"

    private static let text = """
        feedhorn: 1
        name: secured
        framing: [fixedFrames, tmFrames]
        frame: {length: 64, fecf: true}
        security:
          keys: secured.keys
          associations:
            1: {service: authenticatedEncryption, key: one}

        """

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", SecuredDecodeTests.text)
        let digits = Array(SecuredDecodeTests.frame)
        let octets = stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(digits[$0...$0 + 1]), radix: 16) ?? 0
        }
        pass = try folder.write("pass", octets)
        keys = try folder.write(
            "secured.keys", "feedhornKeys: 1\none: \(SecuredDecodeTests.key)\n")
        try setMode(0o600)
    }

    private func setMode(_ mode: mode_t) throws {
        guard chmod(keys, mode) == 0 else { throw CocoaError(.fileWriteUnknown) }
    }

    private func summary(_ link: String) throws -> (Int32, [String: Any]) {
        let result = try Program.run("decode", "--link", link, "--summary", "json", pass)
        let object = try JSONSerialization.jsonObject(with: result.output) as? [String: Any]
        return (result.status, object ?? [:])
    }

    private func counts(_ summary: [String: Any]) throws -> [String: Int] {
        let security = try #require(summary["security"] as? [String: Any])
        let associations = try #require(security["associations"] as? [[String: Int]])
        return try #require(associations.first)
    }

    @Test func aSecuredPassIsRead() throws {
        let (status, summary) = try summary(link)
        #expect(status == 0)
        #expect(summary["packets"] as? Int == 1)
        #expect(try counts(summary)["verified"] == 1)
        let balance = try #require(summary["balance"] as? [String: Any])
        let octets = try #require(balance["dataFieldOctets"] as? [String: Any])
        #expect(octets["in"] as? Int == 56)
        #expect(octets["security"] as? Int == 30)
        #expect(octets["packets"] as? Int == 26)
    }

    @Test func withoutKeysTheFrameStaysEncrypted() throws {
        let text = SecuredDecodeTests.text.replacingOccurrences(of: ", key: one", with: "")
            .replacingOccurrences(of: "  keys: secured.keys\n", with: "")
        let (status, summary) = try summary(folder.write("open.yaml", text))
        #expect(status == 0)
        #expect(summary["packets"] as? Int == 0)
        #expect(summary["frames"] as? Int == 1)
        #expect(try counts(summary)["encrypted"] == 1)
    }

    @Test func aWrongKeyIsBadData() throws {
        let wrong = String(SecuredDecodeTests.key.reversed())
        try folder.write("secured.keys", "feedhornKeys: 1\none: \(wrong)\n")
        try setMode(0o600)
        let (status, summary) = try summary(link)
        #expect(status == 1)
        #expect(summary["frames_rejected"] as? [String: Int] == ["security": 1])
        #expect(try counts(summary)["failed"] == 1)
    }

    @Test(arguments: ["check", "decode"])
    func keysThatOthersMayReadAreRefused(command: String) throws {
        try setMode(0o640)
        let result =
            try command == "check"
            ? Program.run("check", link) : Program.run("decode", "--link", link, pass)
        #expect(result.status == 2)
        #expect(result.lines.count == 1)
        #expect(
            result.messages.contains(
                "\(link):6:9: file of keys '\(keys)': has mode 0640, expected 0600 or 0400"))
        #expect(result.output.isEmpty)
    }

    @Test func aKeyThatIsNotThereHasItsPlace() throws {
        try folder.write("secured.keys", "feedhornKeys: 1\ntwo: \(SecuredDecodeTests.key)\n")
        try setMode(0o600)
        let result = try Program.run("check", link)
        #expect(result.status == 2)
        #expect(result.messages.contains("\(link):8:48: no key 'one' in '\(keys)'"))
        #expect(!result.messages.contains("9c5a"))
    }

    @Test func stationsAreCheckedToo() throws {
        let station = try folder.write(
            "station.yaml",
            """
            feedhorn: 1
            station: {name: test}
            links:
              - file: link.yaml
                source: {serial: {path: /dev/ttyUSB0, baud: 9600 Bd}}

            """)
        let good = try Program.run("check", station)
        #expect(good.status == 0 && good.messages.isEmpty)
        try setMode(0o604)
        let bad = try Program.run("check", station)
        #expect(bad.status == 2)
        #expect(bad.messages.contains("\(link):6:9: file of keys"))
    }
}
