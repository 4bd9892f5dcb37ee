import Testing

/// What does `decode` say to input that it can make nothing of?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct DecodeInputTests {
    private let folder: Folder
    private let link: String

    init() throws {
        folder = try Folder()
        link = try folder.write("link.yaml", DemoLink.text)
    }

    private func decode(_ file: String) throws -> Program.Result {
        try Program.run("decode", "--link", link, file)
    }

    @Test func unreadableFilesAreCode2() throws {
        for (file, reason) in [
            (folder.file("missing"), "No such file or directory"), (folder.path, "Is a directory"),
        ] {
            let result = try decode(file)
            #expect(result.status == 2)
            #expect(result.messages == "feedhorn: \(file): \(reason)\n")
            #expect(result.output.isEmpty)
        }
    }

    @Test func anEmptyFileIsSaidToBeEmpty() throws {
        let file = try folder.write("empty", "")
        let result = try decode(file)
        #expect(result.status == 1)
        #expect(result.messages == "feedhorn: \(file): empty\n")
        #expect(result.text.contains("balance holds"))
    }

    @Test func noFrameInAnythingIsAHintAndCode1() throws {
        var state: UInt32 = 1
        let noise = (0..<100_000).map { _ -> UInt8 in
            state = state &* 1_664_525 &+ 1_013_904_223
            return UInt8(truncatingIfNeeded: state >> 24)
        }
        for octets in [noise, Array(DemoLink.text.utf8)] {
            let result = try decode(folder.write("noise", octets))
            #expect(result.status == 1)
            #expect(result.lines.count == 1)
            #expect(result.messages.contains("of the link file fit this recording?"))
            #expect(result.text.contains("balance holds"))
        }
    }

    @Test func aWrongLinkFileIsCode2() throws {
        let file = try folder.write("data", "data")
        for link in [folder.path, folder.file("missing"), file] {
            let result = try Program.run("decode", "--link", link, file)
            #expect(result.status == 2)
            #expect(result.messages.hasPrefix(link))
            #expect(result.output.isEmpty)
        }
    }

    @Test func aFolderThatCannotBeMadeIsCode2() throws {
        let pass = try folder.write("pass", DemoLink.octets)
        let result = try Program.run(
            "decode", "--link", link, pass, "--packets", folder.file("none/packets"))
        #expect(result.status == 2)
        #expect(result.lines.count == 1)
        #expect(result.messages.contains("No such file or directory"))
    }

    @Test func aReaderThatHasGoneIsNoError() throws {
        let pass = try folder.write("pass", DemoLink.octets)
        let result = try Program.shell(
            "\"$FEEDHORN\" decode --link '\(link)' '\(pass)' --summary json | head -1;"
                + " echo ${PIPESTATUS[0]}")
        #expect(result.messages.isEmpty)
        let lines = result.text.split(separator: "\n")
        #expect(lines.first == "{")
        // 0 when the pipe broke, 1 (gaps) when everything had been written before.
        #expect(lines.last == "0" || lines.last == "1")
    }
}
