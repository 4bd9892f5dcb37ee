import CLibUSB

/// What went wrong with transfers from a USB device, while the device stayed.
public struct USBTransferErrors: Hashable, Sendable {
    /// The device halted the endpoint; it was told to go on.
    public var stalls: UInt64 = 0
    /// The device sent more than there was room for: octets are lost.
    public var overflows: UInt64 = 0
    /// Transfers that failed on the way (noise, a bad cable, a hub): octets may be lost.
    public var failures: UInt64 = 0
    /// Transfers that the system did not take, for want of memory mostly.
    public var refusals: UInt64 = 0

    /// Nothing went wrong.
    public init() {}

    /// Whether nothing went wrong.
    public var isEmpty: Bool { self == USBTransferErrors() }

    /// Adds what went wrong since.
    public mutating func add(_ other: USBTransferErrors) {
        stalls += other.stalls
        overflows += other.overflows
        failures += other.failures
        refusals += other.refusals
    }
}

extension USBTransferErrors: CustomStringConvertible {
    /// `2 stalls, 1 overflow`.
    public var description: String {
        let parts = [
            Self.text(stalls, "stall"), Self.text(overflows, "overflow"),
            Self.text(failures, "failed transfer"), Self.text(refusals, "refused transfer"),
        ]
        let words = parts.compactMap(\.self).joined(separator: ", ")
        return words.isEmpty ? "none" : words
    }

    private static func text(_ count: UInt64, _ word: String) -> String? {
        count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }
}

/// How a transfer ended, as far as a receiver does different things.
enum USBTransferOutcome: Hashable {
    /// It is full, or ended by a short packet, or its time was up: the next one can go.
    case done
    /// It was cancelled; what had come by then is there.
    case cancelled
    /// The endpoint has to be cleared before anything more comes.
    case stalled
    /// More came than there was room for.
    case overflowed
    /// It failed on the way; not to be tried again at once.
    case failed
    /// The device is not there any more.
    case gone

    init(_ status: libusb_transfer_status) {
        self =
            switch status {
            case LIBUSB_TRANSFER_COMPLETED, LIBUSB_TRANSFER_TIMED_OUT: .done
            case LIBUSB_TRANSFER_CANCELLED: .cancelled
            case LIBUSB_TRANSFER_STALL: .stalled
            case LIBUSB_TRANSFER_OVERFLOW: .overflowed
            case LIBUSB_TRANSFER_NO_DEVICE: .gone
            default: .failed
            }
    }
}
