import Devices
import Gateway
import LinkConfiguration
import Testing

/// Is what is written for a new device a profile that can be read, whatever the device says?
struct ProfileSkeletonTests {
    private func device(_ properties: [String: String], subsystem: String = "tty")
        -> DeviceProperties
    {
        DeviceProperties(
            systemPath: "/sys/nowhere/1-2", subsystem: subsystem, node: "/dev/x",
            properties: properties)
    }

    private func profile(_ skeleton: ProfileSkeleton) throws -> HardwareProfile {
        let text = try #require(skeleton.files.first { $0.name == "profile.yaml" }?.text)
        return try HardwareProfile.parse(
            Array(text.utf8), file: "Hardware/\(skeleton.name)/profile.yaml")
    }

    @Test func aSerialPort() throws {
        let port = device([
            "ID_VENDOR_ID": "0403", "ID_MODEL_ID": "6001", "ID_SERIAL_SHORT": "A1",
            "ID_VENDOR": "FTDI", "ID_MODEL": "FT232R_USB_UART", "ID_USB_DRIVER": "ftdi_sio",
            "ID_USB_INTERFACE_NUM": "0a",
        ])
        let skeleton = try #require(ProfileSkeleton(port))
        #expect(skeleton.name == "ftdi-ft232r-usb-uart")
        #expect(
            skeleton.files.map(\.name) == [
                "profile.yaml", "README.md", "70-feedhorn-ftdi-ft232r-usb-uart.rules",
            ])
        let profile = try profile(skeleton)
        #expect(profile.status == .untried)
        #expect(profile.match?.usb == [.init(vendor: 0x403, product: 0x6001)])
        #expect(profile.match?.driver == "ftdi_sio" && profile.match?.interface == 10)
        #expect(profile.match?.product == "FT232R?USB?UART")
        #expect(profile.link.source?.kind == "serial")
        // The device that it was written from has it.
        #expect(ProfileShelf([profile]).profile(of: port) == profile)
    }

    @Test func aUSBDevice() throws {
        let radio = device(["ID_VENDOR_ID": "1209", "ID_MODEL_ID": "4242"], subsystem: "usb")
        let skeleton = try #require(ProfileSkeleton(radio, name: "mine"))
        let profile = try profile(skeleton)
        #expect(profile.name == "mine" && profile.link.source?.kind == "usb")
        #expect(ProfileShelf([profile]).profile(of: radio) == profile)
    }

    @Test(arguments: [
        "\"; \\ : # {}", "Gerät*", "a: b\n- c", "", "----", "\u{7F}\u{1B}[31m",
        String(repeating: "x", count: 300),
    ])
    func namesOfDevicesAreNoSyntax(name: String) throws {
        let port = device([
            "ID_VENDOR_ID": "1209", "ID_MODEL_ID": "4242", "ID_VENDOR": name, "ID_MODEL": name,
        ])
        let skeleton = try #require(ProfileSkeleton(port))
        let profile = try profile(skeleton)
        #expect(LinkFile.isName(profile.name))
        #expect(ProfileShelf([profile]).profile(of: port) == profile)
    }

    @Test func whatIsNoUSBDeviceHasNone() {
        #expect(ProfileSkeleton(device([:])) == nil)
    }
}
