/// What is known of a frame's octets (SLE word: delivered-frame-quality).
@frozen
public enum DeliveredFrameQuality: UInt8, Hashable, Sendable, CaseIterable {
    /// Verified by a code, by the FECF or by frame security.
    case good = 0
    /// There was nothing to verify with.
    case undetermined = 1
    /// A check failed; only delivered where the link says `deliverErred`.
    case erred = 2
}

extension DeliveredFrameQuality: CustomStringConvertible {
    /// The word that filters, JSON and summaries use.
    public var description: String {
        switch self {
        case .good: "good"
        case .undetermined: "undetermined"
        case .erred: "erred"
        }
    }
}
