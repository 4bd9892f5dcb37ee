/// What kind of device a profile is for. All that is named must be so.
public struct ProfileMatch: Sendable, Equatable {
    /// A profile for more would be one for anything.
    static let maximumIdentifiers = 32

    /// Vendor and product: one of these.
    public var usb: [SerialMatch.USBIdentifier] = []
    /// The kernel's driver.
    public var driver: String?
    /// The USB interface, of devices with several ports.
    public var interface: Int?
    /// Pattern of the shell for the product's name (udev's `ID_MODEL`).
    public var product: String?
    /// Pattern of the shell for the maker's name (udev's `ID_VENDOR`).
    public var manufacturer: String?
    /// Pattern of the shell for the serial number.
    public var serial: String?

    /// Nothing named yet.
    public init() {}

    /// The first of its numbers that other makers' devices have as well: no device can be taken
    /// for the one that is meant by them alone.
    public var genericBridge: SerialMatch.USBIdentifier? { usb.first(where: \.isGenericBridge) }
}

extension ProfileMatch {
    init?(_ section: Section<ProfileMatchKey>) {
        guard section.isPresent, section.isReadable else { return nil }
        section.reportMissing(
            .usb, expected: "a list of vendor and product such as [\"0403:6001\"]")
        usb = ProfileMatch.identifiers(section)
        driver = section.name(.driver)?.value
        interface = section.integer(.interface, in: 0...255)
        product = section.text(.product)?.value
        manufacturer = section.text(.manufacturer)?.value
        serial = section.text(.serial)?.value
    }

    private static func identifiers(
        _ section: Section<ProfileMatchKey>
    ) -> [SerialMatch.USBIdentifier] {
        guard let nodes = section.list(.usb) else { return [] }
        if nodes.isEmpty || nodes.count > maximumIdentifiers {
            section.report(
                .usb, "\(nodes.count) devices in 'match.usb', expected 1 to \(maximumIdentifiers)")
        }
        return nodes.prefix(maximumIdentifiers).compactMap { node in
            if let found = node.text.flatMap(SerialMatch.USBIdentifier.init) { return found }
            section.diagnostics.report(
                node.position,
                "\(node.found) in 'match.usb', expected vendor and product in hexadecimal such as "
                    + "0403:6001")
            return nil
        }
    }
}

extension ProfileMatch: CustomStringConvertible {
    /// `0403:6001 or 0403:6015, driver ftdi_sio, product FT232R*`.
    public var description: String {
        var parts = [usb.map(\.description).joined(separator: " or ")]
        if let driver { parts.append("driver \(driver)") }
        if let interface { parts.append("interface \(interface)") }
        if let product { parts.append("product \(product)") }
        if let manufacturer { parts.append("manufacturer \(manufacturer)") }
        if let serial { parts.append("serial \(serial)") }
        return parts.joined(separator: ", ")
    }
}
