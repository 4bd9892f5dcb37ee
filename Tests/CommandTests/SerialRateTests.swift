import FeedhornTestKit
import Foundation
import Glibc
import Testing

/// Does a daemon find the sender's rate, and does a replay of its capture give the same times?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct SerialRateTests {
    private static let link = """
        feedhorn: 1
        name: demo
        framing: packets
        packets:
          errorControl: crc16
          reassemble: {}

        """
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    /// A packet of 20 octets with its CRC (CCSDS 133.0-B-2 §4.1), a first or last segment.
    private func packet(_ count: Int, isFirst: Bool) -> [UInt8] {
        let flags: UInt8 = isFirst ? 0x40 : 0x80
        let header: [UInt8] = [0, 0x64, flags, UInt8(count), 0, 20 - 7]
        let octets = header + [UInt8](repeating: UInt8(count), count: 12)
        let check = FrameCheckSequence.compute(octets)
        return octets + [UInt8(check >> 8), UInt8(check & 0xFF)]
    }

    @Test func foundAndReplayed() throws {
        let radio = try FakeSerialRadio(path: folder.file("radio"))
        let daemon = try RunningDaemon(
            in: folder, radio: radio.path, link: Self.link, baud: "[115200 Bd, 9600 Bd]")
        let questions = try QueryQuestions(folder.file("station.sock"))
        try radio.waitForReader()
        #expect(try questions.link()["baud"] as? Int == 115_200)
        // Octets of a packet version that there is not, until the rate is the sender's.
        while try radio.lineSettings().baudRate != 9_600 {
            try radio.write([UInt8](repeating: 0x20, count: 100))
            usleep(5_000)
        }
        try radio.waitUntilRead()
        for count in 0..<5 {
            try radio.write(
                packet(2 * count, isFirst: true) + packet(2 * count + 1, isFirst: false))
            try daemon.wait { try questions.link()["packets"] as? Int == 2 * count + 2 }
        }
        let link = try questions.link()
        #expect(link["baud"] as? Int == 9_600)
        #expect(link["baudFound"] as? Bool == true)
        let live = try times(questions.stream("/v1/packets"))
        #expect(live.count == 10)
        #expect(daemon.stop() == 0)
        #expect(daemon.log.contains("115200 Bd gave no verified frame in"))
        #expect(daemon.log.contains("a frame was verified at 9600 Bd"))

        let replayed = try replayedTimes(
            source: "source: {serial: {path: /dev/null, baud: 9600 Bd}}")
        let firsts = live.enumerated().filter { $0.offset.isMultiple(of: 2) }.map(\.element)
        #expect(replayed == firsts)
        // The capture's word stands above the link file's, and where that has none.
        #expect(try replayedTimes(source: "source: {serial: {path: /x, baud: 50 Bd}}") == replayed)
        #expect(try replayedTimes(source: "") == replayed)
    }

    /// When the first segments of user data were received, by a replay of the capture.
    private func replayedTimes(source: String) throws -> [String] {
        let file = try folder.write("link.yaml", Self.link + source + "\n")
        let daemon = folder.file("station-capture")
        let segment = try #require(
            FileManager.default.contentsOfDirectory(atPath: daemon).first)
        let result = try Program.run(
            "decode", "--link", file, "--summary", "none", "--user-data", folder.file("data"),
            daemon + "/" + segment)
        #expect(result.status == 0, "\(result.messages)")
        return try times(folder.octets("data"))
    }

    private func times(_ lines: [UInt8]) throws -> [String] {
        try lines.split(separator: 10).compactMap { line in
            let object = try JSONSerialization.jsonObject(with: Data(line)) as? [String: Any]
            return object?["time"] as? String
        }
    }
}
