public import Devices

/// A program that takes serial ports of devices which are not its own.
public struct DeviceRival: Sendable, Equatable {
    /// How likely it takes the device.
    public enum Interest: String, Sendable, Equatable {
        /// It does not run, or leaves the device alone.
        case none
        /// It may, depending on how it is configured.
        case possible
        /// It does, unless it is told otherwise.
        case likely
    }

    /// The program's name, as the kernel keeps it.
    public var program: String
    /// The processes that run it.
    public var processes: [PortHolder]
    /// How likely it takes the device.
    public var interest: Interest
    /// Why.
    public var reason: String
    /// What keeps it away; `nil` where nothing need be done.
    public var remedy: String?

    /// The programs that are known for it.
    private static let programs = ["ModemManager", "brltty", "gpsd"]

    /// What is to be expected of each of them, as they run now.
    public static func all(for device: DeviceProperties) -> [DeviceRival] {
        all(for: device) { PortHolders.processes(named: $0) }
    }

    /// - Parameter processes: who runs a program.
    public static func all(
        for device: DeviceProperties, processes: (String) -> [PortHolder]
    ) -> [DeviceRival] {
        programs.map { program in
            let running = processes(program)
            var rival = DeviceRival(
                program: program, processes: running, interest: .none, reason: "does not run",
                remedy: nil)
            if device.isUSBDevice {
                rival.reason = "looks at ports only"
            } else if program == "gpsd" {
                rival.judgeReceivers(device)
            } else if !running.isEmpty {
                if program == "brltty" {
                    rival.judgeBraille(device)
                } else {
                    rival.judgeModems(device)
                }
            }
            return rival
        }
    }

    /// ModemManager 1.20 as Debian 12 runs it: a port of a device with several CDC-ACM ports, or
    /// with a network port, is asked whether it is a modem; with other policies every port is.
    private mutating func judgeModems(_ device: DeviceProperties) {
        if let ignored = device.properties["ID_MM_DEVICE_IGNORE"], ["1", "true"].contains(ignored) {
            reason = "leaves the device alone (ID_MM_DEVICE_IGNORE)"
            return
        }
        interest = .possible
        reason =
            "runs, and the device has no ID_MM_DEVICE_IGNORE: it may open the port and send "
            + "commands of modems"
        remedy = "the udev rule below"
    }

    /// Chips that braille displays have as well, by brltty 6.5's drivers.
    private mutating func judgeBraille(_ device: DeviceProperties) {
        let chips: Set = ["1a86:7523", "0403:6001", "10c4:ea60"]
        guard let identity = device.identity, chips.contains(identity) else {
            reason = "runs, and knows no braille display of this vendor and product"
            return
        }
        interest = .likely
        reason = "runs, and takes \(identity) for a braille display: the port vanishes"
        remedy =
            "systemctl disable --now brltty, or an own list of its displays in /etc/brltty.conf"
    }

    /// gpsd is started by its udev rule when such a chip is plugged in, so it need not run yet.
    private mutating func judgeReceivers(_ device: DeviceProperties) {
        if device.properties["SYSTEMD_WANTS"]?.contains("gpsdctl@") == true {
            interest = .likely
            reason = "its udev rule hands it the port (SYSTEMD_WANTS)"
            remedy = "USBAUTO=\"false\" in /etc/default/gpsd"
            return
        }
        let chips: Set = ["10c4:ea60", "10c4:ea71", "067b:2303", "067b:aaa0", "0557:2008"]
        guard !processes.isEmpty else { return }
        guard let identity = device.identity, chips.contains(identity) else {
            reason = "runs, and its udev rule does not name this vendor and product"
            return
        }
        interest = .possible
        reason = "runs, and its udev rule (60-gpsd.rules) names \(identity)"
        remedy = "USBAUTO=\"false\" in /etc/default/gpsd"
    }
}
