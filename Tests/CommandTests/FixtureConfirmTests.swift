import Foundation
import Testing

/// Does a decoder that shares no code with this one confirm recordings of the hardware profiles, by
/// the commands that docs/hardware.md tells a partner to use?
@Suite(
    .enabled(if: ReferenceDecoder.isUsable, "NOT TESTED: no reference decoder, or no numpy"),
    .timeLimit(.minutes(15)))
struct FixtureConfirmTests {
    /// How each is to be read, in the words of the reference decoder.
    private static let descriptions: KeyValuePairs<String, String> = [
        "ftdi-ft4232h/tm-cadus-with-errors": """
        {"layer": "CADU", "truth": {"vc": {"42/1": 0}}, "framing": {"type": "TM",
        "asm": "1acffc1d", "rs": "(255,223) dual basis, I=1", "randomised": true,
        "fecf": "present", "frame_length": 223, "cadu_length": 259}}
        """,
        "nasa-fprime-ccsds-tcp/tm-frames": """
        {"layer": "TM frames", "truth": {"vc": {"68/1": 0}}, "framing": {"type": "TM",
        "fecf": "present", "frame_length": 1024}}
        """,
        "mobilinkd-tnc4/kiss-ax25-frames": """
        {"layer": "KISS / AX.25 UI", "truth": {}, "framing": {"ports": [0]}}
        """,
        "ftdi-ft232r/bare-packets-with-gaps": """
        {"layer": "space packets", "truth": {},
        "framing": {"bytes_before_each_packet": 0, "record": "none"}}
        """,
    ]

    @Test func theReferenceDecoderConfirms() throws {
        for (name, description) in Self.descriptions {
            let folder = try Folder()
            let recording = try #require(HardwareRecording.all.first { $0.description == name })
            let fixture = folder.file("fixture")
            try FileManager.default.copyItem(atPath: recording.path, toPath: fixture)
            try FileManager.default.removeItem(atPath: fixture + "/expected.json")
            #expect(try Program.run("fixture", "make", fixture).status == 0)
            try folder.write("raw", recording.octets)
            try folder.write("entry.json", description)
            let decoded = try Program.shell(
                """
                cd '\(folder.path)' && python3 -c '
                import hashlib, json
                entry = json.load(open("entry.json"))
                digest = hashlib.sha256(open("raw", "rb").read()).hexdigest()
                entry.update(id="theirs", file="raw", sha256=digest, size=0)
                json.dump({"entries": [entry]}, open("manifest.json", "w"))
                ' && python3 -B '\(ReferenceDecoder.path)' manifest.json .
                """)
            #expect(decoded.status == 0, "\(decoded.messages)")
            let result = try Program.run(
                "fixture", "check", "--confirm", folder.file("theirs.json"), "--by",
                "reference_decoder.py", fixture)
            #expect(result.status == 0, "\(name): \(result.text)\(result.messages)")
            #expect(result.text.contains("agrees; confirmed by reference_decoder.py"))
        }
    }
}

/// The decoder of the shared recordings that is not ours.
private enum ReferenceDecoder {
    static let path = SharedFiles.folder + "/recordings/reference_decoder.py"

    static let isUsable: Bool = {
        guard Program.isBuilt, FileManager.default.fileExists(atPath: path) else { return false }
        return (try? Program.shell("python3 -c 'import numpy'").status) == 0
    }()
}
