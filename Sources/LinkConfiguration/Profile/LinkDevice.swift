/// Which device a link is at, said by the station, for a profile that knows only the kind.
struct LinkDevice {
    /// The serial port's path.
    var path: String?
    /// The device's serial number.
    var serial: String?
    /// Where it is plugged in.
    var port: String?
    /// The USB interface, of devices with several ports.
    var interface: Int?
    let position: SourcePosition
    /// Where the keys of a serial port stand that no USB device has.
    private var ofSerialPorts: [(key: LinkDeviceKey, position: SourcePosition)] = []
    /// Nothing of it could be read, which was reported.
    let isUnreadable: Bool

    init(_ node: DocumentNode, _ diagnostics: Diagnostics) {
        let section = Section<LinkDeviceKey>(node, diagnostics)
        position = section.position
        isUnreadable = section.written.isEmpty
        path = section.text(.path)?.value
        serial = section.text(.serial)?.value
        port = section.text(.port)?.value
        interface = section.integer(.interface, in: 0...255)
        for key in [LinkDeviceKey.path, .interface] where section.has(key) {
            ofSerialPorts.append((key, section.keyPosition(key)))
        }
        let others = section.written.filter { $0 != .path }
        if section.has(.path), let other = others.first {
            diagnostics.report(
                section.keyPosition(other),
                "'\(other.rawValue)' with 'path', expected one of them")
        }
        if node.pairs?.isEmpty == true {
            diagnostics.report(
                position,
                "'links.device' names no device, expected 'serial', 'port' or 'path'")
        }
    }

    /// Says what tells the device from others of its kind.
    var isIdentified: Bool { path != nil || serial != nil || port != nil }

    /// A USB device is opened as a whole, and its source says which interface of it is read.
    func check(for source: LinkSource, _ diagnostics: Diagnostics) {
        guard case .usb = source else { return }
        for (key, position) in ofSerialPorts {
            diagnostics.report(
                position,
                "'\(key.rawValue)' with source 'usb', expected 'serial' or 'port' of the device")
        }
    }

    /// The device as one of a kind.
    func match(of kind: ProfileMatch?) -> SerialMatch {
        var match = SerialMatch()
        match.serial = serial
        match.port = port
        match.interface = interface
        match.kind = kind
        return match
    }
}
