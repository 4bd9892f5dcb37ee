/// By what a device is recognised, wherever it is plugged in and whatever number it gets. All that
/// is named must be so; two that are alike in all of it are not told apart.
public struct DeviceMatch: Hashable, Sendable {
    /// The USB vendor's number.
    public var vendor: UInt16?
    /// The USB product's number.
    public var product: UInt16?
    /// The serial number that the vendor gave the device.
    public var serial: String?
    /// The number of the USB interface, for devices with several ports.
    public var interface: UInt8?
    /// Where it is plugged in, as udev's `ID_PATH` says it: for devices without serial numbers.
    public var port: String?

    /// Anything at all.
    public init(
        vendor: UInt16? = nil, product: UInt16? = nil, serial: String? = nil,
        interface: UInt8? = nil, port: String? = nil
    ) {
        self.vendor = vendor
        self.product = product
        self.serial = serial
        self.interface = interface
        self.port = port
    }

    /// Nothing is named that tells one device from another of its kind.
    public var isOfAKind: Bool { serial == nil && port == nil }

    /// What of it a device has not, in words; `nil` where it is the device.
    public func difference(from device: DeviceProperties) -> String? {
        if let vendor, device.vendor.flatMap({ UInt16($0, radix: 16) }) != vendor {
            return "vendor is \(device.vendor ?? "unknown"), not \(Self.hexadecimal(vendor))"
        }
        if let product, device.product.flatMap({ UInt16($0, radix: 16) }) != product {
            return "product is \(device.product ?? "unknown"), not \(Self.hexadecimal(product))"
        }
        if let serial, device.serial != serial {
            return "serial is \(device.serial ?? "unknown"), not \(serial)"
        }
        if let interface, device.interface.flatMap({ UInt8($0, radix: 16) }) != interface {
            return "interface is \(device.interface ?? "unknown"), not \(interface)"
        }
        if let port, device.port != port {
            return "port is \(device.port ?? "unknown"), not \(port)"
        }
        return nil
    }

    /// Whether a device is the one.
    public func matches(_ device: DeviceProperties) -> Bool { difference(from: device) == nil }

    static func hexadecimal(_ number: UInt16) -> String {
        let digits = String(number, radix: 16)
        return String(repeating: "0", count: 4 - digits.count) + digits
    }
}

extension DeviceMatch: CustomStringConvertible {
    /// `0403:6001, serial A50285BI`.
    public var description: String {
        var parts: [String] = []
        if vendor != nil || product != nil {
            let numbers = [vendor, product].map { $0.map(Self.hexadecimal) ?? "any" }
            parts.append(numbers.joined(separator: ":"))
        }
        if let serial { parts.append("serial \(serial)") }
        if let interface { parts.append("interface \(interface)") }
        if let port { parts.append("at \(port)") }
        return parts.isEmpty ? "anything" : parts.joined(separator: ", ")
    }
}
