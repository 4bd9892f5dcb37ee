public import CCSDS

/// What a frame's security header says, and what is known of it.
@frozen
public struct SecurityMark: Hashable, Sendable {
    /// What is known of a secured frame.
    @frozen
    public enum State: UInt8, Hashable, Sendable, CaseIterable {
        /// Its code is right.
        case verified = 0
        /// In clear, and there was no key to verify it with.
        case unverified
        /// Encrypted, and there was no key to read it with.
        case encrypted
    }

    /// The security association; `.none`: the frame has no security header.
    public var index: SecurityParameterIndex
    /// What is known of it; without meaning where there is no security header.
    public var state: State

    /// The mark of these values.
    @inlinable
    public init(index: SecurityParameterIndex, state: State) {
        self.index = index
        self.state = state
    }

    /// No security header.
    public static let none = SecurityMark(index: .none, state: .verified)
}
