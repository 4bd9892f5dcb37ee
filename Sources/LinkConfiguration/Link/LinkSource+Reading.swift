/// Whether a source says which device it is at.
enum DeviceNaming {
    case needed
    /// What it leaves out is completed by its profile and its station.
    case optional
    /// A profile is for every device of its kind.
    case forbidden
}

extension LinkSource {
    /// Reads `source`: the word `stdin`, or a mapping with exactly one of the kinds.
    static func read(
        _ node: DocumentNode, device: DeviceNaming = .needed, _ diagnostics: Diagnostics
    ) -> LinkSource? {
        if node.text == SourceKey.stdin.rawValue { return .standardInput }
        guard node.pairs != nil else {
            let kinds = SourceKey.names
            diagnostics.report(
                node.position,
                "\(node.found) for 'source', expected \(ScalarValue.alternatives(kinds)) "
                    + "with its keys below it, or the word stdin",
                suggestion: node.text.flatMap { NearestName.find($0, among: kinds) })
            return nil
        }
        let section = Section<SourceKey>(node, diagnostics)
        let kinds = section.written
        for extra in kinds.dropFirst() {
            diagnostics.report(
                section.keyPosition(extra),
                "'source' has both '\(kinds[0].rawValue)' and '\(extra.rawValue)', expected one")
        }
        guard let kind = kinds.first else {
            if node.pairs?.isEmpty == true {
                diagnostics.report(node.position, "'source' is empty, expected one kind of source")
            }
            return nil
        }
        return read(kind, device, in: section)
    }

    private static func read(
        _ kind: SourceKey, _ device: DeviceNaming, in section: Section<SourceKey>
    ) -> LinkSource? {
        switch kind {
        case .serial:
            return SerialSource(section.section(kind, SerialKey.self), device).map { .serial($0) }
        case .udp: return UDPSource(section.section(kind, UDPKey.self)).map { .udp($0) }
        case .tcp: return TCPSource(section.section(kind, TCPKey.self)).map { .tcp($0) }
        case .file:
            let file = section.section(kind, FileKey.self)
            file.reportMissing(.path, expected: "the path of a file")
            return file.text(.path).map { .file(path: $0.value) }
        case .stdin:
            section.diagnostics.report(
                section.keyPosition(.stdin), "'stdin' has no keys, expected 'source: stdin'")
            return nil
        case .usb:
            return USBSource(section.section(kind, USBKey.self), device).map { .usb($0) }
        }
    }
}

extension SerialSource {
    /// 50 Bd is the slowest rate of POSIX; no serial chip today exceeds 20 MBd.
    private static let bauds: ClosedRange<UInt64> = 50...20_000_000

    init?(_ section: Section<SerialKey>, _ device: DeviceNaming) {
        let isMatched = section.has(.match)
        if device == .forbidden {
            for key in [SerialKey.path, .match] { section.refuseInProfile(key) }
        } else if isMatched, section.has(.path) {
            section.diagnostics.report(
                section.keyPosition(.path), "'path' with 'match', expected one of them")
        } else if !isMatched, device == .needed {
            section.reportMissing(.path, expected: "a device such as /dev/serial/by-id/usb-…")
        }
        section.reportMissing(.baud, expected: "a baud rate such as '9600 Bd'")
        let path = section.text(.path)
        let rates = Self.rates(section)
        self.init(path: path?.value ?? "", baud: rates.first ?? 0)
        otherBauds = Array(rates.dropFirst())
        match = SerialMatch(section.section(.match, SerialMatchKey.self))
        lowLatency = section.flag(.lowLatency) ?? lowLatency
        dataBits = section.integer(.dataBits, in: 5...8) ?? dataBits
        parity =
            section.choice(.parity, ["none": .none, "even": .even, "odd": .odd]) ?? parity
        stopBits = section.integer(.stopBits, in: 1...2) ?? stopBits
        flowControl =
            section.choice(
                .flowControl, ["none": .none, "hardware": .hardware, "software": .software])
            ?? flowControl
        lineErrors = section.choice(.lineErrors, ["count": .count, "mark": .mark]) ?? lineErrors
        dataTerminalReady = section.flag(.dtr) ?? dataTerminalReady
        requestToSend = section.flag(.rts) ?? requestToSend
        exclusive = section.flag(.exclusive) ?? exclusive
        if flowControl == .hardware, section.has(.rts) {
            section.diagnostics.report(
                section.keyPosition(.rts),
                "'rts' with hardware flow control, which drives RTS itself: expected one of them")
        }
        guard path != nil || isMatched || device != .needed, !rates.isEmpty else { return nil }
    }

