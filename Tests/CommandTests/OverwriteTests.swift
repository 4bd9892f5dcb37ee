import Foundation
import Testing

/// Does a command that writes a file leave those alone that it reads?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct OverwriteTests {
    private let folder: Folder
    private let link: String
    private let pass: String
    private let octets = Array(DemoLink.octets.prefix(20_000))

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", DemoLink.text)
        pass = try folder.write("pass", octets)
    }

    private func expectRefused(_ arguments: String...) throws {
        let result = try Program.run(arguments)
        #expect(result.status == 2)
        #expect(result.messages.contains("would overwrite"), "\(result.messages)")
        #expect(try folder.octets("pass") == octets)
        #expect(try folder.octets("link.yaml") == Array(DemoLink.text.utf8))
    }

    @Test(arguments: ["--frames", "--rejected", "--zones", "--user-data"])
    func decode(_ option: String) throws {
        try expectRefused("decode", "--link", link, option, pass, pass)
        try expectRefused("decode", "--link", link, option, link, pass)
        // Of several recordings the last one.
        let first = try folder.write("first", octets)
        try expectRefused("decode", "--link", link, option, pass, first, pass)
    }

    @Test("by another name it is the same file")
    func otherNames() throws {
        let manager = FileManager.default
        try manager.createSymbolicLink(atPath: folder.file("soft"), withDestinationPath: pass)
        try manager.linkItem(atPath: pass, toPath: folder.file("hard"))
        for name in ["soft", "hard"] {
            try expectRefused("decode", "--link", link, "--frames", folder.file(name), pass)
        }
        let result = try Program.shell(
            "$FEEDHORN decode --link \(link) --frames \(pass) - < \(pass)")
        #expect(result.status == 2)
        #expect(try folder.octets("pass") == octets)
    }

    @Test func fake() throws {
        try expectRefused("fake", "--pass", pass, "--write", pass)
    }

    @Test("a file that is not read is emptied first, and a device is no file")
    func others() throws {
        let frames = try folder.write("frames", [UInt8](repeating: 7, count: 100_000))
        let result = try Program.run(
            "decode", "--link", link, "--summary", "none", "--frames", frames, pass)
        #expect(result.status != 2)
        let written = try folder.octets("frames")
        #expect(!written.isEmpty && written.count.isMultiple(of: 223))
        #expect(written.count < octets.count)
        let device = try Program.run(
            "decode", "--link", link, "--frames", "/dev/null", "/dev/null")
        #expect(!device.messages.contains("overwrite"))
    }
}
