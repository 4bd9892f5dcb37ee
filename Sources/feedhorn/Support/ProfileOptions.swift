import ArgumentParser
import Gateway
import Glibc
import LinkConfiguration

/// Where commands look for hardware profiles.
struct ProfileOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of hardware profiles, before FEEDHORN_PROFILES, ./Hardware and the system's.",
            valueName: "dir"))
    var profiles: [String] = []

    var path: ProfilePath {
        ProfilePath(
            named: profiles, variable: getenv("FEEDHORN_PROFILES").map { String(cString: $0) })
    }

    /// All profiles; what is wrong with one does not hide the others.
    func shelf() -> ProfileShelf {
        let shelf = ProfileShelf(path)
        for error in shelf.errors { _ = Complaint.configuration(error) }
        return shelf
    }
}
