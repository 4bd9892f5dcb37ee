/// A USB device whose octets come by bulk or interrupt transfers, and how it is opened.
///
/// A transfer is a chunk, as it was received: what a device puts in front of each packet stays.
public struct USBSource: Hashable, Sendable {
    /// What the device is.
    public var match: DeviceMatch
    /// The configuration to set; the one it has when `nil`.
    public var configuration: UInt8?
    /// The interface that is claimed. A driver of the kernel that has it is detached meanwhile.
    public var interface: UInt8
    /// The alternate setting of the interface.
    public var alternate: UInt8
    /// The address of the endpoint that is read, 0x81…0x8F.
    public var endpoint: UInt8
    /// Octets of one transfer at most: a multiple of the endpoint's packets.
    public var transferSize: Int
    /// Transfers that wait for octets at the same time.
    public var transfers: Int
    /// After how long a transfer hands over what it has; `nil`: when it is full, or a short packet
    /// comes.
    public var transferTimeout: Duration?
    /// Octets of the endpoint's packets, where those who read the octets rely on it.
    public var packetSize: Int?
    /// What is sent when the device was opened, in order.
    public var start: [USBControlRequest]
    /// What is sent before it is closed, in order.
    public var stop: [USBControlRequest]

    /// The endpoint of the device's first interface: 8 transfers of 16 KiB, no requests.
    public init(match: DeviceMatch, endpoint: UInt8) {
        self.match = match
        configuration = nil
        interface = 0
        alternate = 0
        self.endpoint = endpoint
        transferSize = 16_384
        transfers = 8
        transferTimeout = nil
        packetSize = nil
        start = []
        stop = []
    }
}

/// A request to a USB device that sends and never reads (USB 2.0 §9.3).
public struct USBControlRequest: Hashable, Sendable {
    /// Whose request it is, bits 6…5 of `bmRequestType`.
    public enum Kind: UInt8, Hashable, Sendable {
        case standard = 0x00
        case `class` = 0x20
        case vendor = 0x40
    }

    /// To whom it goes, bits 4…0 of `bmRequestType`.
    public enum Recipient: UInt8, Hashable, Sendable {
        case device = 0
        case interface = 1
        case endpoint = 2
    }

    /// Whose request it is.
    public var kind: Kind
    /// To whom it goes.
    public var recipient: Recipient
    /// `bRequest`.
    public var request: UInt8
    /// `wValue`.
    public var value: UInt16
    /// `wIndex`.
    public var index: UInt16
    /// Octets sent with it.
    public var data: [UInt8]

    /// A request; a vendor's to the device if nothing else is said.
    public init(
        kind: Kind = .vendor, recipient: Recipient = .device, request: UInt8, value: UInt16 = 0,
        index: UInt16 = 0, data: [UInt8] = []
    ) {
        self.kind = kind
        self.recipient = recipient
        self.request = request
        self.value = value
        self.index = index
        self.data = data
    }

    /// `bmRequestType`: from the host to the device.
    var requestType: UInt8 { kind.rawValue | recipient.rawValue }
}
