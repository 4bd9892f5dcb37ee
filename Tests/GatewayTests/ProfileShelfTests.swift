import Devices
import Gateway
import LinkConfiguration
import Testing

/// Is the profile of a device found, and said why the others are not?
struct ProfileShelfTests {
    private func profile(_ name: String, _ match: String, usb: Bool = false) throws
        -> HardwareProfile
    {
        let source = usb ? "{usb: {endpoint: 0x81}}" : "{serial: {baud: 9600 Bd}}"
        let text = """
            feedhorn: 1
            name: \(name)
            match: {usb: \(match)}
            source: \(source)
            framing: packets

            """
        return try HardwareProfile.parse(Array(text.utf8), file: "\(name).yaml")
    }

    private let port = DeviceProperties(
        systemPath: "/sys/devices/usb1/1-2/1-2:1.0/ttyUSB0/tty/ttyUSB0", subsystem: "tty",
        node: "/dev/ttyUSB0",
        properties: [
            "ID_VENDOR_ID": "10c4", "ID_MODEL_ID": "ea60", "ID_USB_DRIVER": "cp210x",
            "ID_MODEL": "Mobilinkd_TNC4",
        ])

    @Test func theMoreParticularProfileIsTaken() throws {
        let any = try profile("any", "[\"10c4:ea60\"]")
        let tnc = try profile("tnc", "[\"10c4:ea60\"], product: \"Mobilinkd*\"")
        let other = try profile("other", "[\"10c4:ea60\"], driver: ftdi_sio")
        let shelf = ProfileShelf([other, any, tnc])
        #expect(shelf.profile(of: port)?.name == "tnc")
        let verdicts = shelf.verdicts(on: port)
        #expect(verdicts.map(\.profile.name) == ["tnc", "any", "other"])
        #expect(verdicts.map(\.fits) == [true, true, false])
        let failed = verdicts[2].criteria.filter { !$0.fits }
        #expect(failed.map(\.name) == ["driver"])
        #expect(failed.first?.found == "cp210x" && failed.first?.expected == "ftdi_sio")
    }

    /// A profile for transfers is for the USB device, not for the port that a driver makes of it.
    @Test func theKindOfDeviceCounts() throws {
        let shelf = ProfileShelf([try profile("bulk", "[\"10c4:ea60\"]", usb: true)])
        #expect(shelf.profile(of: port) == nil)
        var device = port
        device.subsystem = "usb"
        #expect(shelf.profile(of: device)?.name == "bulk")
    }

    @Test func aDeviceThatSaysNothingHasNoProfile() throws {
        let bare = DeviceProperties(systemPath: "", subsystem: "", node: "", properties: [:])
        let shelf = ProfileShelf([try profile("any", "[\"10c4:ea60\"]")])
        #expect(shelf.profile(of: bare) == nil)
        #expect(shelf.verdicts(on: bare).count == 1)
    }
}
