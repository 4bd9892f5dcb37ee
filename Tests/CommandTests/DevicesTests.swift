import Foundation
import Testing

/// Does `devices` tell devices apart, and say why each is taken or not?
@Suite(
    .enabled(
        if: MockedDevices.isTested,
        "NOT TESTED: no umockdev-run (apt-get install umockdev), or the program was not built"))
struct DevicesTests {
    private let folder: Folder

    init() throws {
        folder = try MockedDevices.folder()
    }

    private func objects(_ result: Program.Result) throws -> [[String: Any]] {
        try result.text.split(separator: "\n").map {
            try #require(try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])
        }
    }

    /// Two adapters that differ in their serial number alone, a board, a chip without a serial
    /// number, a port that says nothing of itself, and a radio that is no port.
    @Test func everySerialPortAndWhatHasAProfile() throws {
        let result = try MockedDevices.run("devices --json", in: folder)
        #expect(result.status == 0, "\(result.messages)")
        let found = try objects(result)
        let nodes = found.map { $0["node"] as? String }
        #expect(
            nodes == [
                "/dev/ttyACM0", "/dev/ttyUSB0", "/dev/ttyUSB1", "/dev/ttyUSB2", "/dev/ttyXR0",
                "/dev/bus/usb/001/007",
            ])
        #expect(
            found.map { $0["serial"] as? String } == [
                "E6605481DB318236", "A50285BI", "A9012345", nil, nil, "RADIO01",
            ])
        #expect(
            found.map { $0["profile"] as? String } == [
                nil, "serial-bridge", "serial-bridge", nil, nil, "bulk-radio",
            ])
        #expect(found[3]["port"] as? String == "pci-0000:00:14.0-usb-0:4:1.0")
        #expect(found[3]["driver"] as? String == "ch341")
        #expect(found[4]["usb"] is NSNull)
        #expect(found.allSatisfy { $0["class"] as? String == "DEVICE" })
    }

    @Test func theListForPeople() throws {
        let lines = try MockedDevices.run("devices", in: folder).text.split(separator: "\n")
        #expect(lines.count == 7)
        #expect(lines.first?.hasPrefix("NODE ") == true)
        let row = try #require(lines.first { $0.hasPrefix("/dev/ttyUSB1") })
        #expect(
            row.split(separator: " ") == [
                "/dev/ttyUSB1", "0403:6001", "A9012345", "ftdi_sio",
                "pci-0000:00:14.0-usb-0:2:1.0", "serial-bridge", "-",
            ])
        let all = try MockedDevices.run("devices --all", in: folder).text.split(separator: "\n")
        #expect(all.count == 9)
        #expect(all.contains { $0.hasPrefix("/dev/bus/usb/001/003") })
    }

    @Test(arguments: [
        "A50285BI", "/dev/ttyUSB0", "ttyUSB0", "pci-0000:00:14.0-usb-0:1:1.0",
        "/dev/serial/by-id/usb-FTDI_FT232R_USB_UART_A50285BI-if00-port0",
    ])
    func aDeviceIsFoundByWhatPeopleCallIt(name: String) throws {
        let result = try MockedDevices.run("devices --explain \(name)", in: folder)
        #expect(result.status == 0)
        #expect(result.text.hasPrefix("/dev/ttyUSB0 (0403:6001, serial A50285BI"))
        #expect(result.text.contains("profile: serial-bridge (Hardware/serial-bridge/profile.yaml"))
        #expect(result.text.contains("has to name it by serial, port or path"))
        #expect(result.text.contains("    + driver is ftdi_sio"))
        #expect(result.text.contains("    - vendor is 0403, expected 1209"))
        #expect(result.text.contains("ATTRS{serial}==\"A50285BI\""))
    }

    @Test func everyReasonIsGiven() throws {
        let result = try MockedDevices.run("devices --json --explain 1a86:7523", in: folder)
        let found = try #require(try objects(result).first)
        #expect(found["profile"] is NSNull)
        // The nodes are 0600, and belong to whoever runs the test.
        #expect(found["accessible"] as? Bool == (found["user"] as? String != "feedhorn"))
        let compared = try #require(found["compared"] as? [[String: Any]])
        let bridge = try #require(compared.first { $0["profile"] as? String == "serial-bridge" })
        #expect(bridge["fits"] as? Bool == false)
        let criteria = try #require(bridge["criteria"] as? [[String: Any]])
        let failed = criteria.filter { $0["fits"] as? Bool == false }
        #expect(
            failed.map { $0["name"] as? String } == ["vendor", "product", "driver", "product"])
        #expect(failed.map { $0["found"] as? String } == ["1a86", "7523", "ch341", "USB_Serial"])
        #expect(
            failed.map { $0["expected"] as? String } == ["0403", "6001", "ftdi_sio", "FT232R*"])
        let rule = try #require(found["udevRule"] as? String)
        #expect(rule.contains("ENV{ID_PATH}==\"pci-0000:00:14.0-usb-0:4:1.0\""))
    }

    @Test func aDeviceThatSaysNothingOfItself() throws {
        let result = try MockedDevices.run("devices --explain ttyXR0", in: folder)
        #expect(result.status == 0)
        #expect(result.text.contains("profile: none fits"))
        #expect(result.text.contains("    - vendor is unknown, expected 0403"))
        #expect(result.text.contains("udev rule: none, it is no USB device"))
    }

    @Test func whatIsNotThereIsAMistake() throws {
        let result = try MockedDevices.run("devices --explain A5028", in: folder)
        #expect(result.status == 2)
        #expect(result.output.isEmpty)
        #expect(result.lines.count == 1 && result.messages.contains("no device 'A5028'"))
        #expect(try MockedDevices.run("devices -n 1", in: folder).status == 2)
        #expect(try MockedDevices.run("devices --watch --explain x", in: folder).status == 2)
    }

    /// Who has a port open is seen by the file, whatever name it was opened by.
    @Test func whoHasThePortIsTold() throws {
        let result = try Program.shell(
            """
            cd '\(folder.path)' && umockdev-run -d '\(MockedDevices.file("stand.umockdev"))' -- \
            sh -c 'exec 3</dev/ttyUSB1; "$FEEDHORN" devices --json'
            """)
        let found = try #require(
            try objects(result).first { $0["node"] as? String == "/dev/ttyUSB1" })
        let holders = try #require(found["holders"] as? [[String: Any]])
        #expect(holders.contains { $0["name"] as? String == "sh" }, "\(holders)")
    }

    @Test func aBrokenProfileDoesNotHideTheOthers() throws {
        try folder.write("Hardware/bulk-radio/profile.yaml", "feedhorn: 1\nname: bulk\n")
        let result = try MockedDevices.run("devices", in: folder)
        #expect(result.status == 0)
        #expect(result.messages.contains("Hardware/bulk-radio/profile.yaml:1:1: "))
        #expect(result.text.contains("serial-bridge"))
    }
}

/// Does `devices --watch` tell of devices that come and go?
@Suite(
    .enabled(
        if: MockedDevices.isTested && MockedDevices.canPlug,
        "NOT TESTED: no umockdev to build against (apt-get install libumockdev-dev)"))
struct DevicesWatchTests {
    @Test(.timeLimit(.minutes(15)))
    func aDeviceComesAndGoes() throws {
        let folder = try MockedDevices.folder()
        let result = try MockedDevices.runWithPlug("devices --watch -n 2 --json", in: folder)
        #expect(result.status == 0, "\(result.messages)")
        let changes = result.text.split(separator: "\n").filter { $0.hasPrefix("{") }
        try #require(changes.count == 2, "\(result.text)")
        for (line, action) in zip(changes, ["add", "remove"]) {
            let found = try #require(
                try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any])
            #expect(found["class"] as? String == "DEVICE_CHANGE")
            #expect(found["action"] as? String == action)
            #expect(found["node"] as? String == "/dev/ttyACM7")
            // Of a device that has gone the kernel tells nothing any more.
            #expect(found["serial"] as? String == "ROVER7")
            #expect((found["time"] as? String)?.hasSuffix("Z") == true)
        }
    }
}
