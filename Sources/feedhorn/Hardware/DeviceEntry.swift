import Devices
import Gateway
import LinkConfiguration
import OrderedJSON

/// A device as `feedhorn devices` shows it.
struct DeviceEntry {
    let device: DeviceProperties
    let profile: HardwareProfile?
    let holders: [PortHolder]

    init(_ device: DeviceProperties, _ shelf: ProfileShelf) {
        self.device = device
        profile = shelf.profile(of: device)
        holders = device.node.isEmpty ? [] : PortHolders.holders(of: device.node)
    }

    static let titles = [
        "NODE", "USB", "SERIAL", "DRIVER", "PORT", "PROFILE", "HELD BY",
    ]

    /// The cells of a row; what is unknown is a hyphen.
    var cells: [String] {
        let holder = holders.map(\.description).joined(separator: ", ")
        let all = [
            device.node, device.identity, device.serial, device.driver, device.port,
            profile?.name, holder,
        ]
        return all.map { cell in
            guard let cell, !cell.isEmpty else { return "-" }
            return PlainText.line(cell)
        }
    }

    /// The same for programs.
    func members(class name: String) -> [JSONMember] {
        func text(_ value: String?) -> JSONValue {
            value.map { .string($0) } ?? .null
        }
        return [
            .init("class", .string(name)),
            .init("node", text(device.node.isEmpty ? nil : device.node)),
            .init("kind", .string(device.isUSBDevice ? "usb" : "serial")),
            .init("usb", text(device.identity)),
            .init("serial", text(device.serial)),
            .init("interface", text(device.interface)),
            .init("driver", text(device.driver)),
            .init("port", text(device.port)),
            .init("manufacturer", text(device.vendorName)),
            .init("product", text(device.productName)),
            .init("paths", .array(device.paths.map { .string($0) })),
            .init("profile", text(profile?.name)),
            .init("profileFile", text(profile?.path)),
            .init(
                "holders",
                .array(
                    holders.map {
                        .object([
                            .init("process", .integer(Int64($0.process))),
                            .init("name", .string($0.name)),
                        ])
                    })),
        ]
    }
}

/// What a device says of itself is shown on a terminal: without control characters.
enum PlainText {
    static func line(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
    }
}
