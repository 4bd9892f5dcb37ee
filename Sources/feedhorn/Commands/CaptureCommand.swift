import ArgumentParser
import CaptureStore
import OrderedJSON

/// `feedhorn capture`: what state capture files are in, and what is in them.
struct CaptureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "capture",
        abstract: "Check captures and show what is in them.",
        discussion: """
            A capture is complete, open (being written, or its writer died), torn (its last \
            piece is unusable), derived (rewritten by other tools), damaged or foreign. Exits \
            with the worst of 0 complete; 1 open, torn or derived; 2 not readable; 5 damaged or \
            foreign.
            """,
        subcommands: [CaptureCheckCommand.self, CaptureInfoCommand.self])
}

/// `feedhorn capture check`: the state of each file, and the first error.
struct CaptureCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Verify captures, block by block.")

    @Flag(help: "One JSON object a line: the whole report.")
    var json = false

    @Argument(help: "Captures.")
    var files: [String]

    func run() throws {
        try CaptureReports.print(files, isJSON: json) { report in
            let error = report.firstError.map { ": " + $0.text } ?? ""
            return "\(report.path): \(report.state.rawValue)\(error)\n"
        }
    }
}

/// `feedhorn capture info`: segments, links, times and counts.
struct CaptureInfoCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "info", abstract: "Show what is in captures, and verify them.")

    @Flag(help: "One JSON object a line.")
    var json = false

    @Argument(help: "Captures.")
    var files: [String]

    func run() throws {
        try CaptureReports.print(files, isJSON: json) { $0.text }
    }
}

/// Reports on several captures.
private enum CaptureReports {
    /// - Throws: the worst exit code, when it is not 0.
    static func print(
        _ files: [String], isJSON: Bool, _ text: (CaptureReport) -> String
    ) throws {
        var worst = ExitStatus.fine
        for file in files {
            do throws(CaptureError) {
                let report = try CaptureReader.check(path: file)
                Output.write(isJSON ? report.json.encoded() + "\n" : text(report))
                worst = worst.worse(report.state.exitStatus)
            } catch {
                worst = worst.worse(Complaint.line("\(error)", ExitStatus.usage))
            }
        }
        if worst != ExitStatus.fine { throw worst }
    }
}

extension CaptureState {
    /// The exit code that says so.
    var exitStatus: ExitCode {
        switch self {
        case .complete: ExitStatus.fine
        case .open, .torn, .derived: ExitStatus.gaps
        case .damaged, .foreign: ExitStatus.integrity
        }
    }
}
