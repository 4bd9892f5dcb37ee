/// A place where the sync marker was found.
public struct MarkerHit: Hashable, Sendable {
    /// Bit at which the marker begins, counted from the first octet's most significant bit.
    public var bit: Int
    /// Bits of the marker that were wrong.
    public var errors: Int
    /// Whether the marker, and so the frame behind it, was received inverted.
    public var inverted: Bool

    /// A hit at `bit`.
    public init(bit: Int, errors: Int, inverted: Bool) {
        self.bit = bit
        self.errors = errors
        self.inverted = inverted
    }
}

/// In which sense the bits of a stream may arrive.
public enum MarkerPolarities: Hashable, Sendable {
    /// As sent.
    case normal
    /// Every bit inverted: a demodulator with a phase ambiguity that has been measured.
    case inverted
    /// Either, told by the marker.
    case both
}
