import ArgumentParser
import Gateway
import LinkConfiguration

/// `feedhorn check`: says everything that is wrong in configuration files, with its places.
struct CheckCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check link files, station configurations and hardware profiles.",
        discussion: """
            A file with one of the keys station, capture, query, sinks or links is read as a \
            station configuration, with its conf.d beside it, as `serve` reads it; a file \
            with match, status or notes, or called profile.yaml, as a hardware profile; every \
            other as a link file. Errors go to standard error, one a line, as \
            file:line:column: what is wrong. Files of keys and of leap seconds that links name are \
            read as well. Exits with 2 when there is one.
            """)

    @OptionGroup var profiles: ProfileOptions

    @Argument(help: "Files to check.")
    var files: [String]

    func run() throws {
        var isFine = true
        for file in files {
            do {
                try check(file)
                Output.write("\(file): ok\n")
            } catch {
                isFine = false
                _ = Complaint.configuration(error)
            }
        }
        if !isFine { throw ExitStatus.usage }
    }

    private func check(_ path: String) throws(ConfigurationErrors) {
        switch ConfigurationKind.of(path) {
        case .link: try NamedFiles.check([LinkFile.load(path)])
        case .profile: try NamedFiles.check([HardwareProfile.load(path).link])
        case .station:
            let station = try StationConfiguration.load(
                path, profiles: profiles.path, filterProblem: StationFilters.problem)
            try NamedFiles.check(station.links)
        }
    }
}
