import LinkConfiguration
import TelemetryLink
import Testing

/// Is a USB device described as it was written, and refused where it can't be?
struct USBSourceTests {
    private func usb(_ yaml: String) throws -> USBSource? {
        guard case .usb(let usb) = try link(file("framing: packets\nsource: {usb: \(yaml)}")).source
        else { return nil }
        return usb
    }

    @Test func defaults() throws {
        var expected = USBSource(endpoint: 0x81)
        expected.match = SerialMatch()
        expected.match?.usb = .init(vendor: 0x1D50, product: 0x6002)
        #expect(try usb("{match: {usb: 1d50:6002}, endpoint: 0x81}") == expected)
        #expect(expected.transferSize == 16_384 && expected.transfers == 8)
        #expect(expected.interface == 0 && expected.alternate == 0)
        #expect(expected.configuration == nil && expected.transferTimeout == 0)
        #expect(expected.start == [] && expected.stop == [])
    }

    @Test func everything() throws {
        var expected = USBSource(endpoint: 0x8F)
        expected.match = SerialMatch()
        expected.match?.serial = "A1"
        expected.match?.port = "pci-0000:00:14.0-usb-0:2"
        expected.configuration = 2
        (expected.interface, expected.alternate) = (1, 3)
        (expected.transferSize, expected.transfers) = (65_536, 64)
        expected.transferTimeout = 250_000_000
        var first = USBSource.Request(request: 0x22)
        (first.kind, first.recipient) = (.class, .interface)
        (first.value, first.index, first.data) = (0xC034, 0x0201, [0xCA, 0xFE])
        expected.start = [first, USBSource.Request(request: 0)]
        expected.stop = [USBSource.Request(request: 255)]
        let yaml = """
            {match: {serial: A1, port: "pci-0000:00:14.0-usb-0:2"}, configuration: 2, \
            interface: 1, alternate: 3, endpoint: 0x8f, transferSize: 64 KiB, transfers: 64, \
            transferTimeout: 250 ms, start: [{type: class, recipient: interface, request: 0x22, \
            value: 0xC034, index: 0x0201, data: CAFE}, {request: 0}], stop: [{request: 255}]}
            """
        #expect(try usb(yaml) == expected)
    }

    @Test(arguments: [
        ("{endpoint: 0x81}", "link.yaml:4:15: 'source.usb.match' is missing"),
        ("{match: {}, endpoint: 0x81}", "link.yaml:4:23: 'source.usb.match' names no device"),
        ("{match: {usb: 0403:6001}, endpoint: 0x81}", "link.yaml:4:29: 0403:6001 is a bridge chip"),
        ("{match: {usb: 1d50:6002}}", "link.yaml:4:15: 'source.usb.endpoint' is missing"),
        (
            "{match: {usb: 1d50:6002}, endpoint: 0x02}",
            "link.yaml:4:51: 2 for 'source.usb.endpoint'"
        ),
        (
            "{match: {usb: 1d50:6002}, endpoint: 0x81, transferSize: 1 MiB}",
            "link.yaml:4:71: '1 MiB' for 'source.usb.transferSize'"
        ),
        (
            "{match: {usb: 1d50:6002}, endpoint: 0x81, start: [{value: 1}]}",
            "link.yaml:4:65: 'source.usb.start.request' is missing"
        ),
        (
            "{match: {usb: 1d50:6002}, endpoint: 0x81, start: [{request: 1, data: CAF}]}",
            "link.yaml:4:84: 'CAF' for 'source.usb.start.data'"
        ),
        (
            "{match: {usb: 1d50:6002, interface: 1}, endpoint: 0x81}",
            "link.yaml:4:40: unknown key 'interface'"
        ),
    ])
    func refuses(yaml: String, start: String) {
        let found = problems(file("framing: packets\nsource: {usb: \(yaml)}"))
        #expect(found.first?.hasPrefix(start) == true, "\(found)")
    }

    @Test func wrapperOfEachPacket() throws {
        let usb = "source: {usb: {match: {usb: 1d50:6002}, endpoint: 0x81}}\nframing: packets\n"
        let link = try link(file(usb + "wrapper: {before: 2, every: 64, status: ftdi}"))
        #expect(
            link.parameters.wrapper
                == ManagedParameters.Wrapper(before: 2, every: 64, status: .ftdi))
        for (wrapper, start) in [
            ("{before: 60, after: 4, every: 64}", "link.yaml:5:40: a packet of 64 octets is all"),
            ("{before: 2, status: ftdi}", "link.yaml:5:30: 'status' without 'every'"),
            ("{before: 3, every: 64, status: ftdi}", "link.yaml:5:41: status 'ftdi' has 2 octets"),
            ("{before: 2, every: 2048}", "link.yaml:5:29: 2048 for 'wrapper.every'"),
        ] {
            let found = problems(file(usb + "wrapper: \(wrapper)"))
            #expect(found.first?.hasPrefix(start) == true, "\(found)")
        }
    }
}
