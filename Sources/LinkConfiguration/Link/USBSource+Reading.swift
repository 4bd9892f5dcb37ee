extension USBSource {
    init?(_ section: Section<USBKey>, _ device: DeviceNaming) {
        switch device {
        case .needed:
            section.reportMissing(.match, expected: "'usb', 'serial' or 'port' of the device")
        case .forbidden: section.refuseInProfile(.match)
        case .optional: break
        }
        section.reportMissing(.endpoint, expected: "the endpoint's address such as 0x81")
        let endpoint = section.integer(.endpoint, in: 0x81...0x8F)
        self.init(endpoint: endpoint ?? 0)
        match = SerialMatch(section.section(.match, USBMatchKey.self))
        configuration = section.integer(.configuration, in: 1...255)
        interface = section.integer(.interface, in: 0...255) ?? interface
        alternate = section.integer(.alternate, in: 0...255) ?? alternate
        transferSize =
            section.quantity(.transferSize, .size, in: 8...Self.maximumTransferSize)
            .map { Int($0) } ?? transferSize
        transfers = section.integer(.transfers, in: 1...Self.maximumTransfers) ?? transfers
        // From a millisecond, libusb's unit, to where a device that is silent is rather stalled.
        transferTimeout =
            section.quantity(.transferTimeout, .time, in: 1_000_000...60_000_000_000)
            ?? transferTimeout
        start = Self.requests(section, .start)
        stop = Self.requests(section, .stop)
        guard endpoint != nil, section.has(.match) || device != .needed else { return nil }
    }

    private static func requests(_ section: Section<USBKey>, _ key: USBKey) -> [Request] {
        let nodes = section.list(key) ?? []
        if nodes.count > maximumRequests {
            section.report(
                key,
                "\(nodes.count) requests in '\(key.path)', expected at most \(maximumRequests)")
        }
        return nodes.compactMap { Request(Section<USBRequestKey>($0, section.diagnostics)) }
    }
}

extension USBSource.Request {
    init?(_ section: Section<USBRequestKey>) {
        section.reportMissing(.request, expected: "the request's number")
        guard let request = section.integer(.request, in: 0...255) else { return nil }
        self.init(request: UInt8(request))
        kind =
            section.choice(.type, ["vendor": .vendor, "class": .class, "standard": .standard])
            ?? kind
        recipient =
            section.choice(
                .recipient, ["device": .device, "interface": .interface, "endpoint": .endpoint])
            ?? recipient
        value = UInt16(section.integer(.value, in: 0...65_535) ?? 0)
        index = UInt16(section.integer(.index, in: 0...65_535) ?? 0)
        if let text = section.text(.data) {
            let octets = HexOctets.parse(text.value[...])
            if octets.map({ $0.count > USBSource.maximumRequestData }) ?? true {
                section.report(
                    .data,
                    "\(quote(text.value)) for '\(USBRequestKey.data.path)', expected 1 to "
                        + "\(USBSource.maximumRequestData) octets in hexadecimal")
            }
            data = octets ?? []
        }
    }
}
