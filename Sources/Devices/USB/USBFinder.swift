import CLibUSB

/// Finds the one USB device that is meant.
///
/// What a device is, udev and the kernel know (its serial number, where it is plugged in) without
/// opening it; libusb then gets it by its place on the bus.
struct USBFinder: ~Copyable {
    private let match: DeviceMatch
    private let directory: DeviceDirectory?

    init(_ match: DeviceMatch) {
        self.match = match
        directory = try? DeviceDirectory()
    }

    /// The device, for the caller to unreference, and its name for people.
    func device(_ context: USBContext) throws(DeviceError) -> (device: OpaquePointer, name: String)
    {
        context.missesDevice = false
        let found = directory?.usbDevices().filter(match.matches) ?? []
        if found.count > 1 {
            throw .ambiguous(name: "\(match)", candidates: found.map(\.description))
        }
        guard let properties = found.first, let place = USBPlace(node: properties.node) else {
            throw .noDevice(name: "\(match)")
        }
        guard let device = Self.device(at: place, context) else {
            context.missesDevice = true
            throw .noDevice(name: "\(match)")
        }
        return (device, properties.description)
    }

    private static func device(at place: USBPlace, _ context: USBContext) -> OpaquePointer? {
        var list: UnsafeMutablePointer<OpaquePointer?>?
        let count = libusb_get_device_list(context.context, &list)
        guard count >= 0, let list else { return nil }
        defer { libusb_free_device_list(list, 1) }
        for index in 0..<count {
            guard let device = list[index] else { continue }
            let here = USBPlace(
                bus: libusb_get_bus_number(device), address: libusb_get_device_address(device))
            if here == place { return libusb_ref_device(device) }
        }
        return nil
    }
}

/// Where a USB device is now: another place each time it is plugged in.
struct USBPlace: Hashable {
    var bus: UInt8
    var address: UInt8

    init(bus: UInt8, address: UInt8) {
        self.bus = bus
        self.address = address
    }

    /// Of a node such as `/dev/bus/usb/001/005`.
    init?(node: String) {
        let parts = node.split(separator: "/")
        guard parts.count >= 2, let bus = UInt8(parts[parts.count - 2]),
            let address = UInt8(parts[parts.count - 1])
        else { return nil }
        self.init(bus: bus, address: address)
    }
}
