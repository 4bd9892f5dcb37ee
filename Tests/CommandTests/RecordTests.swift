import FeedhornTestKit
import Foundation
import Testing

/// Is what a device sends in the recording, octet by octet, however the recording ends?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct RecordTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    /// The demo pass's link with a source of its own.
    private func link(_ source: String) -> String {
        DemoLink.text + "source: # where it comes from\n  \(source)\n"
    }

    @Test func interruptedAtASerialPort() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let recorder = try RunningRecorder(
            in: folder, link: link("serial: {path: \(radio.path), baud: 9600 Bd}"))
        let octets = DemoLink.octets.prefix(40_000)
        try radio.waitForReader()
        try radio.write(octets)
        try radio.waitUntilRead()
        recorder.interrupt()
        let result = recorder.result()
        #expect(result.status == 0)
        #expect(result.output.contains("40000 octets"))
        #expect(result.output.contains("interrupted"))
        try recorder.expectRecorded(octets)
        #expect(try radio.receivedOctets().isEmpty)
    }

    @Test func datagramsKeepTheirBorders() throws {
        let port = try DatagramReceiver().port
        let recorder = try RunningRecorder(
            in: folder, link: link("udp: {port: \(port)}"), "--bytes", "900")
        try recorder.wait(for: "link open")
        let sender = DatagramSender(port: port)
        let datagrams = [400, 499, 1].map { Array(DemoLink.octets.prefix($0)) }
        for datagram in datagrams { try sender.send(datagram) }
        let result = recorder.result()
        #expect(result.status == 0)
        #expect(result.output.contains("in 3 chunks"))
        try recorder.expectRecorded(datagrams.joined())
    }

    @Test func aStreamUntilSoManyOctetsCame() throws {
        let sender = try StreamSender()
        let recorder = try RunningRecorder(
            in: folder, link: link("tcp: {connect: \"127.0.0.1:\(sender.port)\"}"),
            "--bytes", "30000", "--json")
        try sender.send(Array(DemoLink.octets.prefix(30_000)))
        let result = recorder.result()
        #expect(result.status == 0)
        let object = try JSONSerialization.jsonObject(with: Data(result.output.utf8))
        let values = try #require(object as? [String: Any])
        #expect(values["class"] as? String == "RECORDING")
        #expect(values["octets"] as? Int == 30_000)
        #expect(values["sealed"] as? Bool == true)
        try recorder.expectRecorded(DemoLink.octets.prefix(30_000))
    }

    @Test func aFileToItsEndIsAFixture() throws {
        let file = try folder.write("pass", DemoLink.octets)
        let recorder = try RunningRecorder(in: folder, link: link("file: {path: \(file)}"))
        #expect(recorder.result().status == 0)
        try recorder.expectRecorded(DemoLink.octets)
        // The link file of the recording has everything but the source.
        let written = try String(
            contentsOfFile: folder.file("recording/link.yaml"), encoding: .utf8)
        #expect(written == DemoLink.text)
        let decoded = try Program.run(
            "decode", "--link", folder.file("recording/link.yaml"), "--summary", "json",
            recorder.capture)
        #expect(try DemoLink.compared(decoded.output) == DemoLink.truth)
    }

    @Test func theDeviceAndTheBaudRateOfTheCommandLineStandForTheFiles() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let recorder = try RunningRecorder(
            in: folder, link: link("serial: {path: /nowhere, baud: 9600 Bd}"), "--bytes", "100",
            "--baud", "57600", radio.path)
        try radio.waitForReader()
        #expect(try radio.lineSettings().baudRate == 57_600)
        try radio.write(DemoLink.octets.prefix(100))
        #expect(recorder.result().status == 0)
        try recorder.expectRecorded(DemoLink.octets.prefix(100))
    }

    @Test func theBaudRateOfTheCommandLineStaysWhateverTheFileLetsTry() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let recorder = try RunningRecorder(
            in: folder,
            link: link("serial: {path: \(radio.path), baud: [115200 Bd, 9600 Bd]}"),
            "--bytes", "40000", "--baud", "57600")
        try radio.waitForReader()
        // Many frames' worth in which none is.
        for _ in 0..<400 {
            #expect(try radio.lineSettings().baudRate == 57_600)
            try radio.write([UInt8](repeating: 0x20, count: 100))
            try radio.waitUntilRead()
        }
        #expect(recorder.result().status == 0)
        try recorder.expectRecorded([UInt8](repeating: 0x20, count: 40_000))
    }

    @Test(arguments: [
        ["--duration", "24h"], ["--duration", "1440min"], ["--duration", "1000000 h"],
        ["--bytes", "68719476736"],
    ])
    func moreThanOneFileHolds(_ limit: [String]) throws {
        let file = try folder.write("link.yaml", link("file: {path: /dev/null}"))
        let result = try Program.run(
            ["record", "--link", file, "--output", folder.file("recording")] + limit)
        #expect(result.status == 2)
        #expect(result.messages.contains("a recording is one file, expected at most"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("recording")))
        let longest = try Program.run(
            "record", "--link", file, "--output", folder.file("recording"), "--duration",
            "1439min")
        #expect(longest.messages.contains("nothing came"))
    }

    @Test func silenceUntilTheTimeIsOver() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let recorder = try RunningRecorder(
            in: folder, link: link("serial: {path: \(radio.path), baud: 9600 Bd}"),
            "--duration", "200ms")
        let result = recorder.result()
        #expect(result.status == 1)
        #expect(result.output.contains("200 ms are over"))
        // No recording stands in the way of the next attempt.
        let silence = folder.file("recording/silence.pcapng")
        #expect(result.output.hasPrefix(silence + ": 0 octets"))
        #expect(try Program.run("capture", "check", silence).status == 0)
        #expect(!FileManager.default.fileExists(atPath: recorder.capture))
    }

    @Test func aRecordingThatIsThereStays() throws {
        let file = try folder.write("pass", DemoLink.octets.prefix(1_000))
        let arguments = [
            "record", "--link", try folder.write("l.yaml", link("file: {path: \(file)}")),
            "--output", folder.file("twice"),
        ]
        #expect(try Program.run(arguments).status == 0)
        let octets = try folder.octets("twice/capture.pcapng")
        let again = try Program.run(arguments)
        #expect(again.status == 2)
        #expect(again.messages.contains("there is a recording already"))
        #expect(try folder.octets("twice/capture.pcapng") == octets)
    }

    @Test(arguments: [
        [], ["--link", "LINK"], ["/dev/null"], ["--link", "LINK", "--duration", "5"],
        ["--link", "LINK", "--bytes", "0"], ["--link", "missing.yaml"],
    ])
    func whatCannotBeRecordedIsAQuestionOfUsage(_ arguments: [String]) throws {
        let file = try folder.write("link.yaml", DemoLink.text)
        let arguments = arguments.map { $0 == "LINK" ? file : $0 }
        let result = try Program.run(
            ["record", "--output", folder.file("recording")] + arguments)
        #expect(result.status == 2)
        #expect(!result.messages.isEmpty)
    }
}
