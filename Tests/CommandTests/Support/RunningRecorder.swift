import Foundation
import Testing

/// `feedhorn record`, running.
final class RunningRecorder {
    let folder: Folder
    /// What it writes to standard error, line by line as it comes.
    private let messages = Pipe()
    private let output = Pipe()
    private let process: Process
    private var text = ""

    struct Ended: Error {
        let messages: String
    }

    /// Starts it with a link file's text.
    convenience init(in folder: Folder, link: String, _ arguments: String...) throws {
        let file = try folder.write("recorded.yaml", link)
        try self.init(in: folder, ["--link", file] + arguments)
    }

    /// Starts it; the recording goes to `recording` in the folder.
    init(in folder: Folder, _ arguments: [String]) throws {
        self.folder = folder
        process = try Program.process(
            ["record", "--output", folder.file("recording")] + arguments)
        process.standardError = messages
        process.standardOutput = output
        try process.run()
    }

    deinit {
        if process.isRunning { process.terminate() }
    }

    /// Reads its messages until one has these words.
    func wait(for words: String) throws {
        while !text.contains(words) {
            let part = messages.fileHandleForReading.availableData
            guard !part.isEmpty else { throw Ended(messages: text) }
            text += String(decoding: part, as: UTF8.self)
        }
    }

    func interrupt() { process.interrupt() }

    /// Waits for its end.
    func result() -> (status: Int32, output: String) {
        let printed = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: printed, as: UTF8.self))
    }

    var capture: String { folder.file("recording/capture.pcapng") }

    /// The recording is sealed and holds these octets, in our own eyes and in those of the
    /// reference validator, where it is there.
    func expectRecorded(_ octets: some Collection<UInt8>) throws {
        #expect(try Program.run("capture", "check", capture).status == 0)
        if SharedFiles.hasCaptureTools {
            #expect(try ReferenceCapture.state(of: capture) == "complete")
        } else {
            print(SharedFiles.captureToolsMissing)
        }
        let played = try Program.run(
            "replay", "--speed", "max", "--to", "stdout", capture)
        #expect(Array(played.output) == Array(octets))
    }
}
