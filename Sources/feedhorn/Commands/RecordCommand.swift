import ArgumentParser
import Devices
import Gateway
import Logging
import OrderedJSON
import TelemetryLink

/// `feedhorn record`: what a device sends, into a capture.
struct RecordCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "record",
        abstract: "Record what a device sends, as a capture with its link file.",
        discussion: """
            The source of a link file, or of a hardware profile at the device that is named, is \
            received from, as `serve` does it, and captured; the decoder runs beside it and \
            counts. It ends at ^C, after --duration, with the chunk that reaches --bytes, at the \
            end of a file, or when the capture is full: after 1439 minutes or 64 GiB. The folder \
            then holds capture.pcapng, and link.yaml without its source. Exits with 0; 1 when \
            nothing came, octets were lost, or the capture could not be ended well; 2 when the \
            source can never be opened.
            """)

    @Option(name: .shortAndLong, help: "Link file: the source, and how to read it.")
    var link: String?

    @Option(help: ArgumentHelp("Hardware profile: its name or path.", valueName: "name"))
    var profile: String?

    @OptionGroup var profiles: ProfileOptions

    @Option(
        name: .shortAndLong,
        help: ArgumentHelp("Folder for the recording; it is made.", valueName: "folder"))
    var output: String

    @Option(help: ArgumentHelp("End after so long: 500ms, 60s, 5min, 1h.", valueName: "time"))
    var duration: RecordingTime?

    @Option(help: ArgumentHelp("End when so many octets came.", valueName: "n"))
    var bytes: UInt64?

    @Option(help: ArgumentHelp("Baud rate, in place of the file's.", valueName: "n"))
    var baud: UInt32?

    @Flag(help: "The result as a JSON object.")
    var json = false

    @Argument(
        help: ArgumentHelp(
            "Path of a serial device, in place of the link file's. With a profile also a serial "
                + "number, or serial=…, port=… and interface=… with commas between."))
    var device: String?

    /// Milliseconds between two looks at how far it is.
    private static let interval: Int32 = 100

    func validate() throws {
        if link != nil, profile != nil { throw ValidationError("--link or --profile: one of them") }
        if link == nil, profile == nil, device == nil {
            throw ValidationError("--link, --profile or a device is needed")
        }
        if bytes == 0 { throw ValidationError("--bytes 0: expected 1 or more") }
        if let bytes, bytes > LinkRecorder.mostOctets {
            throw ValidationError(
                "--bytes \(bytes): a recording is one file, expected at most "
                    + "\(LinkRecorder.mostOctets)")
        }
        if let duration, duration.nanoseconds > LinkRecorder.longestNanoseconds {
            throw ValidationError(
                "--duration \(duration.text): a recording is one file, expected at most "
                    + RecordingTime.longest.text)
        }
        if baud == 0 { throw ValidationError("--baud 0: expected 1 or more") }
    }

    func run() throws {
        Interruption.trap()
        let recorded =
            try profile.map {
                try RecordedLink(profile: $0, device: device, baud: baud, profiles.path)
            } ?? RecordedLink(linkFile: link, device: device, baud: baud)
        let folder = try RecordingFolder(output)
        let recorder: LinkRecorder
        do throws(StationError) {
            recorder = try LinkRecorder(
                recorded.link, in: folder.path, octets: bytes, version: Version.text,
                logger: Logger(label: "feedhorn") { StreamLogHandler.standardError(label: $0) })
            try recorder.start()
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
        let start = Clocks.now().monotonic
        let reason = wait(recorder, since: start)
        let outcome = recorder.stop(reason)
        let passed = Clocks.now().monotonic - start
        let file = try outcome.segment.map {
            try folder.take($0, isEmpty: outcome.tally.octets == 0)
        }
        if let text = recorded.text, outcome.tally.octets > 0 {
            try folder.write(text, of: recorded.link)
        }
        Output.write(RecordingText(outcome, file ?? folder.path, reason, passed).text(json))
        throw status(outcome, recorder.end)
    }

    /// - Returns: why the recording is over.
    private func wait(_ recorder: LinkRecorder, since start: UInt64) -> String {
        var progress = RecordingProgress()
        defer { progress.end() }
        // Until a signal, a limit or the source ends it.
        while recorder.end == nil {
            let passed = Clocks.now().monotonic - start
            let length = duration ?? .longest
            guard passed < length.nanoseconds else { return "\(length.text) are over" }
            let left = (length.nanoseconds - passed) / 1_000_000 + 1
            let pause = min(RecordCommand.interval, Int32(clamping: left))
            progress.show(recorder.tally, passed)
            if case .interrupted = Interruption.wait(milliseconds: pause) { return "interrupted" }
        }
        switch recorder.end {
        case .endOfInput: return "end of input"
        case .failed(let reason): return "failed: \(reason)"
        case .full: return "the capture is full: a recording is one file of at most 64 GiB"
        case .size, nil: return "\(bytes ?? 0) octets have come"
        }
    }

    private func status(_ outcome: LinkRecorder.Outcome, _ end: RecordingEnd?) -> ExitCode {
        if case .failed = end { return ExitStatus.usage }
        guard outcome.isSealed else {
            return Complaint.line("the capture could not be ended well", ExitStatus.gaps)
        }
        if outcome.segments > 1 {
            return Complaint.line(
                "\(outcome.splitReason): \(outcome.segments) segments, and only the last one is "
                    + RecordingFolder.capture, ExitStatus.gaps)
        }
        if outcome.dropped > 0 || outcome.tally.kernelDropped > 0 {
            return Complaint.line(
                "lost: \(outcome.dropped) octets at the disk, \(outcome.tally.kernelDropped) "
                    + "datagrams in the kernel", ExitStatus.gaps)
        }
        guard outcome.tally.octets > 0 else {
            return Complaint.line("nothing came", ExitStatus.gaps)
        }
        return ExitStatus.fine
    }
}
