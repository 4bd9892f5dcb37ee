import LinkConfiguration
import TelemetryLink
import Testing

/// Does a station complete the profile of a link with the device that it names?
struct ProfileEntryTests {
    private static let radio = """
        feedhorn: 1
        name: radio
        match: {usb: ["1209:4242"], driver: cdc_acm}
        source: {serial: {baud: 9600 Bd, parity: odd}}
        framing: packets

        """
    private static let bridge =
        radio.replacing("1209:4242", with: "0403:6001").replacing("name: radio", with: "name: ftdi")
    private static let port =
        radio.replacing("match: {usb: [\"1209:4242\"], driver: cdc_acm}\n", with: "")
        .replacing("name: radio", with: "name: port")
    private static let network =
        radio.replacing("match: {usb: [\"1209:4242\"], driver: cdc_acm}\n", with: "")
        .replacing("{serial: {baud: 9600 Bd, parity: odd}}", with: "{udp: {port: 9}}")
        .replacing("name: radio", with: "name: network")
    private static let transfers =
        radio.replacing("serial: {baud: 9600 Bd, parity: odd}", with: "usb: {endpoint: 0x82}")
        .replacing(", driver: cdc_acm", with: "").replacing("name: radio", with: "name: bulk")
    private static let top = "feedhorn: 1\nstation: {name: matera}\n"

    private func load(
        _ links: String, _ path: ProfilePath = ProfilePath()
    ) throws(ConfigurationErrors) -> StationConfiguration {
        let files = [
            "/etc/feedhorn.yaml": Self.top + links,
            "/etc/Hardware/radio/profile.yaml": Self.radio,
            "/etc/Hardware/ftdi/profile.yaml": Self.bridge,
            "/etc/Hardware/bulk/profile.yaml": Self.transfers,
            "/usr/share/feedhorn/hardware/port/profile.yaml": Self.port,
            "/usr/share/feedhorn/hardware/network/profile.yaml": Self.network,
            "/usr/share/feedhorn/hardware/radio/profile.yaml": "of this name, not the first",
            "/mine/radio/profile.yaml": Self.radio.replacing("9600", with: "4800"),
        ]
        return try StationConfiguration.load(
            "/etc/feedhorn.yaml", from: MemoryFiles(files: files), profiles: path)
    }

    private func problems(_ links: String) -> [String] {
        do {
            _ = try load(links)
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    private func serial(_ station: StationConfiguration) throws -> SerialSource {
        guard case .serial(let serial) = try #require(station.links.first?.source) else {
            throw NoSerialSource()
        }
        return serial
    }

    private struct NoSerialSource: Error {}

    @Test func aDeviceOfItsOwnKindIsTakenByItsProfile() throws {
        let station = try load("links: [{profile: radio}]\n")
        #expect(station.links.map(\.parameters.name) == ["radio"])
        #expect(station.files == ["/etc/feedhorn.yaml", "/etc/Hardware/radio/profile.yaml"])
        let serial = try serial(station)
        #expect(serial.path.isEmpty && serial.baud == 9600 && serial.parity == .odd)
        #expect(serial.match?.serial == nil && serial.match?.port == nil)
        #expect(serial.match?.kind?.usb == [.init(vendor: 0x1209, product: 0x4242)])
        #expect(serial.match?.kind?.driver == "cdc_acm")
        #expect(station.links[0].parameters.lineRate == 6_981)
        #expect(station.links[0].places.link.description == "/etc/feedhorn.yaml:3:9")
    }

    @Test func aStationNamesTheDevice() throws {
        let station = try load(
            """
            links:
              - name: uhf-a
                profile: ftdi
                device: {serial: A50285BI, interface: 2}
                description: mast
                expect: {octets: 2 s}
              - name: uhf-b
                profile: ftdi
                device: {port: "pci-0000:00:14.0-usb-0:2:1.0"}
              - name: uhf-c
                profile: ftdi
                device: {path: /dev/serial/by-id/x}
              - {name: uhf-d, profile: port, device: {path: /dev/ttyS0}}
            """)
        let names = station.links.map(\.parameters.name)
        #expect(names == ["uhf-a", "uhf-b", "uhf-c", "uhf-d"])
        let match = try #require(try serial(station).match)
        #expect(match.serial == "A50285BI" && match.interface == 2)
        #expect(match.kind?.usb == [.init(vendor: 0x403, product: 0x6001)])
        #expect(station.links[0].description == "mast")
        #expect(station.links[0].expectation.octets == .seconds(2))
        #expect(station.links[0].places.source.description == "/etc/feedhorn.yaml:6:13")
        guard case .serial(let b) = station.links[1].source,
            case .serial(let c) = station.links[2].source,
            case .serial(let d) = station.links[3].source
        else {
            Issue.record("\(station.links)")
            return
        }
        #expect(b.match?.port == "pci-0000:00:14.0-usb-0:2:1.0" && b.match?.serial == nil)
        #expect(c.path == "/dev/serial/by-id/x" && c.match == nil)
        #expect(d.path == "/dev/ttyS0" && d.match == nil)
    }

    @Test func aUSBDevice() throws {
        let station = try load(
            "links: [{profile: bulk}, {name: b, profile: bulk, device: {serial: s}}]\n")
        guard case .usb(let any) = station.links[0].source,
            case .usb(let one) = station.links[1].source
        else {
            Issue.record("\(station.links)")
            return
        }
        #expect(any.endpoint == 0x82 && any.match?.serial == nil)
        #expect(any.match?.kind?.usb == [.init(vendor: 0x1209, product: 0x4242)])
        #expect(one.match?.serial == "s")
    }

    @Test func aStationSaysTheSourceOtherwise() throws {
        let open = try load(
            "links: [{profile: ftdi, source: {serial: {baud: 1 kBd}}, device: {serial: a}}]\n")
        #expect(try serial(open).baud == 1000)
        #expect(try serial(open).match?.serial == "a")
        let whole = try load(
            "links: [{profile: ftdi, source: {serial: {path: /dev/a, baud: 1 kBd}}}]\n")
        #expect(try serial(whole).path == "/dev/a")
        #expect(try serial(whole).match == nil)
        let other = try load("links: [{profile: ftdi, source: {udp: {port: 5}}}]\n")
        #expect(other.links[0].source == .udp(UDPSource(port: 5)))
        #expect(
            try load("links: [{profile: network}]\n").links[0].source == .udp(UDPSource(port: 9)))
    }

