/// What tells a serial port, or a USB device, from all others, wherever it is plugged in.
public struct SerialMatch: Sendable, Equatable {
    /// Vendor and product of a USB device.
    public struct USBIdentifier: Sendable, Hashable {
        /// Who made it, a number that the USB-IF gives.
        public var vendor: UInt16
        /// What it is, a number that the vendor gives.
        public var product: UInt16

        /// A device of this vendor and product.
        public init(vendor: UInt16, product: UInt16) {
            self.vendor = vendor
            self.product = product
        }
    }

    /// Vendor and product.
    public var usb: USBIdentifier?
    /// The serial number that the vendor gave the device (udev's `ID_SERIAL_SHORT`).
    public var serial: String?
    /// The USB interface, of devices with several ports.
    public var interface: Int?
    /// Where it is plugged in (udev's `ID_PATH`).
    public var port: String?
    /// What kind of device it is, as its profile says: all of that must be so as well.
    public var kind: ProfileMatch?

    /// Nothing named yet.
    public init() {}
}

extension SerialMatch.USBIdentifier: CustomStringConvertible {
    /// `0403:6001`.
    public var description: String { "\(Self.digits(vendor)):\(Self.digits(product))" }

    private static func digits(_ number: UInt16) -> String {
        let text = String(number, radix: 16)
        return String(repeating: "0", count: 4 - text.count) + text
    }

    /// Four hexadecimal digits, a colon, four more.
    init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ $0.utf8.count == 4 && $0.first != "+" }),
            let vendor = UInt16(parts[0], radix: 16), let product = UInt16(parts[1], radix: 16)
        else { return nil }
        self.init(vendor: vendor, product: product)
    }

    /// Bridge chips that stand in devices of any make: their numbers say nothing of what is behind
    /// them; and firmware that comes with a chip or a kit. From usb.ids, the kernel's drivers
    /// (ftdi_sio, cp210x, ch341, pl2303, g_serial) and the makers' registries.
    public var isGenericBridge: Bool {
        Self.genericBridges.contains("\(self)")
    }

    private static let genericBridges: Set<String> = [
        // FTDI FT232R, FT2232, FT4232H, FT232H, FT-X
        "0403:6001", "0403:6010", "0403:6011", "0403:6014", "0403:6015",
        // FTDI FT2233HP, FT4233HP, FT2232HP, FT4232HP, FT233HP, FT232HP, FT4232HA
        "0403:6040", "0403:6041", "0403:6042", "0403:6043", "0403:6044", "0403:6045", "0403:6048",
        // Silicon Labs CP2102, CP2105, CP2108
        "10c4:ea60", "10c4:ea70", "10c4:ea71",
        // WCH CH340, CH341, CH342, CH343, CH9102
        "1a86:7523", "1a86:7522", "1a86:5523", "1a86:55d2", "1a86:55d3", "1a86:55d4",
        // Prolific PL2303, PL2303GC, GB, GT, GL, GE, GS
        "067b:2303", "067b:23a3", "067b:23b3", "067b:23c3", "067b:23d3", "067b:23e3", "067b:23f3",
        // Microchip MCP2221, STMicroelectronics' virtual port
        "04d8:00dd", "0483:5740",
        // Raspberry Pi's Pico SDK (RP2040, RP2350), Espressif's serial port, Teensyduino
        "2e8a:000a", "2e8a:0009", "303a:1001", "16c0:0483",
        // Serial gadgets of Linux
        "0525:a4a7",
    ]
}

extension SerialMatch {
    init?(_ section: Section<SerialMatchKey>) {
        guard section.isPresent else { return nil }
        interface = section.integer(.interface, in: 0...255)
        read(section, usb: .usb, serial: .serial, port: .port)
    }

    init?(_ section: Section<USBMatchKey>) {
        guard section.isPresent else { return nil }
        read(section, usb: .usb, serial: .serial, port: .port)
    }

    private mutating func read<Key>(
        _ section: Section<Key>, usb usbKey: Key, serial serialKey: Key, port portKey: Key
    ) {
        if let text = section.text(usbKey) {
            usb = USBIdentifier(text.value)
            if usb == nil {
                section.report(
                    usbKey,
                    "\(quote(text.value)) for '\(usbKey.path)', expected vendor and product in "
                        + "hexadecimal such as 0403:6001")
            }
        }
        serial = section.text(serialKey)?.value
        port = section.text(portKey)?.value
        guard section.isReadable else { return }
        if serial == nil, port == nil, usb == nil, !section.has(usbKey) {
            section.diagnostics.report(
                section.position,
                "'\(Key.section)' names no device, expected 'usb', 'serial' or 'port'")
        }
        if let usb, usb.isGenericBridge, serial == nil, port == nil {
            section.report(
                usbKey,
                "\(usb) is a bridge chip of many makers' devices, expected 'serial' or 'port' with "
                    + "it: any adapter would be taken for this one")
        }
    }
}

extension SerialMatch: CustomStringConvertible {
    /// `0403:6001, serial A50285BI`.
    public var description: String {
        var parts: [String] = []
        if let usb { parts.append("\(usb)") }
        if let kind { parts.append("\(kind)") }
        if let serial { parts.append("serial \(serial)") }
        if let interface { parts.append("interface \(interface)") }
        if let port { parts.append("at \(port)") }
        return parts.joined(separator: ", ")
    }
}
