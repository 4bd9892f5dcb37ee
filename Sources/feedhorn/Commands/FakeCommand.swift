import ArgumentParser
import FeedhornTestKit
import Gateway
import TelemetryLink

/// `feedhorn fake`: a radio on a pseudoterminal, for trying things out without one.
struct FakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fake",
        abstract: "Be a serial radio that receives a pass.",
        discussion: """
            The pass is a generated one of four minutes with what goes wrong in one (demo), a \
            raw file or a capture. Its octets leave at the pace of a serial line, ten bits each, \
            once a receiver has opened the terminal. The path to open is printed.
            """)

    @Option(help: ArgumentHelp("demo, a raw file or a capture.", valueName: "pass"))
    var pass = FakeCommand.demo

    @Option(help: "Link in the capture, where there are several.")
    var capturedLink: String?

    @Option(help: ArgumentHelp("Rate of the serial line, 8N1.", valueName: "n"))
    var baud: UInt32 = 115_200

    @Option(
        help: ArgumentHelp("Name of the radio: a symbolic link to its terminal.", valueName: "path")
    )
    var link: String?

    @Option(help: "So many times as fast as the line, or max.")
    var speed = PlaybackSpeed.times(1)

    @Flag(help: "Begin again at the end of the pass, until ^C.")
    var loop = false

    @Option(
        help: ArgumentHelp("Write the demo pass's truth, as JSON, to this file.", valueName: "file")
    )
    var truth: String?

    @Option(help: ArgumentHelp("Write the octets to this file; no radio then.", valueName: "file"))
    var write: String?

    static let demo = "demo"
    /// A start bit, eight data bits, a stop bit.
    private static let bitsPerOctet = 10.0
    /// The radio's own buffer: so many times a second it sends.
    private static let burstsPerSecond: UInt32 = 50

    func validate() throws {
        if baud == 0 { throw ValidationError("--baud 0: expected 1 or more") }
        if truth != nil, pass != FakeCommand.demo {
            throw ValidationError("--truth: only the demo pass has one")
        }
        if loop, write != nil {
            throw ValidationError("--loop and --write: a file would have no end")
        }
    }

    func run() throws {
        Interruption.trap()
        let demo = pass == FakeCommand.demo ? DemoPass() : nil
        do {
            if let truth, let demo {
                var file = try OutputFile(truth)
                try file.write(Array(demo.expectedText.utf8).span.bytes)
                try file.flush()
            }
            if let write { return try save(demo, write) }
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as OutputFile.Overwritten {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
        var isFirst = true
        try Player.play(to: .pseudoterminal(link: link), speed) {
            guard isFirst || loop else { return nil }
            isFirst = false
            return try source(demo)
        }
    }

    private func source(_ demo: DemoPass?) throws -> PlaybackSource {
        let timing = PlaybackSource.Timing.paced(FakeCommand.bitsPerOctet * 1e9 / Double(baud))
        let octetsPerSecond = Double(baud) / FakeCommand.bitsPerOctet
        let chunk = max(1, Int(octetsPerSecond) / Int(FakeCommand.burstsPerSecond))
        if let demo { return PlaybackSource(demo.octets, timing: timing, chunk: chunk) }
        return try PlaybackSource([pass], link: capturedLink, timing: timing, chunk: chunk)
    }

    private func save(_ demo: DemoPass?, _ path: String) throws {
        var source = try source(demo)
        var file = try OutputFile(path, reading: demo == nil ? [pass] : [])
        while let chunk = try source.next() {
            try file.write(chunk.slab.octets(chunk.range))
        }
        try file.flush()
    }
}
