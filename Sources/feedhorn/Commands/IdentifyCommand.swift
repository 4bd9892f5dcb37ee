import ArgumentParser
import Gateway
import OrderedJSON

/// `feedhorn identify`: what is this stream?
struct IdentifyCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "identify",
        abstract: "Find out what a recording or a serial port sends.",
        discussion: """
            Tries framings, markers, polarities, frame lengths, randomizers and codes on the \
            beginning of a recording (raw octets or a capture), or on what a serial port sends at \
            each of several baud rates, and says which of them lock, and on what grounds. Nothing \
            is sent to the port. Exits with 1 when nothing was found.
            """)

    @Option(
        help: ArgumentHelp("Octets that are looked at, at most.", valueName: "n"))
    var octets = StreamIdentifier.usualLimit

    @Option(
        help: ArgumentHelp("Sync marker to look for, instead of the usual ones.", valueName: "hex"))
    var marker: [String] = []

    @Option(help: ArgumentHelp("Link in the capture, where there are several.", valueName: "name"))
    var capturedLink: String?

    @Option(help: ArgumentHelp("Baud rate of the port; else several are tried.", valueName: "n"))
    var baud: [UInt32] = []

    @Option(help: ArgumentHelp("Seconds to listen at each baud rate.", valueName: "s"))
    var seconds = 3

    @Flag(help: "Print the link file of the best combination, and nothing else.")
    var yaml = false

    @Flag(name: .shortAndLong, help: "Print what was found as JSON.")
    var json = false

    @Argument(help: "A recording, or a serial port.")
    var input: String

    func validate() throws {
        guard (16...64 << 20).contains(octets) else {
            throw ValidationError("--octets \(octets): expected 16 to \(64 << 20)")
        }
        guard (1...600).contains(seconds) else {
            throw ValidationError("--seconds \(seconds): expected 1 to 600")
        }
        if yaml && json { throw ValidationError("--yaml and --json: expected one of them") }
        _ = try markers()
    }

    func run() throws {
        let found: IdentifiedStream
        if SerialPortListener.isPort(input) {
            Interruption.trap()
            found = try SerialPortListener(
                path: input, bauds: baud, seconds: seconds, limit: octets
            ).identify(markers: try markers())
        } else {
            let octets = try RecordedOctets.read(input, link: capturedLink, limit: octets)
            found = IdentifiedStream(
                octets: octets.count,
                links: StreamIdentifier(octets, markers: try markers()).identify())
        }
        show(found)
        if found.links.isEmpty { throw ExitStatus.gaps }
    }

    private func markers() throws -> [[UInt8]] {
        if marker.isEmpty { return StreamIdentifier.usualMarkers }
        return try marker.map { text in
            guard let octets = Hexadecimal.octets(text), (1...24).contains(octets.count) else {
                throw ValidationError(
                    "--marker \(text): expected 1 to 24 octets in hexadecimal, such as 1ACFFC1D")
            }
            return octets
        }
    }

    // MARK: what is printed

    private func show(_ found: IdentifiedStream) {
        if json { return Output.write(object(found).encoded(indented: true) + "\n") }
        guard let first = found.links.first else {
            Output.message("\(input): \(found.octets) octets, and nothing that fits them")
            return
        }
        if yaml { return Output.write(first.linkFile(source: found.source)) }
        var lines = ["\(input): \(found.octets) octets looked at\(found.baudText)"]
        for (place, link) in found.links.enumerated() {
            lines.append("\(place + 1)  \(link.title)")
            lines.append("   \(link.evidence.text); 1 in 2^\(Int(link.evidence.bits)) by chance")
            lines += link.notes.map { "   \($0)" }
        }
        lines.append("")
        lines.append(first.linkFile(source: found.source))
        Output.write(lines.joined(separator: "\n"))
    }

    private func object(_ found: IdentifiedStream) -> JSONValue {
        .object([
            .init("input", .string(input)),
            .init("octets", .integer(Int64(found.octets))),
            .init("baud", found.baud.map { .integer(Int64($0)) } ?? .null),
            .init("links", .array(found.links.map { link($0, found) })),
        ])
    }

    private func link(_ link: IdentifiedLink, _ found: IdentifiedStream) -> JSONValue {
        let evidence = link.evidence
        return .object([
            .init("title", .string(link.title)),
            .init("framesFound", .unsigned(evidence.framesFound)),
            .init("framesDelivered", .unsigned(evidence.framesDelivered)),
            .init("codewordsClean", .unsigned(evidence.codewordsClean)),
            .init("codewordsCorrected", .unsigned(evidence.codewordsCorrected)),
            .init("codewordsFailed", .unsigned(evidence.codewordsFailed)),
            .init("countSteps", .unsigned(evidence.countSteps)),
            .init("countTrials", .unsigned(evidence.countTrials)),
            .init("packets", .unsigned(evidence.packets)),
            .init("packetSteps", .unsigned(evidence.packetSteps)),
            .init("packetTrials", .unsigned(evidence.packetTrials)),
            .init("explainedPercent", .integer(Int64(evidence.explained))),
            .init("bitsAgainstChance", .integer(Int64(evidence.bits))),
            .init("notes", .array(link.notes.map { .string($0) })),
            .init("linkFile", .string(link.linkFile(source: found.source))),
        ])
    }
}
