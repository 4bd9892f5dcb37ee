import Crypto
import Foundation
import Glibc
import Testing

@testable import LinkSecurity

/// Is a file of keys read when it is its owner's alone, and refused otherwise?
struct KeyFileTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private static let digits = "000102030405060708090a0b0c0d0e0f"

    private static let text = """
        # Keys of two missions.
        feedhornKeys: 1

        hera-1: \(digits)
        gcs.mavlink:   \(digits.uppercased())\(digits)
        # The end.
        """

    private func fault(_ path: String) -> KeyFileError? {
        do {
            _ = try KeyFile.read(path)
            return nil
        } catch {
            return error
        }
    }

    private func octets(_ key: SecretKey?) -> [UInt8]? {
        key?.key.withUnsafeBytes { Array($0) }
    }

    @Test(arguments: [mode_t(0o600), 0o400])
    func keysByName(mode: mode_t) throws {
        let path = try folder.write("keys", KeyFileTests.text.utf8, mode: mode)
        let file = try KeyFile.read(path)
        #expect(file.count == 2)
        #expect(octets(file["hera-1"]) == Array(0...15))
        #expect(octets(file["gcs.mavlink"]) == Array(0...15) + Array(0...15))
        #expect(file["hera"]?.octetCount == nil)
    }

    @Test(arguments: [
        mode_t(0o644), 0o640, 0o660, 0o606, 0o604, 0o620, 0o610, 0o601, 0o700, 0o200, 0o4600, 0o000,
    ])
    func otherModesAreRefused(mode: mode_t) throws {
        let path = try folder.write("keys", KeyFileTests.text.utf8, mode: mode)
        let expected =
            mode & 0o400 == 0 && geteuid() != 0
            ? KeyFileError.unreadable("permission denied") : .mode(UInt16(mode))
        #expect(fault(path) == expected)
        #expect(fault(path).map { "\($0)" }?.contains("0600") != (expected != .mode(UInt16(mode))))
    }

    /// Needs the rights of root: only they can give a file away.
    @Test(.enabled(if: geteuid() == 0, "NOT TESTED: only root can give a file to somebody else"))
    func filesOfOthersAreRefused() throws {
        let path = try folder.write("keys", KeyFileTests.text.utf8, mode: 0o600)
        try #require(chown(path, 12_345, 0) == 0)
        #expect(fault(path) == .owner(12_345))
    }

    @Test func whatIsNoFileIsRefused() throws {
        #expect(fault(folder.path) == .notAFile)
        #expect(fault(folder.path + "/none") == .unreadable("no such file"))
        #expect(fault("/dev/null") == .notAFile)
        let pipe = folder.path + "/pipe"
        try #require(mkfifo(pipe, 0o600) == 0)
        #expect(fault(pipe) == .notAFile)
    }

    /// What counts is the file, whatever its links are called.
    @Test func aLinkIsJudgedByItsFile() throws {
        let good = try folder.write("good", KeyFileTests.text.utf8, mode: 0o600)
        let open = try folder.write("open", KeyFileTests.text.utf8, mode: 0o644)
        for (file, expected) in [(good, nil), (open, KeyFileError.mode(0o644))] {
            let link = file + "-link"
            try #require(symlink(file, link) == 0)
            #expect(fault(link) == expected)
        }
    }

    @Test func theLongestFile() throws {
        let fill = String(
            repeating: "#", count: KeyFile.maximumLength - KeyFileTests.text.utf8.count)
        let full = (KeyFileTests.text + "\n" + fill).dropLast()
        #expect(full.utf8.count == KeyFile.maximumLength)
        #expect(fault(try folder.write("full", full.utf8, mode: 0o600)) == nil)
        let path = try folder.write("long", (full + "#").utf8, mode: 0o600)
        #expect(fault(path) == .tooLong)
    }
}
