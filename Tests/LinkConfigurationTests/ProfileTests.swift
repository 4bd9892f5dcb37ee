import LinkConfiguration
import TelemetryLink
import Testing

/// Is a hardware profile read, and everything that is wrong with it refused at its place?
struct ProfileTests {
    private let path = "Hardware/ftdi-ft232r/profile.yaml"
    private let good = """
        feedhorn: 1
        name: ftdi-ft232r
        match:
          usb: ["0403:6001", "0403:6015"]
          driver: ftdi_sio
          interface: 0
          product: "FT232R*"
          manufacturer: FTDI
          serial: "A*"
        status: tried
        notes:
          - "VID:PID: usb.ids"
          - never unplugged
        source:
          serial: {baud: 57600 Bd}
        framing: packets

        """

    private func profile(_ text: String) throws -> HardwareProfile {
        try HardwareProfile.parse(Array(text.utf8), file: path)
    }

    private func problems(_ text: String, file: String? = nil) -> [String] {
        do {
            _ = try HardwareProfile.parse(Array(text.utf8), file: file ?? path)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    @Test func everything() throws {
        let profile = try profile(good)
        #expect(profile.name == "ftdi-ft232r")
        #expect(profile.path == path)
        #expect(profile.status == .tried)
        #expect(profile.notes == ["VID:PID: usb.ids", "never unplugged"])
        var match = ProfileMatch()
        match.usb = [.init(vendor: 0x403, product: 0x6001), .init(vendor: 0x403, product: 0x6015)]
        match.driver = "ftdi_sio"
        match.interface = 0
        match.product = "FT232R*"
        match.manufacturer = "FTDI"
        match.serial = "A*"
        #expect(profile.match == match)
        #expect(match.genericBridge == .init(vendor: 0x403, product: 0x6001))
        #expect(profile.link.source == .serial(SerialSource(path: "", baud: 57_600)))
        #expect(profile.link.parameters.framing == .packets)
        #expect(profile.link.parameters.lineRate == 46_080)
    }

    /// A network receiver, and a port that has no identity, are matched by nothing.
    @Test func whatHasNoIdentity() throws {
        let top = "feedhorn: 1\nname: ftdi-ft232r\nframing: packets\n"
        let network = try profile(top + "source: {udp: {port: 9}}\n")
        #expect(network.match == nil && network.status == .untried && network.notes.isEmpty)
        #expect(network.link.source == .udp(UDPSource(port: 9)))
        #expect(try profile(top + "source: {serial: {baud: 9600 Bd}}\n").match == nil)
    }

    @Test func aUSBDeviceIsOpenedAsAWhole() throws {
        let usb = good.replacing("serial: {baud: 57600 Bd}", with: "usb: {endpoint: 0x81}")
        let found = problems(usb)
        #expect(found.count == 2)
        #expect(found.first?.hasPrefix("\(path):5:3: 'driver' with source 'usb'") == true)
        #expect(found.last?.hasPrefix("\(path):6:3: 'interface' with source 'usb'") == true)
        let fine = usb.replacing("  driver: ftdi_sio\n  interface: 0\n", with: "")
        #expect(try profile(fine).link.source == .usb(USBSource(endpoint: 0x81)))
        let named = fine.replacing("{endpoint", with: "{match: {serial: a}, endpoint")
        #expect(problems(named).first?.contains(": 'match' in a profile") == true)
    }

    @Test(arguments: [
        ("match:\n  usb: [\"0403:6001\", \"0403:6015\"]", "match:\n  usb: []", "4:8: 0 devices in"),
        (
            "[\"0403:6001\", \"0403:6015\"]", "0403:6001",
            "4:8: '0403:6001' for 'match.usb', expected a"
        ),
        ("\"0403:6001\"", "\"0403:601\"", "4:9: the text '0403:601' in 'match.usb'"),
        ("  usb: [\"0403:6001\", \"0403:6015\"]\n", "", "4:3: 'match.usb' is missing"),
        ("interface: 0", "interface: 256", "6:14: 256 for 'match.interface'"),
        ("  driver", "  drivre", "5:3: unknown key 'drivre' in 'match', expected one of usb"),
        ("match:", "mach:", "3:1: unknown key 'mach', expected one of feedhorn"),
        ("status: tried", "status: never", "10:9: 'never' for 'status', expected untried or tried"),
        ("  - never unplugged", "  - a: b", "13:5: a mapping in 'notes'"),
        ("name: ftdi-ft232r", "name: ftdi", "2:7: 'ftdi' for 'name' in the folder 'ftdi-ft232r'"),
        ("{baud: 57600 Bd}", "{path: /dev/a, baud: 57600 Bd}", "15:12: 'path' in a profile"),
        (
            "{baud: 57600 Bd}", "{match: {serial: a}, baud: 57600 Bd}",
            "15:12: 'match' in a profile"
        ),
        ("serial: {baud: 57600 Bd}", "udp: {port: 9}", "3:1: 'match' with source 'udp'"),
        ("source:\n  serial: {baud: 57600 Bd}\n", "", "1:1: 'source' is missing, expected how"),
        ("feedhorn: 1\n", "", "1:1: the file does not begin with its format version"),
        ("framing: packets", "framing: paket", "16:10: 'paket' for 'framing'"),
    ])
    func refuses(part: String, replacement: String, start: String) throws {
        var text = good
        text.replaceSubrange(try #require(text.firstRange(of: part)), with: replacement)
        let found = problems(text)
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("\(path):\(start)") == true, "\(found)")
    }

    @Test func aSlipOfThePenIsReportedOnceWithTheNearestKey() {
        let text = good.replacing("match:\n", with: "mtch:\n").replacing("notes:", with: "note:")
        let found = problems(text)
        #expect(found.count == 2)
        #expect(found.first?.hasSuffix("did you mean 'match'?") == true, "\(found)")
        #expect(found.last?.hasSuffix("did you mean 'notes'?") == true, "\(found)")
    }

    @Test func whatIsNoProfileFileMayHaveAnyName() {
        #expect(problems(good, file: "mine.yaml") == [])
        #expect(problems(good, file: "profile.yaml") == [])
        #expect(problems(good, file: "./profile.yaml") == [])
        #expect(problems("- 1\n").first?.hasPrefix("\(path):1:1: a list, expected keys") == true)
        #expect(
            problems("").first
                == "\(path):1:1: the file is empty, expected the first line 'feedhorn: 1'")
    }

    @Test func everyPrefixIsReadOrRefused() {
        let octets = Array(good.utf8)
        for length in 0..<octets.count {
            let text = String(decoding: octets.prefix(length), as: UTF8.self)
            for problem in problems(text) { #expect(problem.hasPrefix(path)) }
        }
    }
}
