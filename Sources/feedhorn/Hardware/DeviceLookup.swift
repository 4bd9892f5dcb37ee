import Devices
import Gateway
import Glibc

/// Finds devices by what people call them.
enum DeviceLookup {
    /// Serial ports, and USB devices: all of them, or those that have a profile.
    static func devices(
        in directory: borrowing DeviceDirectory, _ shelf: ProfileShelf, all: Bool
    ) -> [DeviceProperties] {
        let usb = directory.usbDevices().filter { all || shelf.profile(of: $0) != nil }
        return directory.serialPorts() + usb
    }

    /// Those that a name fits: a node or a link to it, its last part, vendor and product, a serial
    /// number, or the place where it is plugged in. A port is meant rather than the device that it
    /// is on.
    static func find(
        _ name: String, in directory: borrowing DeviceDirectory
    ) -> [DeviceProperties] {
        let file = name.contains("/") ? File(name) : nil
        func fits(_ device: DeviceProperties) -> Bool {
            if name.contains("/") {
                return device.paths.contains(name) || device.systemPath == name
                    || (file != nil && File(device.node) == file)
            }
            return device.node.split(separator: "/").last.map(String.init) == name
                || device.identity == name.lowercased() || device.serial == name
                || device.port == name || device.kernelName == name
        }
        let ports = directory.serialPorts().filter(fits)
        return ports.isEmpty ? directory.usbDevices().filter(fits) : ports
    }

    /// Which file a path leads to, through links: by the file itself, as a link may lead anywhere.
    private struct File: Equatable {
        let device: UInt64
        let inode: UInt64

        init?(_ path: String) {
            var status = stat()
            guard !path.isEmpty, stat(path, &status) == 0 else { return nil }
            device = UInt64(status.st_dev)
            inode = UInt64(status.st_ino)
        }
    }
}
