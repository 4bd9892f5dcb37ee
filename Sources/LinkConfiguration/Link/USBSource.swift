/// A USB device whose octets come by bulk or interrupt transfers.
public struct USBSource: Sendable, Equatable {
    /// A request that makes the device start or stop sending (USB 2.0 §9.3); never one that reads.
    public struct Request: Sendable, Equatable {
        /// Whose request it is.
        public enum Kind: Sendable, Equatable {
            case standard
            case `class`
            case vendor
        }

        /// To whom it goes.
        public enum Recipient: Sendable, Equatable {
            case device
            case interface
            case endpoint
        }

        /// Whose request it is.
        public var kind = Kind.vendor
        /// To whom it goes.
        public var recipient = Recipient.device
        /// Its number, `bRequest`.
        public var request: UInt8
        /// `wValue`.
        public var value: UInt16 = 0
        /// `wIndex`.
        public var index: UInt16 = 0
        /// What is sent with it.
        public var data: [UInt8] = []

        /// A vendor's request to the device, without data.
        public init(request: UInt8) {
            self.request = request
        }
    }

    /// More would only lie in the kernel: it bounds the memory of all of them.
    public static let maximumTransfers = 64
    /// As long as a chunk of a capture may be.
    public static let maximumTransferSize: UInt64 = 262_144
    /// More is a program, not a request to start.
    public static let maximumRequests = 32
    /// Octets of one request, as much as Linux lets through.
    public static let maximumRequestData = 4_096

    /// What the device is.
    public var match: SerialMatch?
    /// The configuration to set; the one it has when `nil`.
    public var configuration: Int?
    /// The interface that is claimed.
    public var interface = 0
    /// The alternate setting of the interface.
    public var alternate = 0
    /// The address of the endpoint that is read, 0x81…0x8F.
    public var endpoint: Int
    /// Octets of one transfer at most.
    public var transferSize = 16_384
    /// Transfers that wait for octets at the same time.
    public var transfers = 8
    /// Nanoseconds after which a transfer that was begun hands over what it has; 0 for never.
    public var transferTimeout: UInt64 = 0
    /// What is sent when the device was opened, in order.
    public var start: [Request] = []
    /// What is sent before it is closed, in order.
    public var stop: [Request] = []

    /// The endpoint with this address, of the first interface.
    public init(endpoint: Int) {
        self.endpoint = endpoint
    }
}
