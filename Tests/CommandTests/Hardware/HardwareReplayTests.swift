import FeedhornTestKit
import Foundation
import Testing

/// Does a station that names a profile find what is in its recordings: played through a pty, as
/// datagrams, or over TCP, into the whole daemon?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct HardwareReplayTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    @Test(arguments: HardwareRecording.playable)
    func theDaemonFindsWhatIsExpected(_ recording: HardwareRecording) throws {
        let daemon: RunningDaemon
        switch recording.profile.source {
        case "serial": daemon = try playSerial(recording)
        case "udp": daemon = try playDatagrams(recording)
        case "tcp": daemon = try playStream(recording)
        default:
            Issue.record("\(recording): source \(recording.profile.source)")
            return
        }
        let status = try #require(try daemon.status())
        #expect(daemon.stop() == 0)
        try expectCounts(status, recording)
        try expectFiles(recording)
        try expectCapture(daemon, recording)
    }

    @Test func profilesOverUSBAreNamed() {
        for folder in HardwareFolder.all where folder.source == "usb" {
            print("NOT TESTED: \(folder): no stand-in for a USB device here")
        }
    }

    // MARK: playing

    private func start(_ recording: HardwareRecording, _ more: String) throws -> RunningDaemon {
        let link = "profile: \(recording.profile.name)\n\(more)"
        return try RunningDaemon(
            in: folder, configuration: HardwareStation.text(folder, link),
            environment: ["FEEDHORN_PROFILES": HardwareFolder.root])
    }

    private func playSerial(_ recording: HardwareRecording) throws -> RunningDaemon {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let daemon = try start(recording, "device: {path: \(radio.path)}")
        try radio.waitForReader()
        let octets = try recording.octets
        try radio.write(octets)
        try radio.waitUntilRead()
        try daemon.wait { try daemon.octets("received") == octets.count }
        #expect(try radio.receivedOctets().isEmpty)
        return daemon
    }

    private func playDatagrams(_ recording: HardwareRecording) throws -> RunningDaemon {
        let port = try DatagramReceiver().port
        let daemon = try start(recording, "source: {udp: {port: \(port)}}")
        try daemon.wait { try daemon.status()?["state"] as? String == "IDLE" }
        // At the recorded pace times ten: the kernel's own buffer may hold only some of it.
        try play(recording, "udp:127.0.0.1:\(port)", speed: "10", daemon)
        return daemon
    }

    private func playStream(_ recording: HardwareRecording) throws -> RunningDaemon {
        let port = try StreamSender().port
        let daemon = try start(recording, "source: {tcp: {listen: \"127.0.0.1:\(port)\"}}")
        try daemon.wait { try daemon.status()?["state"] as? String == "OPENING" }
        try play(recording, "tcp:127.0.0.1:\(port)", speed: "max", daemon)
        return daemon
    }

    private func play(
        _ recording: HardwareRecording, _ target: String, speed: String, _ daemon: RunningDaemon
    ) throws {
        let result = try Program.run(
            "replay", "--speed", speed, "--to", target, recording.capture)
        #expect(result.status == 0)
        let count = try recording.octets.count
        try daemon.wait { try daemon.octets("received") == count }
    }

    // MARK: comparing

    /// What `status` counted before the daemon stopped.
    private func expectCounts(_ status: [String: Any], _ recording: HardwareRecording) throws {
        let expected = try recording.expected
        #expect(status["name"] as? String == recording.profile.name)
        if let frames = expected["frames"] as? Int {
            #expect((status["frames"] as? [String: Any])?["delivered"] as? Int == frames)
        }
        if let packets = expected["packets"] as? Int {
            #expect(status["packets"] as? Int == packets)
        }
        let balance = try #require(status["balance"] as? [String: Any])
        #expect(balance["balanced"] as? Bool == true)
    }

    /// Octets that went through the daemon's decoder, router and sink: those of the packets.
    private func expectFiles(_ recording: HardwareRecording) throws {
        guard let digest = try recording.expected["nonidle_stream_sha256"] as? String else {
            return
        }
        let packets = try HardwareStation.filedPackets(folder)
        #expect(OctetDigest.hexadecimal(packets) == digest)
    }

    /// The daemon's own capture gives the expected result, field by field.
    private func expectCapture(_ daemon: RunningDaemon, _ recording: HardwareRecording) throws {
        let segments = try daemon.segments()
        #expect(segments.count == 1)
        let fixture = folder.file("fixture")
        try FileManager.default.createDirectory(
            atPath: fixture, withIntermediateDirectories: false)
        for (from, to) in [
            (try #require(segments.first), "capture.pcapng"), (recording.link, "link.yaml"),
            (recording.path + "/expected.json", "expected.json"),
        ] {
            try FileManager.default.copyItem(atPath: from, toPath: fixture + "/" + to)
        }
        let result = try Program.run("fixture", "check", fixture)
        #expect(result.status == 0, "\(result.text)\(result.messages)")
    }
}
