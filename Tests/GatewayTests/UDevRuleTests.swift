import Devices
import Gateway
import Testing

/// Does a rule name the one device, and nothing else of its kind?
struct UDevRuleTests {
    private func port(_ properties: [String: String]) -> DeviceProperties {
        DeviceProperties(
            systemPath: "/sys/devices/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0", subsystem: "tty",
            node: "/dev/ttyUSB0", properties: properties)
    }

    private func usb(_ properties: [String: String]) -> DeviceProperties {
        DeviceProperties(
            systemPath: "/sys/devices/usb1/1-2.1", subsystem: "usb",
            node: "/dev/bus/usb/001/005", properties: properties)
    }

    private let done = "GROUP=\"feedhorn\", MODE=\"0660\", ENV{ID_MM_DEVICE_IGNORE}=\"1\""

    @Test func aPortWithASerialNumber() {
        let rule = UDevRule(
            port([
                "ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6001", "ID_SERIAL_SHORT": "A50285BI",
                "ID_PATH": "pci-0000:00:14.0-usb-0:2:1.0",
            ]))
        #expect(
            rule?.line
                == "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"0403\", ATTRS{idProduct}==\"6001\", "
                + "ATTRS{serial}==\"A50285BI\", " + done)
    }

    @Test func aPortWithoutASerialNumberIsNamedByItsPlace() {
        let rule = UDevRule(
            port([
                "ID_VENDOR_ID": "1a86", "ID_MODEL_ID": "7523",
                "ID_PATH": "pci-0000:00:14.0-usb-0:2:1.0",
            ]))
        #expect(
            rule?.line
                == "SUBSYSTEM==\"tty\", ATTRS{idVendor}==\"1a86\", ATTRS{idProduct}==\"7523\", "
                + "ENV{ID_PATH}==\"pci-0000:00:14.0-usb-0:2:1.0\", " + done)
    }

    /// By its numbers alone, every CH340 of the machine would be taken from those who had it.
    @Test func aBridgeChipThatNothingTellsFromOthersHasNoRule() throws {
        let rule = try #require(UDevRule(port(["ID_VENDOR_ID": "1a86", "ID_MODEL_ID": "7523"])))
        #expect(rule.line == nil)
        let lines = rule.text.split(separator: "\n")
        #expect(lines.allSatisfy { $0.hasPrefix("#") })
        #expect(rule.text.contains("bridge chip of many makers' devices"))
        #expect(rule.text.contains("ID_MM_DEVICE_IGNORE"))
    }

    @Test func aDeviceOfItsOwnNumbersNeedsNoMore() throws {
        let rule = try #require(UDevRule(usb(["ID_VENDOR_ID": "1209", "ID_MODEL_ID": "4242"])))
        #expect(
            rule.line
                == "SUBSYSTEM==\"usb\", ENV{DEVTYPE}==\"usb_device\", ATTRS{idVendor}==\"1209\", "
                + "ATTRS{idProduct}==\"4242\", " + done)
        #expect(rule.text.contains("the vendor and product are its own"))
    }

    @Test func aBridgeChipAsAUSBDeviceIsNamedByItsPlaceOnTheBus() {
        let rule = UDevRule(usb(["ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6001"]))
        #expect(rule?.line?.contains("ATTRS{idProduct}==\"6001\", KERNELS==\"1-2.1\", ") == true)
    }

    /// What a device says of itself never becomes a rule's own words.
    @Test func valuesOfDevicesAreNoSyntax() throws {
        let rule = try #require(
            UDevRule(
                usb([
                    "ID_VENDOR_ID": "1209", "ID_MODEL_ID": "4242",
                    "ID_SERIAL_SHORT": "A\", RUN+=\"x\n*[a]_1",
                ])))
        #expect(rule.line?.contains("ATTRS{serial}==\"A?,?RUN+??x???a??1\"") == true)
        #expect(rule.text.split(separator: "\n").count == 3)
        #expect(!rule.text.contains("RUN+=\"x\n"))
    }

    @Test func whatIsNoUSBDeviceHasNoRule() {
        #expect(UDevRule(port([:])) == nil)
        #expect(UDevRule.fileName("radio") == "70-feedhorn-radio.rules")
    }
}
