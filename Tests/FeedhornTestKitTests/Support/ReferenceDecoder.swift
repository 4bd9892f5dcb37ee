import FeedhornTestKit
import Foundation
import Testing

/// The Python decoder that stands beside the recordings: written by other people, it shares
/// nothing with the generator or with the project.
enum ReferenceDecoder {
    static let absent: Comment =
        "SKIPPED: the reference decoder needs shared files, python3 and numpy 2"

    /// Python 3 with numpy and its `bitwise_count`, and the decoder's file.
    static let isPresent: Bool = {
        let tool = SharedFiles.recordings.appending(path: "reference_decoder.py")
        guard FileManager.default.fileExists(atPath: tool.path) else { return false }
        return (try? run(["-c", "import numpy; numpy.bitwise_count"]))?.status == 0
    }()

    /// One stream, how to read it, and what comes out of it.
    struct Case {
        var name: String
        var octets: [UInt8]
        var layer: String
        var framing: [(key: String, value: JSONText)]
        var truth: JSONText

        func entry(file: String) -> JSONText {
            .object([
                ("id", .string(name)), ("file", .string(file)), ("size", .integer(octets.count)),
                ("sha256", .string(OctetDigest.hexadecimal(octets))), ("layer", .string(layer)),
                ("framing", .object(framing)), ("truth", truth),
            ])
        }
    }

    /// Decodes every case and compares strictly with its truth; the differences, in words.
    static func differences(_ cases: [Case]) throws -> String {
        try decoded(cases) { folder, trouble in
            let compared = try run([
                SharedFiles.recordings.appending(path: "verify_truth.py").path, "--manifest",
                folder.appending(path: "manifest.json").path, "--root", folder.path, "--dir",
                folder.appending(path: "out").path, "--strict",
            ])
            let all = "\(cases.count) of \(cases.count) equal"
            let isFine = compared.status == 0 && compared.text.contains(all)
            return isFine && trouble.isEmpty ? "" : trouble + compared.text
        }
    }

    /// What the decoder makes of each case: the digest of the frames that it delivers.
    static func frameDigests(_ cases: [Case]) throws -> [String] {
        try decoded(cases) { folder, _ in
            try cases.map { one in
                let file = folder.appending(path: "out/\(one.name).json")
                let object = try JSONSerialization.jsonObject(with: Data(contentsOf: file))
                return try #require((object as? [String: Any])?["frames_sha256"] as? String)
            }
        }
    }

    /// Runs the decoder over `cases` in a folder of their own.
    private static func decoded<Result>(
        _ cases: [Case], _ body: (_ folder: URL, _ trouble: String) throws -> Result
    ) throws -> Result {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "feedhorn-testkit-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let entries = try cases.map { one in
            let file = one.name + ".bin"
            try Data(one.octets).write(to: folder.appending(path: file))
            return one.entry(file: file)
        }
        let manifest = folder.appending(path: "manifest.json")
        let text = JSONText.object([("entries", .array(entries))]).text(indented: true)
        try Data(text.utf8).write(to: manifest)
        let output = try run([
            SharedFiles.recordings.appending(path: "reference_decoder.py").path, manifest.path,
            folder.appending(path: "out").path, folder.path,
        ])
        let trouble = output.text.split(separator: "\n").filter {
            $0.contains("EXC") || $0.contains("DIFFERS")
        }
        return try body(folder, trouble.joined(separator: "\n"))
    }

    private static func run(_ arguments: [String]) throws -> (status: Int32, text: String) {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        let pipe = Pipe()
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }
}

extension ReferenceDecoder.Case {
    /// A stream of frames, of CADUs where there is a marker.
    init(
        _ name: String, _ stream: GeneratedStream, channel: ChannelFormat, format: FrameFormat,
        packetChannels: [Int]? = nil
    ) {
        let truth = stream.truth
        let isTelemetry = format.version == .tm
        let hasMarker = !channel.marker.isEmpty
        var framing: [(key: String, value: JSONText)] = [
            ("type", .string(isTelemetry ? "TM" : "AOS")),
            ("frame_length", .integer(format.length)),
            ("fecf", .string(format.hasErrorControl ? "present" : "absent")),
            ("ocf", .string(format.ocfWords)),
            // To the reference decoder header error control is two octets of insert zone.
            ("insert_zone", .integer(format.insertZone + (format.hasHeaderErrorControl ? 2 : 0))),
            ("asm", .string(hasMarker ? Hexadecimal.text(channel.marker) : "none")),
            ("rs", .string(channel.code.map { "(255,223) I=\($0.interleaving)" } ?? "none")),
            ("randomised", .boolean(channel.randomizer != nil)),
        ]
        if hasMarker {
            let bits = channel.caduBits(frameLength: format.length)
            framing.append(("cadu_length", .integer(bits / 8)))
        }
        if let packetChannels {
            framing.append(("packet_vcids", .array(packetChannels.map { .integer($0) })))
        }
        if truth.duplicates == .drop {
            framing.append(("drop_consecutive_identical_frames", .boolean(true)))
        }
        self.init(
            name: name, octets: stream.octets,
            layer: hasMarker ? "CADU" : isTelemetry ? "TM frames" : "AOS frames",
            framing: framing, truth: truth.summary())
    }
}

extension FrameFormat {
    fileprivate var ocfWords: String {
        guard hasOperationalControl else { return "none" }
        return version == .tm ? "per TM header flag" : "4 bytes"
    }
}
