import ArgumentParser
import Gateway
import LinkConfiguration
import TelemetryLink

/// `feedhorn decode`: recorded octets to frames, packets and a summary, with the daemon's decoder.
struct DecodeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Decode recordings (raw octets or captures) offline.",
        discussion: """
            A pcapng file is read as a capture: the octets of one link, with the times at which \
            they were received. Exits with 0 when nothing was missing or bad; 1 when gaps, \
            rejected frames or discarded octets were found, nothing came out, or a capture is \
            open, torn or derived; 5 when a capture is damaged or foreign, or the balance does \
            not hold.
            """)

    enum SummaryFormat: String, ExpressibleByArgument, CaseIterable {
        case text, json, none
    }

    @Option(name: .shortAndLong, help: "Link file: the managed parameters.")
    var link: String

    @Option(
        help: ArgumentHelp(
            "Link in captures; else that of the link file's name, or the only one.",
            valueName: "name"))
    var capturedLink: String?

    @Option(help: "Summary on standard output: text, json (with digests) or none.")
    var summary = SummaryFormat.text

    @Option(help: "Write packets to files under this folder.")
    var packets: String?

    @Option(help: "Write delivered frames, back to back, to this file.")
    var frames: String?

    @Option(help: "Write rejected frames, a JSON object on each line, to this file.")
    var rejected: String?

    @Option(
        help: ArgumentHelp(
            "Write what frames carry besides packets (data units, bitstreams), a JSON object on "
                + "each line, to this file.", valueName: "file"))
    var zones: String?

    @Option(
        help: ArgumentHelp(
            "Write user data put together (packets.reassemble), a JSON object on each line, to "
                + "this file.", valueName: "file"))
    var userData: String?

    @Argument(help: "Recordings, in order; - is standard input.")
    var files: [String]

    func run() throws {
        let file = try loadLink(link)
        var job = DecodeJob(
            file, keys: try loadKeys(file), leapSeconds: try loadLeapSeconds(file),
            capturedLink: capturedLink, summary,
            outputs: try outputs(file))
        for path in files { try job.decode(path) }
        throw try job.finish()
    }

    private func outputs(_ file: LinkFile) throws -> DecodeOutputs {
        do {
            return try DecodeOutputs(
                link: file,
                DecodeOutputs.Paths(
                    packets: packets, frames: frames, rejected: rejected, zones: zones,
                    userData: userData),
                reading: [link] + files
                    + [file.keys?.file.value, file.leapSeconds?.value].compactMap(\.self))
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }
}
