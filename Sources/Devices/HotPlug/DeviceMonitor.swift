import CLibUDev

/// What was told of a device.
public struct DeviceChange: Sendable, Hashable {
    /// The kernel's word: `add`, `remove`, `bind`, `change` …
    public var action: String
    /// The device; of one that has gone often nothing but its place in `/sys`.
    public var device: DeviceProperties
}

/// Hears of devices of some kinds that come and go; of one thread, as its directory is.
public final class DeviceMonitor {
    private let monitor: OpaquePointer

    init?(_ context: OpaquePointer, subsystems: [String]) {
        // What udev sends after its rules have run: names and groups are there then.
        guard let monitor = udev_monitor_new_from_netlink(context, "udev") else { return nil }
        let isFiltered = subsystems.allSatisfy {
            udev_monitor_filter_add_match_subsystem_devtype(monitor, $0, nil) >= 0
        }
        guard isFiltered, udev_monitor_enable_receiving(monitor) >= 0 else {
            udev_monitor_unref(monitor)
            return nil
        }
        self.monitor = monitor
    }

    deinit {
        udev_monitor_unref(monitor)
    }

    /// Becomes readable when something came or went.
    public var descriptor: Int32 { udev_monitor_get_fd(monitor) }

    /// The next that was told; `nil` when nothing more waits.
    public func next() -> DeviceChange? {
        guard let device = udev_monitor_receive_device(monitor) else { return nil }
        defer { udev_device_unref(device) }
        let action = udev_device_get_action(device).map { String(cString: $0) }
        return DeviceChange(action: action ?? "", device: DeviceProperties(device))
    }

    /// Takes what was told; what it was does not matter to those who look again.
    ///
    /// - Returns: whether there was anything.
    func drain() -> Bool {
        // As many as a hub of hubs brings at once; more wait for the next call.
        for count in 0..<256 {
            guard let device = udev_monitor_receive_device(monitor) else { return count > 0 }
            udev_device_unref(device)
        }
        return true
    }
}
