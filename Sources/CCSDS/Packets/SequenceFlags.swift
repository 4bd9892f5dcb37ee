/// Which part of a user's data a space packet carries (CCSDS 133.0-B-2 §4.1.3.4.2).
@frozen
public enum SequenceFlags: UInt8, Hashable, Sendable, CaseIterable {
    /// A part that is neither the first nor the last.
    case continuation = 0
    /// The first part.
    case first = 1
    /// The last part.
    case last = 2
    /// All of the data.
    case unsegmented = 3
}
