import FeedhornTestKit
import Foundation
import Testing

/// Does `record` do with a profile what a station does: at the device that is named, and never at
/// one that is not?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct ProfileRecordTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func run(_ arguments: String...) throws -> Program.Result {
        try Program.run(
            ["record", "--profiles", HardwareFolder.root, "--output", folder.file("recording")]
                + arguments)
    }

    @Test func aProfileAtAPathMakesAFixtureThatIsOne() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let recording = try #require(
            HardwareRecording.all.first { $0.profile.name == "silabs-cp2102" })
        let octets = try recording.octets
        let recorder = try RunningRecorder(
            in: folder,
            [
                "--profile", "silabs-cp2102", "--profiles", HardwareFolder.root, "--bytes",
                "\(octets.count)", radio.path,
            ])
        try radio.waitForReader()
        #expect(try radio.lineSettings().baudRate == 115_200)
        try radio.write(octets)
        #expect(recorder.result().status == 0)
        try recorder.expectRecorded(octets)
        let link = try String(
            contentsOfFile: folder.file("recording/link.yaml"), encoding: .utf8)
        for key in ["match", "status", "notes", "source"] {
            #expect(!link.contains("\n\(key):"))
        }
        try FileManager.default.copyItem(
            atPath: recording.path + "/expected.json",
            toPath: folder.file("recording/expected.json"))
        let check = try Program.run("fixture", "check", folder.file("recording"))
        #expect(check.status == 0, "\(check.text)\(check.messages)")
    }

    @Test func aBridgeChipAloneIsRefused() throws {
        let result = try run("--profile", "ftdi-ft232r")
        #expect(result.status == 2)
        #expect(result.messages.contains("0403:6001"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("recording")))
    }

    /// Nothing of these numbers is plugged in here: the recorder says what it looks for, and waits.
    @Test(arguments: [
        ("A50285BI", "serial A50285BI"), ("serial=FT6A2KQ1,interface=1", "interface 1"),
        ("port=pci-0000:00:14.0-usb-0:2:1.0", "at pci-0000:00:14.0-usb-0:2:1.0"),
    ])
    func aDeviceIsNamedByWhatItIs(_ device: String, _ words: String) throws {
        let result = try run("--profile", "ftdi-ft4232h", "--duration", "100ms", device)
        #expect(result.status == 1)
        #expect(result.messages.contains(words))
        #expect(result.messages.contains("0403:6011"))
    }

    @Test func whatIsNoProfile() throws {
        for arguments in [
            ["--profile", "nothing"], ["--profile", "ftdi-ft232r", "speed=3"],
            ["--profile", "ftdi-ft232r", "serial="], ["--profile", "ftdi-ft232r", "--link", "x"],
            ["--profile", "nasa-cfs-udp", "A50285BI"],
        ] {
            let result = try Program.run(
                ["record", "--profiles", HardwareFolder.root, "--output", folder.file("r")]
                    + arguments)
            #expect(result.status == 2, "\(arguments)")
            #expect(!result.messages.isEmpty)
        }
    }
}
