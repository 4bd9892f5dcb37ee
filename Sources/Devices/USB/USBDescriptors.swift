/// What a USB device says of its endpoints (USB 2.0 §9.6), as the kernel keeps it in `/sys`:
/// nothing is opened to read it.
public struct USBDescriptors: Sendable {
    /// An endpoint that a device sends by, and where it is.
    public struct Endpoint: Hashable, Sendable {
        /// `bInterfaceNumber` of its interface.
        public var interface: UInt8
        /// `bAlternateSetting` of its interface.
        public var alternate: UInt8
        /// `bEndpointAddress`.
        public var address: UInt8
    }

    /// Bulk endpoints towards the host, in the order of the descriptors.
    public var bulkInputs: [Endpoint] = []

    /// A configuration has at most 65,535 octets (`wTotalLength`).
    private static let maximumOctets = 65_536

    /// Of the device at this place of `/sys`.
    public init(systemPath: String) {
        self.init(
            SystemCalls.contents(
                ofFile: systemPath + "/descriptors", maximum: Self.maximumOctets))
    }

    /// Of the descriptors one after the other; what is cut off is left out.
    public init(_ octets: [UInt8]) {
        var rest = octets[...]
        var interface: (number: UInt8, alternate: UInt8)?
        // Each turn takes a descriptor of at least two octets away.
        while let length = rest.first, length >= 2, rest.count >= Int(length) {
            let descriptor = Array(rest.prefix(Int(length)))
            rest = rest.dropFirst(Int(length))
            switch descriptor[1] {
            case 4 where length >= 9: interface = (descriptor[2], descriptor[3])
            case 5 where length >= 7:
                // bmAttributes bits 1…0: 2 is bulk. Bit 7 of the address: towards the host.
                guard let interface, descriptor[3] & 3 == 2, descriptor[2] & 0x80 != 0
                else { continue }
                bulkInputs.append(
                    Endpoint(
                        interface: interface.number, alternate: interface.alternate,
                        address: descriptor[2]))
            default: continue
            }
        }
    }
}
