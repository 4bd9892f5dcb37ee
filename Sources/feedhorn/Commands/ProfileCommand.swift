import ArgumentParser
import Devices
import Gateway
import LinkConfiguration
import OrderedJSON

/// `feedhorn profile`: the hardware profiles that there are, and new ones.
struct ProfileCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "profile",
        abstract: "List hardware profiles, and write new ones.",
        subcommands: [ProfileListCommand.self, ProfileNewCommand.self])
}

/// `feedhorn profile ls`: every profile, and where it was found.
struct ProfileListCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ls",
        abstract: "Show the hardware profiles that there are.",
        discussion: "Exits with 2 when one of them can't be read.")

    @Flag(name: .shortAndLong, help: "One JSON object a line.")
    var json = false

    @OptionGroup var profiles: ProfileOptions

    func run() throws {
        let shelf = ProfileShelf(profiles.path)
        var table = TextTable(["NAME", "STATUS", "FOR", "FILE", "DESCRIPTION"], leading: 5)
        for profile in shelf.profiles {
            let devices = profile.match.map { "\($0)" }
            if json {
                Output.write(Self.object(profile, devices).encoded() + "\n")
            } else {
                let source = profile.link.source?.kind ?? "-"
                table.add(
                    [
                        profile.name, profile.status.rawValue, devices ?? source, profile.path,
                        profile.link.description ?? "-",
                    ].map { TextTable.Cell($0) })
            }
        }
        if !json { Output.write(table.lines.map { $0 + "\n" }.joined()) }
        for error in shelf.errors { _ = Complaint.configuration(error) }
        if !shelf.errors.isEmpty { throw ExitStatus.usage }
    }

    private static func object(_ profile: HardwareProfile, _ devices: String?) -> JSONValue {
        .object([
            .init("class", "PROFILE"),
            .init("name", .string(profile.name)),
            .init("status", .string(profile.status.rawValue)),
            .init("source", .string(profile.link.source?.kind ?? "")),
            .init("match", devices.map { .string($0) } ?? .null),
            .init("file", .string(profile.path)),
            .init("description", profile.link.description.map { .string($0) } ?? .null),
            .init("notes", .array(profile.notes.map { .string($0) })),
        ])
    }
}

/// `feedhorn profile new`: the folder of a profile for a device that is plugged in.
struct ProfileNewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Write a hardware profile for a device that is plugged in.",
        discussion: """
            DEVICE is a node or a link to it, vendor:product, a serial number, or the place where \
            it is plugged in. Writes profile.yaml, README.md and a udev rule; what only people \
            know is left to fill in. Nothing that is there already is overwritten.
            """)

    @Argument(help: "The device.")
    var device: String

    @Option(help: "Name of the profile and of its folder; else maker and product.")
    var name: String?

    @Option(help: ArgumentHelp("Folder to write the profile's folder in.", valueName: "dir"))
    var output = "Hardware"

    func validate() throws {
        if let name, !LinkFile.isName(name) {
            throw ValidationError(
                "--name '\(name)': expected 1 to 64 letters, digits, '-', '_', '.'")
        }
    }

    func run() throws {
        let directory = try DeviceDirectory.opened()
        let found = try directory.devices(named: device)
        guard found.count == 1 else {
            let names = found.map(\.node).joined(separator: ", ")
            throw Complaint.line(
                "'\(device)' fits \(names), expected one device", ExitStatus.usage)
        }
        guard let skeleton = ProfileSkeleton(found[0], name: name) else {
            throw Complaint.line(
                "\(found[0].node) is no USB device: nothing tells it from others",
                ExitStatus.usage)
        }
        do {
            for path in try NewFolder(output, skeleton.name).write(skeleton.files) {
                Output.write("\(path)\n")
            }
        } catch let error as NewFolder.Failure {
            throw Complaint.line("\(error.path): \(error.reason)", ExitStatus.usage)
        }
    }
}
