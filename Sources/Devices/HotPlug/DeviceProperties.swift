/// What is known of a device of the kernel: its node, and what udev says of it.
public struct DeviceProperties: Hashable, Sendable {
    /// The device's directory in `/sys`, which names it as long as it is plugged in.
    public var systemPath: String
    /// The kind: `tty`, `usb`.
    public var subsystem: String
    /// The device's node: `/dev/ttyUSB0`; empty where it has none.
    public var node: String
    /// The udev database's properties (`ID_VENDOR_ID` …), and where it has none, the same out of
    /// the attributes of the USB device above.
    public var properties: [String: String]

    /// A device.
    public init(
        systemPath: String, subsystem: String, node: String, properties: [String: String]
    ) {
        self.systemPath = systemPath
        self.subsystem = subsystem
        self.node = node
        self.properties = properties
    }

    /// Whether it is a USB device, and no port that a driver makes of one.
    public var isUSBDevice: Bool { subsystem == "usb" }

    /// The kernel's name, of a USB device the place on its bus: `1-2.1`.
    public var kernelName: String {
        systemPath.split(separator: "/").last.map(String.init) ?? ""
    }

    /// Names under which the device stands in `/dev`, links included: the stable ones first.
    public var paths: [String] {
        let links = properties[Key.links]?.split(separator: " ").map(String.init) ?? []
        return links.sorted { Self.rank($0) < Self.rank($1) } + (node.isEmpty ? [] : [node])
    }

    /// The name to write into a link file: by identity, if there is one.
    public var stablePath: String { paths.first ?? node }

    /// By-id names say what it is, by-path ones where it is plugged in.
    private static func rank(_ path: String) -> (Int, String) {
        let rank =
            path.contains("/by-id/") ? 0 : path.contains("/by-path/") ? 1 : 2
        return (rank, path)
    }

    /// The vendor's number of a USB device, four hexadecimal digits.
    public var vendor: String? { properties[Key.vendor] }
    /// The product's number, four hexadecimal digits.
    public var product: String? { properties[Key.product] }
    /// The vendor's name, as the device or the list of USB devices has it.
    public var vendorName: String? { properties[Key.vendorName] }
    /// The product's name.
    public var productName: String? { properties[Key.productName] }
    /// `0403:6001`; `nil` for what is no USB device.
    public var identity: String? {
        guard let vendor, let product else { return nil }
        return "\(vendor):\(product)"
    }
    /// The serial number that the vendor gave the device.
    public var serial: String? { properties[Key.serial] }
    /// The number of the USB interface, two digits.
    public var interface: String? { properties[Key.interface] }
    /// Where it is plugged in (`pci-0000:00:14.0-usb-0:2:1.0`).
    public var port: String? { properties[Key.port] }
    /// The kernel's driver (`ftdi_sio`).
    public var driver: String? { properties[Key.driver] }

    /// Names of udev's properties.
    enum Key {
        static let links = "DEVLINKS"
        static let vendor = "ID_VENDOR_ID"
        static let product = "ID_MODEL_ID"
        static let serial = "ID_SERIAL_SHORT"
        static let interface = "ID_USB_INTERFACE_NUM"
        static let port = "ID_PATH"
        static let driver = "ID_USB_DRIVER"
        static let vendorName = "ID_VENDOR"
        static let productName = "ID_MODEL"
    }
}

extension DeviceProperties: CustomStringConvertible {
    /// `/dev/ttyUSB0 (0403:6001, serial A50285BI, at pci-…-usb-0:2:1.0)`.
    public var description: String {
        var parts: [String] = []
        if let vendor, let product { parts.append("\(vendor):\(product)") }
        if let serial { parts.append("serial \(serial)") }
        if let interface, interface != "00" { parts.append("interface \(interface)") }
        if let port { parts.append("at \(port)") }
        let name = node.isEmpty ? systemPath : node
        return parts.isEmpty ? name : "\(name) (\(parts.joined(separator: ", ")))"
    }
}
