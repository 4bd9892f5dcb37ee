import Glibc

/// One thing that a match asks of a device, and how the device is there.
public struct DeviceCriterion: Hashable, Sendable {
    /// What is compared: `vendor`, `serial` …
    public var name: String
    /// What the match asks for.
    public var expected: String
    /// What the device has; `nil` where it does not say.
    public var found: String?
    /// Whether that fits.
    public var fits: Bool

    /// `serial is A1, not A2`.
    var difference: String { "\(name) is \(found ?? "unknown"), not \(expected)" }
}

extension DeviceMatch {
    /// Everything that is named, held against a device.
    public func comparison(with device: DeviceProperties) -> [DeviceCriterion] {
        var criteria: [DeviceCriterion] = []
        func add(_ name: String, _ expected: String?, _ found: String?, _ fits: Bool) {
            guard let expected else { return }
            criteria.append(
                DeviceCriterion(name: name, expected: expected, found: found, fits: fits))
        }
        add("kind", subsystem, device.subsystem, device.subsystem == subsystem)
        criteria += identityCriteria(device)
        add("serial", serial, device.serial, device.serial == serial)
        let number = device.interface.flatMap { UInt8($0, radix: 16) }
        add("interface", interface.map { "\($0)" }, device.interface, number == interface)
        add("port", port, device.port, device.port == port)
        add("driver", driver, device.driver, device.driver == driver)
        let patterns = [
            ("product", productPattern, device.productName),
            ("manufacturer", manufacturerPattern, device.vendorName),
            ("serial", serialPattern, device.serial),
        ]
        for (name, pattern, found) in patterns {
            add(name, pattern, found, Self.fits(pattern, found))
        }
        return criteria
    }

    /// One identity is compared number by number, so that a difference says which of them it is.
    private func identityCriteria(_ device: DeviceProperties) -> [DeviceCriterion] {
        let vendor = device.vendor.flatMap { UInt16($0, radix: 16) }
        let product = device.product.flatMap { UInt16($0, radix: 16) }
        guard identities.count == 1 else {
            guard !identities.isEmpty else { return [] }
            let fits = identities.contains {
                ($0.vendor == nil || $0.vendor == vendor)
                    && ($0.product == nil || $0.product == product)
            }
            return [
                DeviceCriterion(
                    name: "vendor:product",
                    expected: identities.map(\.description).joined(separator: " or "),
                    found: device.identity, fits: fits)
            ]
        }
        let pairs = [
            ("vendor", identities[0].vendor, device.vendor, vendor),
            ("product", identities[0].product, device.product, product),
        ]
        return pairs.compactMap { name, expected, text, found in
            expected.map {
                DeviceCriterion(
                    name: name, expected: Self.hexadecimal($0), found: text, fits: found == $0)
            }
        }
    }

    /// Names are compared as udev writes them, with underscores for spaces.
    private static func fits(_ pattern: String?, _ text: String?) -> Bool {
        guard let pattern, let text else { return false }
        func underscored(_ text: String) -> String {
            String(text.map { $0 == " " ? "_" : $0 })
        }
        return fnmatch(underscored(pattern), underscored(text), 0) == 0
    }
}
