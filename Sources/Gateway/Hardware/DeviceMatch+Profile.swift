public import Devices
public import LinkConfiguration

extension DeviceMatch {
    /// The devices that a profile is for.
    public init(_ kind: ProfileMatch) {
        self.init()
        add(kind)
    }

    /// What is named already says more than the profile, which knows only the kind.
    mutating func add(_ kind: ProfileMatch) {
        if identities.isEmpty {
            identities = kind.usb.map { Identity(vendor: $0.vendor, product: $0.product) }
        }
        if interface == nil { interface = kind.interface.map { UInt8(clamping: $0) } }
        driver = kind.driver
        productPattern = kind.product
        manufacturerPattern = kind.manufacturer
        serialPattern = kind.serial
    }
}
