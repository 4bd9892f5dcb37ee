import ArgumentParser
import OrderedJSON

/// `feedhorn fixture`: recordings with expected results, which the tests pick up.
struct FixtureCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fixture",
        abstract: "Make and check recordings with expected results.",
        discussion: """
            A fixture is a folder with capture.pcapng, link.yaml and expected.json. A result that \
            feedhorn made itself is marked unconfirmed until an independent decoder agrees.
            """,
        subcommands: [FixtureMakeCommand.self, FixtureCheckCommand.self])
}

/// `feedhorn fixture make`: the expected result, from decoding.
struct FixtureMakeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "make",
        abstract: "Write expected.json from decoding, marked unconfirmed.",
        discussion: """
            Look at the result before you keep it: it says what this decoder finds, right or \
            wrong. A confirmed result is never overwritten without --force.
            """)

    @Flag(help: "Overwrite a confirmed result, too.")
    var force = false

    @Argument(help: "Folder with capture.pcapng and link.yaml.")
    var folder: String

    func run() throws {
        let folder = FixtureFolder(folder)
        if let former = try folder.result(), former.isConfirmed, !force {
            throw Complaint.line(
                "\(folder.expectedPath): \(former.standing): --force overwrites it",
                ExitStatus.usage)
        }
        let summary = try folder.decode()
        try folder.write(.unconfirmed(summary))
        let counts = ["frames", "packets"].map { "\(summary[$0]?.encoded() ?? "0") \($0)" }
        Output.write(
            "\(folder.expectedPath): \(counts.joined(separator: ", ")); UNCONFIRMED: `feedhorn "
                + "fixture check --confirm` takes the result of another decoder\n")
    }
}

/// `feedhorn fixture check`: does decoding give the expected result?
struct FixtureCheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Decode fixtures and compare with their expected results.",
        discussion: """
            Every difference is a line. Exits with 0 when there is none, 1 when there is one, 2 \
            when something cannot be read, 5 when a capture is damaged. With --confirm, the \
            result of another decoder (in the neutral form of the recordings' truth) is \
            compared, too, and on agreement the expected result is marked as confirmed by it.
            """)

    @Option(help: ArgumentHelp("Result of an independent decoder, JSON.", valueName: "file"))
    var confirm: String?

    @Option(help: ArgumentHelp("Name of that decoder.", valueName: "name"))
    var by: String?

    @Argument(help: "Folders with capture.pcapng, link.yaml and expected.json.")
    var folders: [String]

    func validate() throws {
        guard confirm != nil || by != nil else { return }
        guard confirm != nil, let by, !by.isEmpty else {
            throw ValidationError("--confirm and --by go together: which decoder agrees?")
        }
        if folders.count != 1 { throw ValidationError("--confirm: one folder at a time") }
    }

    func run() throws {
        var worst = ExitStatus.fine
        for path in folders {
            do {
                worst = worst.worse(try check(FixtureFolder(path)))
            } catch let code as ExitCode {
                worst = worst.worse(code)
            }
        }
        if worst != ExitStatus.fine { throw worst }
    }

    private func check(_ folder: FixtureFolder) throws -> ExitCode {
        guard var result = try folder.result() else {
            return Complaint.line(
                "\(folder.expectedPath): none: `feedhorn fixture make` makes one",
                ExitStatus.usage)
        }
        let found = try folder.decode()
        var comparison = FixtureComparison()
        comparison.compare(result.expected, with: found)
        guard show(comparison.differences, folder, "feedhorn") else { return ExitStatus.gaps }
        if let confirm, let by {
            let other = IndependentResult(try FixtureFolder.members(of: confirm))
            guard let keys = compare(other, found, folder, by) else { return ExitStatus.gaps }
            result = result.confirmed(by: by, keys: keys)
            try folder.write(result)
        }
        Output.write("\(folder.path): agrees; \(result.standing)\n")
        return ExitStatus.fine
    }

    /// - Returns: what was compared, where it agrees.
    private func compare(
        _ other: IndependentResult, _ found: JSONValue, _ folder: FixtureFolder, _ name: String
    ) -> [String]? {
        guard other.hasDigest else {
            Output.write("\(folder.path): \(name) gives no digest of frames or packets: refused\n")
            return nil
        }
        if !other.others.isEmpty {
            Output.message("not compared: \(other.others.joined(separator: ", "))")
        }
        var comparison = FixtureComparison(isIndependent: true)
        comparison.compare(other.members, with: found)
        guard show(comparison.differences, folder, name) else { return nil }
        return other.members.map(\.name)
    }

    /// - Returns: whether there are none.
    private func show(_ differences: [String], _ folder: FixtureFolder, _ name: String) -> Bool {
        for difference in differences {
            Output.write("\(folder.path): \(name): \(difference)\n")
        }
        return differences.isEmpty
    }
}
