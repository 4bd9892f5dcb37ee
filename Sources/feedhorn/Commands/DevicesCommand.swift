import ArgumentParser
import Devices
import Gateway
import OrderedJSON

/// `feedhorn devices`: what is plugged in, and which profile each device has.
struct DevicesCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "devices",
        abstract: "Show serial ports and USB devices with their hardware profiles.",
        discussion: """
            Shows every serial port, and every USB device that has a hardware profile. DEVICE is \
            a node or a link to it, vendor:product, a serial number, or the place where it is \
            plugged in. Opens no device. Exits with 2 where DEVICE is not there, 3 where nobody \
            tells of changes.
            """)

    @Flag(help: "USB devices without a profile too.")
    var all = false

    @Flag(name: .shortAndLong, help: "One JSON object a line.")
    var json = false

    @Flag(name: .shortAndLong, help: "Devices that come and go from now on, until ^C.")
    var watch = false

    @Option(
        name: [.customShort("n"), .customLong("count")],
        help: "With --watch: end after so many changes.")
    var count: Int?

    @Option(
        help: ArgumentHelp(
            "Why a device is taken or not: profiles, permissions, holders, rivals.",
            valueName: "device"))
    var explain: String?

    @OptionGroup var profiles: ProfileOptions

    func validate() throws {
        if watch, explain != nil {
            throw ValidationError("--watch with --explain: expected one of them")
        }
        if let count, count < 1 || !watch {
            throw ValidationError("-n \(count): expected 1 or more, with --watch")
        }
    }

    func run() throws {
        let shelf = profiles.shelf()
        let directory = try DeviceDirectory.opened()
        if let explain {
            for device in try directory.devices(named: explain) {
                let explanation = DeviceExplanation(device, shelf)
                Output.write(json ? explanation.json : explanation.text)
            }
        } else if watch {
            Interruption.trap()
            var session = DeviceWatch(shelf, all: all, json: json)
            guard session.run(directory, count: count) else {
                throw Complaint.line(
                    "udev: nobody tells of devices that come and go", ExitStatus.unreachable)
            }
        } else {
            list(
                DeviceLookup.devices(in: directory, shelf, all: all).map { DeviceEntry($0, shelf) })
        }
    }

    private func list(_ entries: [DeviceEntry]) {
        guard !json else {
            for entry in entries {
                Output.write(JSONValue.object(entry.members(class: "DEVICE")).encoded() + "\n")
            }
            return
        }
        var table = TextTable(DeviceEntry.titles, leading: DeviceEntry.titles.count)
        for entry in entries { table.add(entry.cells.map { TextTable.Cell($0) }) }
        Output.write(table.lines.map { $0 + "\n" }.joined())
        if entries.isEmpty { Output.message("no serial port, and no USB device with a profile") }
    }
}

extension DeviceDirectory {
    /// A view of the devices; ends the command where there can be none.
    static func opened() throws -> DeviceDirectory {
        do {
            return try DeviceDirectory()
        } catch {
            throw Complaint.line("\(error)", ExitStatus.unreachable)
        }
    }

    /// Those that a name fits: at least one.
    func devices(named name: String) throws -> [DeviceProperties] {
        let found = DeviceLookup.find(name, in: self)
        guard !found.isEmpty else {
            throw Complaint.line(
                "no device '\(name)', expected a node, vendor:product, a serial number or a port; "
                    + "feedhorn devices --all shows what there is", ExitStatus.usage)
        }
        return found
    }
}
