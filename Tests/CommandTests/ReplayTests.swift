import Foundation
import Glibc
import Testing

/// Do the octets of a recording arrive where it is played to, whole and in their chunks?
@Suite(
    .enabled(if: SharedFiles.hasCaptureTools, SharedFiles.captureToolsMissing),
    .timeLimit(.minutes(15)))
struct ReplayTests {
    private let folder: Folder
    private let capture: String
    private let octets = Array(DemoLink.octets.prefix(60_000))

    init() throws {
        folder = try Folder()
        capture = folder.file("pass.pcapng")
        try ReferenceCapture.write(octets, to: capture)
    }

    @Test func toStandardOutput() throws {
        let result = try Program.run("replay", capture, "--speed", "max", "--to", "stdout")
        #expect(result.status == 0)
        #expect(Array(result.output) == octets)
        #expect(result.messages.contains("\(octets.count) octets"))
    }

    @Test func rawFilesToo() throws {
        let file = try folder.write("raw", octets)
        let result = try Program.run(
            "replay", file, "--to", "stdout", "--bit-rate", "100000000", "--chunk", "1000")
        #expect(result.status == 0)
        #expect(Array(result.output) == octets)
        #expect(result.messages.contains("sent 60 chunks"))
    }

    @Test func severalLinksNeedAName() throws {
        let both = folder.file("both.pcapng")
        try ReferenceCapture.write(octets, links: ["a", "b"], to: both)
        let unnamed = try Program.run("replay", both, "--speed", "max", "--to", "stdout")
        #expect(unnamed.status == 2)
        #expect(unnamed.messages.contains("a, b"))
        let named = try Program.run(
            "replay", both, "--link", "a", "--speed", "max", "--to", "stdout")
        #expect(Array(named.output) == octets)
    }

    @Test func throughAPseudoterminal() throws {
        let process = try Program.process(["replay", capture, "--speed", "max", "--to", "pty"])
        #expect(try PlayedTerminal.octets(of: process) == octets)
        #expect(process.terminationStatus == 0)
    }

    @Test func toAPseudoterminalUnderAName() throws {
        let name = folder.file("radio")
        let process = try Program.process(
            ["replay", capture, "--speed", "max", "--to", "pty:\(name)"])
        let played = try PlayedTerminal.octets(of: process, at: name)
        #expect(played.count == octets.count)
        #expect(played == octets)
        #expect(access(name, F_OK) != 0)
    }

    @Test func asDatagramsOneForEachChunk() throws {
        let receiver = try DatagramReceiver()
        let result = try Program.run(
            "replay", capture, "--speed", "max", "--to", "udp:127.0.0.1:\(receiver.port)")
        let datagrams = receiver.received()
        #expect(result.messages.contains("sent \(datagrams.count) chunks"))
        #expect(datagrams.allSatisfy { (1...700).contains($0.count) })
        #expect(Array(datagrams.joined()) == octets)
    }

    @Test(arguments: [
        "tcp:127.0.0.1:1", "pty:/nonexistent/radio", "tcp-listen:192.0.2.1:5000",
    ])
    func aTargetThatCannotBeIsOneLine(_ target: String) throws {
        let result = try Program.run("replay", capture, "--to", target)
        #expect(result.status == 2)
        #expect(result.lines.count == 1)
    }

    @Test func aReaderThatHasGoneIsNoError() throws {
        let result = try Program.shell(
            "\"$FEEDHORN\" replay '\(capture)' --speed max --to stdout | head -c 1 >/dev/null;"
                + " echo ${PIPESTATUS[0]}")
        #expect(result.text == "0\n")
        #expect(!result.messages.contains("Broken"))
    }

    @Test func anInterruptionSaysWhatWasSent() throws {
        let process = try Program.process(
            ["replay", capture, "--speed", "0.001", "--to", "stdout"])
        let (output, messages) = (Pipe(), Pipe())
        process.standardOutput = output
        process.standardError = messages
        try process.run()
        // The first chunk is due at once, the next three seconds later.
        let first = output.fileHandleForReading.availableData
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationStatus == 0)
        let text = String(
            decoding: messages.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        #expect(text.hasPrefix("feedhorn: sent 1 chunks, \(first.count) octets"))
    }
}
