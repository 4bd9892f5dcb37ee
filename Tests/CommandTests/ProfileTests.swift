import Foundation
import Testing

/// Does `profile` list profiles, and write ones that can be read?
@Suite(
    .enabled(
        if: MockedDevices.isTested,
        "NOT TESTED: no umockdev-run (apt-get install umockdev), or the program was not built"))
struct ProfileTests {
    private let folder: Folder

    init() throws {
        folder = try MockedDevices.folder()
    }

    @Test func whatThereIs() throws {
        let result = try MockedDevices.run("profile ls", in: folder)
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n")
        #expect(lines.contains { $0.hasPrefix("bulk-radio     untried  1209:4242") })
        #expect(
            lines.contains {
                $0.hasPrefix("serial-bridge  untried  0403:6001, driver ftdi_sio, product FT232R*")
                    && $0.contains("  Hardware/serial-bridge/profile.yaml  ")
            })
        let json = try MockedDevices.run("profile ls --json", in: folder)
        #expect(json.text.contains("{\"class\":\"PROFILE\",\"name\":\"bulk-radio\""))
    }

    @Test func oneThatCannotBeReadIsAFinding() throws {
        try folder.write("Hardware/bulk-radio/profile.yaml", "feedhorn: 1\nname: bulk\n")
        let result = try MockedDevices.run("profile ls", in: folder)
        #expect(result.status == 2)
        #expect(result.text.contains("serial-bridge"))
        #expect(result.messages.contains("Hardware/bulk-radio/profile.yaml:2:7: 'bulk' for 'name'"))
    }

    @Test(arguments: [
        ("ttyACM0", "raspberry-pi-pico"), ("A9012345", "ftdi-ft232r-usb-uart"),
        ("1a86:7523", "1a86-usb-serial"), ("1209:4242", "hil-bulk-radio"),
    ])
    func aProfileOfAPluggedDevice(device: String, name: String) throws {
        let result = try MockedDevices.run("profile new \(device) --output new", in: folder)
        #expect(result.status == 0, "\(result.messages)")
        let files = ["profile.yaml", "README.md", "70-feedhorn-\(name).rules"]
        #expect(result.text == files.map { "new/\(name)/\($0)\n" }.joined())
        let check = try MockedDevices.run("check new/\(name)/profile.yaml", in: folder)
        #expect(check.status == 0, "\(check.messages)")
        // The device has it from now on.
        let explained = try MockedDevices.run(
            "devices --profiles new --explain \(device) --json", in: folder)
        #expect(explained.text.contains("{\"profile\":\"\(name)\",\"fits\":true,"))
        // Nothing that is there is overwritten.
        let again = try MockedDevices.run("profile new \(device) --output new", in: folder)
        #expect(again.status == 2)
        #expect(again.messages.contains("new/\(name): File exists"))
    }

    @Test func oneDeviceIsMeant() throws {
        let two = try MockedDevices.run("profile new 0403:6001", in: folder)
        #expect(two.status == 2)
        #expect(two.messages.contains("fits /dev/ttyUSB0, /dev/ttyUSB1, expected one device"))
        let bare = try MockedDevices.run("profile new ttyXR0", in: folder)
        #expect(bare.status == 2)
        #expect(bare.messages.contains("is no USB device"))
        #expect(try MockedDevices.run("profile new ttyACM0 --name a/b", in: folder).status == 2)
    }

    /// A profile is checked as one, and read wherever a link file is.
    @Test func profilesAreChecked() throws {
        let file = "Hardware/serial-bridge/profile.yaml"
        #expect(try MockedDevices.run("check \(file)", in: folder).text == "\(file): ok\n")
        try folder.write(
            "station.yaml",
            "feedhorn: 1\nstation: {name: t}\nlinks: [{profile: serial-bridge}]\n")
        let refused = try MockedDevices.run("check station.yaml", in: folder)
        #expect(refused.status == 2)
        #expect(refused.messages.contains("station.yaml:3:19: profile 'serial-bridge' is for"))
        try folder.write(
            "station.yaml",
            "feedhorn: 1\nstation: {name: t}\n"
                + "links: [{profile: serial-bridge, device: {serial: A9012345}}]\n")
        #expect(try MockedDevices.run("check station.yaml", in: folder).status == 0)
    }
}
