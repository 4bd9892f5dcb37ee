import CLibUDev
import Glibc

/// The devices that are plugged in now, as the kernel and udev tell them.
///
/// A context of libudev is of one thread: make a directory where it is used.
public struct DeviceDirectory: ~Copyable {
    /// More of a kind would only make a message longer.
    private static let maximumDevices = 4_096

    private let context: OpaquePointer

    /// A view of the devices; throws where libudev can't be used.
    public init() throws(DeviceError) {
        guard let context = udev_new() else {
            throw .system(call: "udev_new", target: "udev", number: errno)
        }
        self.context = context
    }

    deinit {
        udev_unref(context)
    }

    /// The serial ports that are devices: no consoles, and no pseudoterminals.
    public func serialPorts() -> [DeviceProperties] {
        // Without tty0 … tty63, the consoles: to look at each would cost most of the time.
        devices(subsystem: "tty", names: ["tty[!0-9]*", "[!t]*"]).filter {
            !$0.systemPath.contains("/devices/virtual/")
        }
    }

    /// The USB devices, hubs among them.
    public func usbDevices() -> [DeviceProperties] {
        devices(subsystem: "usb")
    }

    /// Every device of a kind that has a node, in the order of the names.
    ///
    /// - Parameter names: patterns of the kernel's names, one of which has to fit; none: any name.
    public func devices(subsystem: String, names: [String] = []) -> [DeviceProperties] {
        guard let list = udev_enumerate_new(context) else { return [] }
        defer { udev_enumerate_unref(list) }
        guard udev_enumerate_add_match_subsystem(list, subsystem) >= 0,
            names.allSatisfy({ udev_enumerate_add_match_sysname(list, $0) >= 0 }),
            udev_enumerate_scan_devices(list) >= 0
        else { return [] }
        var found: [DeviceProperties] = []
        var entry = udev_enumerate_get_list_entry(list)
        while let current = entry, found.count < Self.maximumDevices {
            entry = udev_list_entry_get_next(current)
            guard let path = udev_list_entry_get_name(current),
                let device = udev_device_new_from_syspath(context, path)
            else { continue }
            defer { udev_device_unref(device) }
            let properties = DeviceProperties(device)
            if !properties.node.isEmpty { found.append(properties) }
        }
        return found.sorted { $0.node < $1.node }
    }

    /// Tells of devices that come and go, from now on; `nil` where nobody does.
    func monitor(subsystem: String) -> DeviceMonitor? {
        monitor(subsystems: [subsystem])
    }

    /// The same, of several kinds.
    public func monitor(subsystems: [String]) -> DeviceMonitor? {
        DeviceMonitor(context, subsystems: subsystems)
    }
}

extension DeviceProperties {
    init(_ device: OpaquePointer) {
        self.init(
            systemPath: Self.text(udev_device_get_syspath(device)) ?? "",
            subsystem: Self.text(udev_device_get_subsystem(device)) ?? "",
            node: Self.text(udev_device_get_devnode(device)) ?? "", properties: [:])
        var entry = udev_device_get_properties_list_entry(device)
        while let current = entry {
            entry = udev_list_entry_get_next(current)
            guard let name = Self.text(udev_list_entry_get_name(current)) else { continue }
            properties[name] = Self.text(udev_list_entry_get_value(current))
        }
        addAttributes(of: device)
    }

    /// Where udev does not run (a container), the kernel's own attributes say the same.
    private mutating func addAttributes(of device: OpaquePointer) {
        let parents = [
            (
                "usb_device",
                [
                    (Key.vendor, "idVendor"), (Key.product, "idProduct"), (Key.serial, "serial"),
                    (Key.vendorName, "manufacturer"), (Key.productName, "product"),
                ]
            ),
            ("usb_interface", [(Key.interface, "bInterfaceNumber")]),
        ]
        let own = Self.text(udev_device_get_devtype(device))
        for (kind, attributes) in parents {
            // The parent of a USB device is the hub.
            let parent =
                own == kind
                ? device : udev_device_get_parent_with_subsystem_devtype(device, "usb", kind)
            guard let parent, own == nil || own == kind || own != "usb_device" else { continue }
            for (key, attribute) in attributes where properties[key] == nil {
                properties[key] = Self.text(udev_device_get_sysattr_value(parent, attribute))
            }
            if kind == "usb_interface", properties[Key.driver] == nil {
                properties[Key.driver] = Self.text(udev_device_get_driver(parent))
            }
        }
    }

    private static func text(_ string: UnsafePointer<CChar>?) -> String? {
        string.map { String(cString: $0) }
    }
}
