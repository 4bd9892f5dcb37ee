import Foundation
import Testing

/// Does `check` accept what is right, and name the place of everything that is wrong?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct CheckTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func station(filter: String) -> String {
        """
        feedhorn: 1
        station: {name: test}
        sinks:
          - packetFiles:
              directory: /var/lib/feedhorn/packets
              filter: \(filter)
        links:
          - file: link.yaml
            source: {serial: {path: /dev/ttyUSB0, baud: 9600 Bd}}

        """
    }

    @Test func linkFilesAndStationsAreToldApart() throws {
        let link = try folder.write("link.yaml", DemoLink.text)
        let file = try folder.write("station.yaml", station(filter: "apid == 16"))
        let result = try Program.run("check", link, file)
        #expect(result.status == 0)
        #expect(result.text == "\(link): ok\n\(file): ok\n")
        #expect(result.messages.isEmpty)
    }

    @Test func everyErrorHasItsPlace() throws {
        let file = try folder.write(
            "link.yaml", "feedhorn: 1\nname: a\nframming: cadu\nbitRate: 9600 m\n")
        let result = try Program.run("check", file)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.messages.contains("\(file):3:1: "))
        #expect(result.messages.contains("did you mean 'framing'?"))
        #expect(result.messages.contains("\(file):4:10: "))
    }

    @Test func aFilterOfASinkIsChecked() throws {
        try folder.write("link.yaml", DemoLink.text)
        let file = try folder.write("station.yaml", station(filter: "apdi == 16"))
        let result = try Program.run("check", file)
        #expect(result.status == 2)
        #expect(result.messages.hasPrefix("\(file):6:15: in the filter, column 1: "))
        #expect(result.lines.count == 1)
    }

    /// One run says everything: the filter, and what is wrong with its sink and elsewhere.
    @Test func aFilterIsCheckedBesideOtherErrors() throws {
        let text = station(filter: "apdi == 16").replacingOccurrences(of: "9600 Bd", with: "9600 m")
            .replacingOccurrences(of: "/var/lib", with: "var/lib")
        try folder.write("link.yaml", DemoLink.text)
        let file = try folder.write("station.yaml", text)
        let result = try Program.run("check", file)
        #expect(result.status == 2)
        #expect(result.lines.count == 4)
        for place in ["5:18", "6:15", "8:5", "9:49"] {
            #expect(result.messages.contains("\(file):\(place): "), "\(result.messages)")
        }
    }

    /// Files that a link names are read too.
    @Test func leapSecondsAreChecked() throws {
        let time = "time: [{apid: 16, offset: 6, code: cuc}]\nleapSeconds: leap.list\n"
        let file = try folder.write("link.yaml", DemoLink.text + time)
        try folder.write("leap.list", "3692217600 37\n")
        #expect(try Program.run("check", file).status == 0)
        try folder.write("leap.list", "3692217600\n")
        let result = try Program.run("check", file)
        #expect(result.status == 2)
        #expect(result.messages.contains(": file of leap seconds '\(folder.file("leap.list"))': "))
    }

    @Test func oneBadFileDoesNotHideAGoodOne() throws {
        let good = try folder.write("link.yaml", DemoLink.text)
        let result = try Program.run("check", folder.file("missing"), good)
        #expect(result.status == 2)
        #expect(result.text == "\(good): ok\n")
        #expect(result.messages == "\(folder.file("missing")): no such file\n")
    }

    @Test func noConfigurationAtAllIsOneLine() throws {
        let empty = try folder.write("empty", "")
        let random = try folder.write(
            "random", (0..<5_000).map { UInt8(truncatingIfNeeded: $0 * 151) })
        for (file, reason) in [
            (empty, "the file is empty"), (random, "not UTF-8"), (folder.path, "is a directory"),
        ] {
            let result = try Program.run("check", file)
            #expect(result.status == 2)
            #expect(result.lines.count == 1)
            #expect(result.messages.hasPrefix(file))
            #expect(result.messages.contains(reason))
        }
    }

    @Test(.enabled(if: geteuid() != 0, "NOT TESTED: root may read everything"))
    func aFileWithoutPermissionIsOneLine() throws {
        let file = try folder.write("link.yaml", DemoLink.text)
        chmod(file, 0)
        let result = try Program.run("check", file)
        #expect(result.status == 2)
        #expect(result.messages == "\(file): permission denied\n")
    }
}