    @Test func profilesAreLookedForInOrder() throws {
        let mine = try load("links: [{profile: radio}]\n", ProfilePath(named: ["/mine"]))
        #expect(try serial(mine).baud == 4800)
        let variable = ProfilePath(named: ["a"], variable: "b::c")
        #expect(
            variable.folders == [
                "a", "b", "c", "Hardware", "/etc/feedhorn/hardware", "/usr/share/feedhorn/hardware",
            ])
        #expect(
            variable.besides("/etc/f.yaml").folders[3...4] == ["/etc/Hardware", "Hardware"])
        #expect(variable.besides("f.yaml") == variable)
        let byPath = try load("links: [{profile: /mine/radio/profile.yaml}]\n")
        #expect(try serial(byPath).baud == 4800)
        let beside = try load("links: [{profile: Hardware/radio/profile.yaml}]\n")
        #expect(try serial(beside).baud == 9600)
    }

    @Test(arguments: [
        (
            "[{profile: ftdi}]",
            "3:19: profile 'ftdi' is for 0403:6001, a bridge chip of many makers' devices"
        ),
        ("[{profile: ftdi, device: {interface: 1}}]", "3:33: profile 'ftdi' is for 0403:6001"),
        ("[{profile: port}]", "3:19: profile 'port' names no devices, expected 'device'"),
        ("[{profile: radio, device: {}}]", "3:34: 'links.device' names no device"),
        (
            "[{profile: ftdi, device: {path: /dev/a, serial: b}}]",
            "3:48: 'serial' with 'path', expected one of them"
        ),
        (
            "[{profile: ftdi, device: {serail: b}}]",
            "3:34: unknown key 'serail' in 'links.device'"
        ),
        ("[{profile: ftid, device: {serial: b}}]", "3:19: no profile 'ftid' in /etc/Hardware, "),
        (
            "[{profile: a/profile.yaml}]",
            "3:19: file '/etc/a/profile.yaml': no such file, expected a hardware profile"
        ),
        ("[{profile: radio, file: a.yaml}]", "3:26: 'file' with 'profile', expected one of them"),
        ("[{profile: network, device: {serial: b}}]", "3:28: 'device' with source 'udp'"),
        (
            "[{profile: ftdi, source: {serial: {path: a, baud: 1 kBd}}, device: {serial: b}}]",
            "3:67: 'device' with a source that names its device"
        ),
        ("[{profile: bulk, device: {path: /dev/a}}]", "3:34: 'path' with source 'usb'"),
        ("[{profile: radio, framing: kiss}]", "3:26: unknown key 'framing' in 'links'"),
        ("[{file: a.yaml, device: {serial: b}}]", "3:24: 'device' with 'file'"),
        ("[{profile: radio}, {name: b, profile: radio}]", "3:46: links 'radio' and 'b' both read"),
    ])
    func refuses(links: String, start: String) {
        let found = problems("links: \(links)\n").filter { !$0.contains("file '/etc/a.yaml'") }
        #expect(found.first?.hasPrefix("/etc/feedhorn.yaml:\(start)") == true, "\(found)")
        #expect(found.count == 1, "\(found)")
    }

    @Test func theNearestProfileIsNamed() {
        let found = problems("links: [{profile: ftid, device: {serial: b}}]\n")
        #expect(found.first?.hasSuffix("did you mean 'ftdi'?") == true, "\(found)")
    }
}