    /// One rate, or a list of them; none after an error.
    private static func rates(_ section: Section<SerialKey>) -> [UInt32] {
        guard let nodes = section.node(.baud)?.elements else {
            return section.quantity(.baud, .baud, in: bauds).map { [UInt32($0)] } ?? []
        }
        if nodes.isEmpty || nodes.count > maximumBauds {
            section.report(
                .baud,
                "\(nodes.count) rates in 'source.serial.baud', expected 1 to \(maximumBauds)")
        }
        var rates: [UInt32] = []
        for node in nodes {
            guard let rate = section.quantity(node, of: .baud, .baud, in: bauds) else { continue }
            if rates.contains(UInt32(rate)) {
                section.diagnostics.report(
                    node.position,
                    "\(node.found) twice in 'source.serial.baud', expected each rate once")
                continue
            }
            rates.append(UInt32(rate))
        }
        return rates
    }
}

extension UDPSource {
    init?(_ section: Section<UDPKey>) {
        section.reportMissing(.port, expected: "the port to receive on")
        let port = section.integer(.port, in: 1...65_535)
        self.init(port: UInt16(port ?? 0))
        if let address = section.text(.bind) {
            bind = address.value
            if !NetworkAddress.isAddress(bind) {
                section.report(
                    .bind,
                    "\(quote(bind)) for 'source.udp.bind', expected a local IP address "
                        + "such as 127.0.0.1, 0.0.0.0 or ::")
            }
        }
        if let address = section.text(.group) {
            group = address.value
            if !NetworkAddress.isMulticast(address.value) {
                section.report(
                    .group,
                    "\(quote(address.value)) for 'source.udp.group', expected a multicast address "
                        + "(224.0.0.0 to 239.255.255.255, or ff00::/8)")
            }
        }
        interface = section.text(.interface)?.value
        if interface != nil, group == nil {
            section.diagnostics.report(
                section.keyPosition(.interface),
                "'interface' without 'group', expected it only where a group is joined; 'bind' "
                    + "says on which address datagrams are received")
        }
        sources = section.addressRanges(.sources, most: UDPSource.maximumSources)
        receiveBuffer =
            section.quantity(.receiveBuffer, .size, in: 4_096...1 << 30).map { Int($0) }
            ?? receiveBuffer
        guard port != nil else { return nil }
    }
}

extension TCPSource {
    init?(_ section: Section<TCPKey>) {
        guard section.isReadable else { return nil }
        guard section.has(.connect) != section.has(.listen) else {
            section.diagnostics.report(
                section.position,
                "'source.tcp' with \(section.has(.connect) ? "both" : "none") of 'connect' and "
                    + "'listen', expected one of them")
            return nil
        }
        if let peer = section.hostAndPort(.connect) {
            for key in [TCPKey.peers, .allow] where section.has(key) {
                section.diagnostics.report(
                    section.keyPosition(key),
                    "'\(key.rawValue)' with 'connect', expected it only with 'listen'")
            }
            self = .connect(peer)
        } else if let local = section.localAddress(.listen) {
            var source = TCPListenSource(local)
            source.peers =
                section.integer(.peers, in: 1...TCPListenSource.maximumPeers) ?? source.peers
            source.allow = section.addressRanges(.allow, most: TCPListenSource.maximumAllowed)
            self = .listen(source)
        } else {
            return nil
        }
    }
}

extension Section {
    /// A profile is for every device of its kind: the station says which one.
    func refuseInProfile(_ key: Key) {
        guard has(key) else { return }
        diagnostics.report(
            keyPosition(key),
            "'\(key.rawValue)' in a profile, expected it in 'device' of the station's link; "
                + "'match' at the top says what devices the profile is for")
    }

    /// `host:port` of somebody else.
    func hostAndPort(_ key: Key) -> HostAndPort? {
        guard let text = text(key) else { return nil }
        guard let place = NetworkAddress.split(text.value), place.port > 0 else {
            report(
                key,
                "\(quote(text.value)) for '\(key.path)', expected host:port such as "
                    + "192.0.2.7:5000, radio.example:5000 or [2001:db8::7]:5000")
            return nil
        }
        return place
    }

    /// `address:port` of this machine; port 0 is any free one.
    func localAddress(_ key: Key) -> HostAndPort? {
        guard let text = text(key) else { return nil }
        guard let place = NetworkAddress.split(text.value), NetworkAddress.isAddress(place.host)
        else {
            report(
                key,
                "\(quote(text.value)) for '\(key.path)', expected a local address and port such "
                    + "as 127.0.0.1:5000, 0.0.0.0:5000 or [::]:5000")
            return nil
        }
        return place
    }

    /// A list of addresses, or ranges of them such as 192.0.2.0/24.
    func addressRanges(_ key: Key, most: Int) -> [String] {
        let nodes = list(key) ?? []
        if nodes.count > most {
            report(
                key, "\(nodes.count) addresses in '\(key.path)', expected at most \(most)")
        }
        return nodes.compactMap { node in
            if let text = node.text, NetworkAddress.isRange(text) { return text }
            diagnostics.report(
                node.position,
                "\(node.found) in '\(key.path)', expected an IP address such as 192.0.2.7, or a "
                    + "range such as 192.0.2.0/24")
            return nil
        }
    }
}
