import Devices
import Testing

/// Is a device told from all others by what it is?
struct DeviceMatchTests {
    private let adapter = DeviceProperties(
        systemPath: "/sys/devices/pci0000:00/usb1/1-2/1-2:1.2/ttyUSB2/tty/ttyUSB2",
        subsystem: "tty", node: "/dev/ttyUSB2",
        properties: [
            "ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6011", "ID_SERIAL_SHORT": "FT4PWSEO",
            "ID_USB_INTERFACE_NUM": "0a", "ID_PATH": "pci-0000:00:14.0-usb-0:2:1.2",
            "DEVLINKS": "/dev/serial/by-path/p /dev/radio /dev/serial/by-id/i",
        ])

    @Test(
        "all that is named must be so",
        arguments: [
            (DeviceMatch(), nil),
            (DeviceMatch(vendor: 0x0403, product: 0x6011), nil),
            (DeviceMatch(serial: "FT4PWSEO", interface: 10), nil),
            (DeviceMatch(port: "pci-0000:00:14.0-usb-0:2:1.2"), nil),
            (DeviceMatch(vendor: 0x0404), "vendor is 0403, not 0404"),
            (DeviceMatch(vendor: 0x0403, product: 0x1), "product is 6011, not 0001"),
            (DeviceMatch(serial: "FT4PWSE"), "serial is FT4PWSEO, not FT4PWSE"),
            (DeviceMatch(serial: "FT4PWSEO", interface: 2), "interface is 0a, not 2"),
            (
                DeviceMatch(port: "pci-0000:00:14.0-usb-0:2:1.0"),
                "port is pci-0000:00:14.0-usb-0:2:1.2, not pci-0000:00:14.0-usb-0:2:1.0"
            ),
        ] as [(DeviceMatch, String?)])
    func matches(match: DeviceMatch, difference: String?) {
        #expect(match.difference(from: adapter) == difference)
        #expect(match.matches(adapter) == (difference == nil))
    }

    @Test("a device that says nothing of itself is none of those that are named")
    func unknown() {
        let bare = DeviceProperties(
            systemPath: "/sys/devices/platform/serial8250/tty/ttyS0", subsystem: "tty",
            node: "/dev/ttyS0", properties: [:])
        #expect(DeviceMatch(vendor: 0).difference(from: bare) == "vendor is unknown, not 0000")
        #expect(!DeviceMatch(serial: "").matches(bare))
        #expect(bare.description == "/dev/ttyS0")
        #expect(bare.stablePath == "/dev/ttyS0")
    }

    @Test("words for people, and the name that lasts longest")
    func words() {
        #expect(
            adapter.description == "/dev/ttyUSB2 (0403:6011, serial FT4PWSEO, interface 0a, at "
                + "pci-0000:00:14.0-usb-0:2:1.2)")
        #expect(
            adapter.paths == [
                "/dev/serial/by-id/i", "/dev/serial/by-path/p", "/dev/radio", "/dev/ttyUSB2",
            ])
        #expect("\(DeviceMatch(vendor: 0x1D50, serial: "9"))" == "1d50:any, serial 9")
        #expect("\(DeviceMatch(interface: 1, port: "p"))" == "interface 1, at p")
    }
}
