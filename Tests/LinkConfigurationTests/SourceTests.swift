import LinkConfiguration
import TelemetryLink
import Testing

/// Where do the octets come from?
struct SourceTests {
    private func source(_ yaml: String) throws -> LinkSource? {
        try link(file("framing: packets\nsource: \(yaml)")).source
    }

    @Test func serialWithDefaults() throws {
        #expect(
            try source("{serial: {path: /dev/ttyUSB0, baud: 9600 Bd}}")
                == .serial(SerialSource(path: "/dev/ttyUSB0", baud: 9600)))
        let defaults = SerialSource(path: "/dev/ttyUSB0", baud: 9600)
        #expect(defaults.dataBits == 8)
        #expect(defaults.parity == .none)
        #expect(defaults.stopBits == 1)
        #expect(defaults.flowControl == .none)
        #expect(!defaults.dataTerminalReady)
        #expect(!defaults.requestToSend)
        #expect(defaults.exclusive)
    }

    @Test func serialWithEverything() throws {
        var expected = SerialSource(path: "/dev/ttyS1", baud: 115_200)
        expected.dataBits = 7
        expected.parity = .even
        expected.stopBits = 2
        expected.flowControl = .software
        expected.dataTerminalReady = true
        expected.requestToSend = true
        expected.exclusive = false
        let yaml = """
            {serial: {path: /dev/ttyS1, baud: 115.2 kBd, dataBits: 7, parity: even, \
            stopBits: 2, flowControl: software, dtr: true, rts: true, exclusive: false}}
            """
        #expect(try source(yaml) == .serial(expected))
    }

    /// Of the kernel's ftdi_sio_ids.h, pl2303.h and serial.c (gadget), usb.ids, and the makers'
    /// registries (raspberrypi/usb-pid, Espressif's 303a:1001, PJRC's Teensyduino).
    @Test(arguments: [
        "0403:6001", "0403:6040", "0403:6041", "0403:6042", "0403:6043", "0403:6044", "0403:6045",
        "0403:6048", "067b:23a3", "067b:23b3", "067b:23c3", "067b:23d3", "067b:23e3", "067b:23f3",
        "2e8a:0009", "2e8a:000a", "303a:1001", "0525:a4a7", "16c0:0483",
    ])
    func chipsOfManyDevicesNeedMore(_ numbers: String) throws {
        func found(_ match: String) -> [String] {
            problems(
                file("framing: packets\nsource: {serial: {match: {\(match)}, baud: 9600 Bd}}"))
        }
        let alone = found("usb: \"\(numbers)\"")
        #expect(alone.count == 1 && alone[0].contains("is a bridge chip of many makers' devices"))
        #expect(found("usb: \"\(numbers)\", serial: A1") == [])
        // A device with a number of its own does not.
        #expect(found("usb: \"1209:4242\"") == [])
    }

    @Test func serialByWhatItIs() throws {
        var expected = SerialSource(path: "", baud: 9600)
        expected.lowLatency = true
        expected.match = SerialMatch()
        expected.match?.usb = .init(vendor: 0x0403, product: 0x6011)
        expected.match?.serial = "FT4PWSEO"
        expected.match?.interface = 2
        let yaml = """
            {serial: {match: {usb: 0403:6011, serial: FT4PWSEO, interface: 2}, baud: 9600 Bd, \
            lowLatency: true}}
            """
        #expect(try source(yaml) == .serial(expected))
        expected.match = SerialMatch()
        expected.match?.port = "pci-0000:00:14.0-usb-0:2:1.0"
        expected.lowLatency = false
        #expect(
            try source("{serial: {match: {port: \"pci-0000:00:14.0-usb-0:2:1.0\"}, baud: 9600 Bd}}")
                == .serial(expected))
    }

    @Test func datagrams() throws {
        #expect(try source("{udp: {port: 5000}}") == .udp(UDPSource(port: 5000)))
        var expected = UDPSource(port: 5000)
        #expect(expected.bind == "127.0.0.1")
        expected.bind = "0.0.0.0"
        expected.group = "239.1.2.3"
        #expect(
            try source("{udp: {port: 5000, bind: 0.0.0.0, group: 239.1.2.3}}") == .udp(expected))
        #expect(expected.receiveBuffer == 8 << 20)
        expected.interface = "eth0"
        expected.sources = ["192.0.2.7", "2001:db8::7"]
        expected.receiveBuffer = 64 << 20
        let yaml = """
            {udp: {port: 5000, bind: 0.0.0.0, group: 239.1.2.3, interface: eth0, \
            sources: [192.0.2.7, "2001:db8::7"], receiveBuffer: 64 MiB}}
            """
        #expect(try source(yaml) == .udp(expected))
    }

    @Test func severalRates() throws {
        var expected = SerialSource(path: "/dev/t", baud: 115_200)
        #expect(expected.lineErrors == .count)
        expected.otherBauds = [57_600, 9_600]
        expected.lineErrors = .mark
        let yaml = """
            source: {serial: {path: /dev/t, baud: [115200 Bd, 57.6 kBd, 9600 Bd], \
            lineErrors: mark}}
            """
        for verifiable in [
            "framing: mavlink", "framing: [kiss, ax25]", "framing: [kiss, csp]\ncsp: {version: 1}",
            "framing: [cadu, tmFrames]\nframe: {length: 1115, fecf: true}",
            "framing: packets\npackets: {errorControl: crc16}",
        ] {
            let link = try link(file(verifiable + "\n" + yaml))
            #expect(link.source == .serial(expected))
            // By the first of them, eight of ten bits.
            #expect(link.parameters.lineRate == 92_160)
        }
        #expect(expected.octetBitRate(at: 9_600) == 7_680)
    }

    @Test func streams() throws {
        #expect(
            try source("{tcp: {connect: radio.example:5000}}")
                == .tcp(.connect(HostAndPort(host: "radio.example", port: 5000))))
        #expect(
            try source("{tcp: {connect: \"[2001:db8::7]:5000\"}}")
                == .tcp(.connect(HostAndPort(host: "2001:db8::7", port: 5000))))
        #expect(
            try source("{tcp: {listen: 127.0.0.1:0}}")
                == .tcp(.listen(TCPListenSource(HostAndPort(host: "127.0.0.1", port: 0)))))
        var rovers = TCPListenSource(HostAndPort(host: "0.0.0.0", port: 5000))
        rovers.peers = 4
        rovers.allow = ["192.0.2.0/24", "2001:db8::7"]
        #expect(
            try source(
                "{tcp: {listen: 0.0.0.0:5000, peers: 4, allow: [192.0.2.0/24, \"2001:db8::7\"]}}")
                == .tcp(.listen(rovers)))
        #expect(try source("{file: {path: pass.cadu}}") == .file(path: "pass.cadu"))
        #expect(try source("stdin") == .standardInput)
    }

    @Test(arguments: [
        (
            "serial",
            "4:9: 'serial' for 'source', expected serial, usb, udp, tcp, file or stdin with"
        ),
        ("{}", "4:9: 'source' is empty"),
        ("{seriel: {path: a, baud: 1 Bd}}", "4:10: unknown key 'seriel' in 'source'"),
        ("{stdin: {}}", "4:10: 'stdin' has no keys"),
        ("{udp: {port: 1}, tcp: {listen: 0.0.0.0:1}}", "4:26: 'source' has both 'udp' and 'tcp'"),
        ("{serial: {path: /dev/ttyS0}}", "4:18: 'source.serial.baud' is missing"),
        ("{serial: {path: a, baud: 40 MBd}}", "4:34: '40 MBd' for 'source.serial.baud'"),
        ("{serial: }", "4:18: nothing under 'source.serial', expected keys: path, match, baud"),
        ("{serial: {path: a, baud: []}}", "4:34: 0 rates in 'source.serial.baud'"),
        ("{serial: {path: a, baud: [1 kBd, 2]}}", "4:42: "),
        ("{serial: {path: a, baud: [1 kBd, 1000 Bd]}}", "4:42: '1000 Bd' twice"),
        ("{serial: {path: a, baud: [1 kBd, 2 kBd]}}", "4:1: several rates in"),
        ("{serial: {path: a, baud: 1 kBd, lineErrors: all}}", "4:53: 'all' for"),
        (
            "{serial: {path: a, baud: 9600 Bd, flowControl: hardware, rts: true}}",
            "4:66: 'rts' with hardware flow control"
        ),
        (
            "{serial: {match: {usb: 0403:6001}, baud: 9600 Bd}}",
            "4:32: 0403:6001 is a bridge chip of many makers' devices, expected 'serial' or 'port'"
        ),
        (
            "{serial: {match: {usb: 403:6001, serial: a}, baud: 9600 Bd}}",
            "4:32: '403:6001' for 'source.serial.match.usb'"
        ),
        (
            "{serial: {match: {interface: 1}, baud: 9600 Bd}}",
            "4:26: 'source.serial.match' names no device"
        ),
        ("{serial: {match: {port: p}, path: a, baud: 9600 Bd}}", "4:37: 'path' with 'match'"),
        ("{udp: {}}", "4:15: 'source.udp.port' is missing"),
        ("{udp: {port: 0}}", "4:22: 0 for 'source.udp.port'"),
        ("{udp: {port: 1, bind: localhost}}", "4:31: 'localhost' for 'source.udp.bind'"),
        ("{udp: {port: 1, group: 10.0.0.1}}", "4:32: '10.0.0.1' for 'source.udp.group'"),
        ("{udp: {port: 1, group: \"ff::1\"}}", "4:32: 'ff::1' for 'source.udp.group'"),
        ("{udp: {port: 1, interface: eth0}}", "4:25: 'interface' without 'group'"),
        ("{udp: {port: 1, sources: 192.0.2.7}}", "4:34: '192.0.2.7' for 'source.udp.sources'"),
        ("{udp: {port: 1, sources: [rover]}}", "4:35: 'rover' in 'source.udp.sources'"),
        ("{udp: {port: 1, receiveBuffer: 1 B}}", "4:40: '1 B' for 'source.udp.receiveBuffer'"),
        ("{tcp: {}}", "4:15: 'source.tcp' with none of"),
        ("{tcp: {connect: a:1, listen: 0.0.0.0:1}}", "4:15: 'source.tcp' with both of"),
        ("{tcp: {connect: a:1, peers: 2}}", "4:30: 'peers' with 'connect'"),
        ("{tcp: {listen: \"[::]:1\", peers: 65}}", "4:41: 65 for 'source.tcp.peers'"),
        (
            "{tcp: {listen: 0.0.0.0:1, allow: [10.0.0.0/33]}}",
            "4:43: '10.0.0.0/33' in 'source.tcp.allow'"
        ),
        ("{tcp: {connect: radio}}", "4:25: 'radio' for 'source.tcp.connect'"),
        ("{tcp: {connect: radio:0}}", "4:25: 'radio:0'"),
        ("{tcp: {connect: 10.0.0:80}}", "4:25: '10.0.0:80'"),
        ("{tcp: {connect: 2001:db8::7:80}}", "4:25: '2001:db8::7:80'"),
        ("{tcp: {connect: radio:65536}}", "4:25: 'radio:65536'"),
        ("{tcp: {listen: radio:80}}", "4:24: 'radio:80' for 'source.tcp.listen'"),
        ("{file: {}}", "4:16: 'source.file.path' is missing"),
    ])
    func refuses(yaml: String, start: String) {
        let found = problems(file("framing: packets\nsource: \(yaml)"))
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("link.yaml:\(start)") == true, "\(found)")
    }

    @Test func streamsHaveNoChunks() {
        let source = "source: {serial: {path: /dev/ttyS0, baud: 9600 Bd}}\n"
        #expect(
            problems(file(source + "wrapper: {before: 4}\nframing: packets")).first?
                .hasPrefix("link.yaml:4:1: 'wrapper' with source 'serial'") == true)
        #expect(
            problems(file(source + "framing: [opaque, tmFrames]")).first?
                .hasPrefix("link.yaml:4:11: framing 'opaque' takes each datagram") == true)
        #expect(problems(file(source + "framing: opaque\nframe: {length: 9}")) == [])
        #expect(
            problems(file("source: {udp: {port: 9}}\nwrapper: {after: 4}\nframing: opaque")) == [])
    }
}
