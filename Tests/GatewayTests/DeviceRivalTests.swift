import Devices
import Gateway
import Testing

/// Is it said which running program may take a device?
struct DeviceRivalTests {
    private func port(_ identity: String, _ more: [String: String] = [:]) -> DeviceProperties {
        let parts = identity.split(separator: ":").map(String.init)
        let numbers = ["ID_VENDOR_ID": parts[0], "ID_MODEL_ID": parts[1]]
        return DeviceProperties(
            systemPath: "/sys/x", subsystem: "tty", node: "/dev/ttyUSB0",
            properties: numbers.merging(more) { $1 })
    }

    private func interests(_ device: DeviceProperties, running: Bool) -> [DeviceRival.Interest] {
        DeviceRival.all(for: device) { name in
            running ? [PortHolder(process: 7, name: name)] : []
        }.map(\.interest)
    }

    @Test(
        "ModemManager, brltty, gpsd",
        arguments: [
            ("1a86:7523", [:], [.possible, .likely, .none]),
            ("10c4:ea60", [:], [.possible, .likely, .possible]),
            ("0403:6001", ["ID_MM_DEVICE_IGNORE": "1"], [.none, .likely, .none]),
            ("1209:4242", [:], [.possible, .none, .none]),
            (
                "1546:01a7", ["SYSTEMD_WANTS": "gpsdctl@ttyUSB0.service"],
                [.possible, .none, .likely]
            ),
        ] as [(String, [String: String], [DeviceRival.Interest])])
    func whoMayTakeIt(
        identity: String, more: [String: String], expected: [DeviceRival.Interest]
    ) {
        #expect(interests(port(identity, more), running: true) == expected)
    }

    @Test func nobodyWhoDoesNotRunTakesIt() {
        #expect(interests(port("10c4:ea60"), running: false) == [.none, .none, .none])
        // udev starts gpsd for it.
        let wanted = port("10c4:ea60", ["SYSTEMD_WANTS": "gpsdctl@ttyUSB0.service"])
        #expect(interests(wanted, running: false) == [.none, .none, .likely])
    }

    @Test func aUSBDeviceIsNoPort() {
        var device = port("10c4:ea60")
        device.subsystem = "usb"
        #expect(interests(device, running: true) == [.none, .none, .none])
    }
}
