/// By what a device is recognised, wherever it is plugged in and whatever number it gets. All that
/// is named must be so; two that are alike in all of it are not told apart.
public struct DeviceMatch: Hashable, Sendable {
    /// The numbers of a vendor and a product of USB devices.
    public struct Identity: Hashable, Sendable {
        /// The vendor's number.
        public var vendor: UInt16?
        /// The product's number.
        public var product: UInt16?

        /// A vendor's product.
        public init(vendor: UInt16?, product: UInt16?) {
            self.vendor = vendor
            self.product = product
        }
    }

    /// What the device says that it is: one of these.
    public var identities: [Identity]
    /// The serial number that the vendor gave the device.
    public var serial: String?
    /// The number of the USB interface, for devices with several ports.
    public var interface: UInt8?
    /// Where it is plugged in, as udev's `ID_PATH` says it: for devices without serial numbers.
    public var port: String?
    /// The kernel's kind of device: `tty`, `usb`.
    public var subsystem: String?
    /// The kernel's driver.
    public var driver: String?
    /// A pattern of the shell for the product's name.
    public var productPattern: String?
    /// A pattern of the shell for the maker's name.
    public var manufacturerPattern: String?
    /// A pattern of the shell for the serial number.
    public var serialPattern: String?

    /// Anything at all.
    public init(
        vendor: UInt16? = nil, product: UInt16? = nil, serial: String? = nil,
        interface: UInt8? = nil, port: String? = nil
    ) {
        let identity = Identity(vendor: vendor, product: product)
        identities = vendor == nil && product == nil ? [] : [identity]
        self.serial = serial
        self.interface = interface
        self.port = port
    }

    /// The USB vendor's number, where there is one only.
    public var vendor: UInt16? { identities.count == 1 ? identities[0].vendor : nil }
    /// The USB product's number, where there is one only.
    public var product: UInt16? { identities.count == 1 ? identities[0].product : nil }

    /// Nothing is named that tells one device from another of its kind.
    public var isOfAKind: Bool { serial == nil && port == nil }

    /// What of it a device has not, in words; `nil` where it is the device.
    public func difference(from device: DeviceProperties) -> String? {
        comparison(with: device).first { !$0.fits }.map(\.difference)
    }

    /// Whether a device is the one.
    public func matches(_ device: DeviceProperties) -> Bool { difference(from: device) == nil }

    static func hexadecimal(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension DeviceMatch.Identity: CustomStringConvertible {
    /// `0403:6001`.
    public var description: String {
        [vendor, product].map { $0.map(DeviceMatch.hexadecimal) ?? "any" }.joined(separator: ":")
    }
}

extension DeviceMatch: CustomStringConvertible {
    /// `0403:6001, serial A50285BI`.
    public var description: String {
        var parts: [String] = []
        if !identities.isEmpty {
            parts.append(identities.map(\.description).joined(separator: " or "))
        }
        if let driver { parts.append("driver \(driver)") }
        if let productPattern { parts.append("product \(productPattern)") }
        if let manufacturerPattern { parts.append("manufacturer \(manufacturerPattern)") }
        if let serial = serial ?? serialPattern { parts.append("serial \(serial)") }
        if let interface { parts.append("interface \(interface)") }
        if let port { parts.append("at \(port)") }
        return parts.isEmpty ? "anything" : parts.joined(separator: ", ")
    }
}
