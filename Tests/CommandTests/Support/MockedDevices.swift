import Foundation

/// The program with devices that are not there: umockdev puts its own in the place of the system's.
enum MockedDevices {
    static let isPossible = ["umockdev-run", "umockdev-wrapper"].allSatisfy { name in
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.contains {
            FileManager.default.isExecutableFile(atPath: "\($0)/\(name)")
        }
    }

    static var isTested: Bool { Program.isBuilt && isPossible }

    /// There is a compiler, and the library to plug devices with.
    static let canPlug =
        (try? Program.shell("command -v cc && pkg-config --exists umockdev-1.0"))?.status == 0

    private static let support = URL(filePath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "Support/udev").path

    /// A file of devices, or the program that plugs them.
    static func file(_ name: String) -> String { "\(support)/\(name)" }

    /// Runs the program in a folder with its profiles, with the devices of `stand.umockdev`.
    static func run(_ arguments: String, in folder: Folder) throws -> Program.Result {
        try Program.shell(
            "cd '\(folder.path)' && umockdev-run -d '\(file("stand.umockdev"))' -- "
                + "\"$FEEDHORN\" \(arguments)")
    }

    /// The same, and plugs a device in and out again while the program watches.
    static func runWithPlug(_ arguments: String, in folder: Folder) throws -> Program.Result {
        let place = "/sys/devices/pci0000:00/0000:00:14.0/usb1/1-7/1-7:1.0/tty/ttyACM7"
        return try Program.shell(
            """
            set -e; cd '\(folder.path)'
            cc -o plug '\(file("plug.c"))' $(pkg-config --cflags --libs umockdev-1.0)
            umockdev-wrapper ./plug '\(file("stand.umockdev"))' '\(file("rover.umockdev"))' \
            \(place) "$FEEDHORN" \(arguments)
            """)
    }

    /// A folder with two profiles: of a bridge chip, and of a radio of its own make.
    static func folder() throws -> Folder {
        let folder = try Folder()
        for (name, match, source) in [
            (
                "serial-bridge", "{usb: [\"0403:6001\"], driver: ftdi_sio, product: \"FT232R*\"}",
                "{serial: {baud: 57600 Bd}}"
            ),
            ("bulk-radio", "{usb: [\"1209:4242\"]}", "{usb: {endpoint: 0x81}}"),
        ] {
            try FileManager.default.createDirectory(
                atPath: folder.file("Hardware/\(name)"), withIntermediateDirectories: true)
            try folder.write(
                "Hardware/\(name)/profile.yaml",
                "feedhorn: 1\nname: \(name)\nmatch: \(match)\nsource: \(source)\nframing: packets\n"
            )
        }
        return folder
    }
}
