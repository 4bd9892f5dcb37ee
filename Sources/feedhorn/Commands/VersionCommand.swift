import ArgumentParser

/// `feedhorn version`: the same as `feedhorn --version`.
struct VersionCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "version", abstract: "Print the version.")

    func run() {
        Output.write(Version.text + "\n")
    }
}
