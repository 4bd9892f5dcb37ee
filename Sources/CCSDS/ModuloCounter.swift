/// Reads counters that wrap around: what a step from one count to the next means.
///
/// One type for every counter on the way: frames of master and virtual channels, packets of an
/// APID. Counts that are out of range are taken modulo the modulus, and nothing is ever negative.
@frozen
public struct ModuloCounter: Hashable, Sendable {
    /// The count after the highest is 0 again: one more than the highest count.
    public let modulus: UInt64
    /// A step forward by more than this is no gap but a reset. A counter cannot tell a long gap
    /// from a step back or a restart, so somewhere the line must be drawn.
    public let maximumGap: UInt64
    /// Low bits that a count keeps, where the modulus is a power of two; else 0.
    @usableFromInline let mask: UInt64

    /// A counter of `modulus` counts.
    ///
    /// - Parameters:
    ///   - modulus: 2 or more.
    ///   - maximumGap: longest step forward that is a gap; `nil`: half the modulus, and any step
    ///     for counters of up to 8 bits, which half a revolution says nothing about.
    /// - Precondition: `modulus` is at least 2.
    @inlinable
    public init(modulus: UInt64, maximumGap: UInt64? = nil) {
        precondition(modulus >= 2, "a counter has two counts at least")
        self.modulus = modulus
        self.maximumGap = maximumGap ?? (modulus <= 256 ? modulus : modulus / 2)
        mask = modulus & (modulus - 1) == 0 ? modulus - 1 : 0
    }

    /// What a counter's step means.
    @frozen
    public enum Step: Hashable, Sendable {
        /// The count that had to come.
        case next
        /// The same count again: a duplicate, or a counter that was reset onto it.
        case same
        /// So many counts never came, modulo the modulus.
        case gap(missing: UInt64)
        /// Too far to be a gap: how many are missing is unknown.
        case reset
    }

    /// What the step from the count `last` to the count `found` means.
    @inlinable
    public func step(from last: UInt64, to found: UInt64) -> Step {
        let distance = distance(from: last, to: found)
        if distance == 1 { return .next }
        if distance == 0 { return .same }
        return distance > maximumGap ? .reset : .gap(missing: distance &- 1)
    }

    /// Counts between `last` and `found` that never came; 0 where the step is no gap.
    @inlinable
    public func missing(from last: UInt64, to found: UInt64) -> UInt64 {
        guard case .gap(let missing) = step(from: last, to: found) else { return 0 }
        return missing
    }

    /// First and last count that never came between `last` and `found`; `nil` where the step is no
    /// gap. The range wraps around when its first is above its last.
    @inlinable
    public func missingRange(
        from last: UInt64, to found: UInt64
    ) -> (first: UInt64, last: UInt64)? {
        guard case .gap = step(from: last, to: found) else { return nil }
        return (count(after: last), distance(from: 1, to: found))
    }

    /// The count that follows `count`.
    @inlinable
    public func count(after count: UInt64) -> UInt64 {
        let count = reduce(count)
        return count == modulus &- 1 ? 0 : count &+ 1
    }

    /// Steps forward from `last` to `found`: 0 to modulus − 1.
    @inlinable
    func distance(from last: UInt64, to found: UInt64) -> UInt64 {
        if mask != 0 { return (found &- last) & mask }
        let (last, found) = (reduce(last), reduce(found))
        return found >= last ? found &- last : found &+ (modulus &- last)
    }

    @inlinable
    func reduce(_ count: UInt64) -> UInt64 {
        mask != 0 ? count & mask : count % modulus
    }
}

extension ModuloCounter {
    /// Sequence count of space packets: 14 bits (CCSDS 133.0-B-2 §4.1.3.4.3).
    @inlinable public static var packetSequenceCount: Self { Self(modulus: 1 << 14) }
    /// Frame counts of TM master and virtual channels: 8 bits (132.0-B-3 §4.1.2.5, §4.1.2.6).
    @inlinable public static var tmFrameCount: Self { Self(modulus: 1 << 8) }
    /// Virtual channel frame count of AOS: 24 bits (732.0-B-4 §4.1.2.4).
    @inlinable public static var aosFrameCount: Self { Self(modulus: 1 << 24) }
    /// The same with the frame count cycle in use: 28 bits (732.0-B-4 §4.1.2.5.5).
    @inlinable public static var aosExtendedFrameCount: Self { Self(modulus: 1 << 28) }
}
