public import CCSDS
public import ChannelCoding

/// State of the frame synchronizer, as it is reported.
@frozen
public enum SynchronizerState: UInt8, Hashable, Sendable, CaseIterable {
    /// No marker known: looking for one at every bit.
    case search = 0
    /// A marker was found; the next ones are awaited where they should be.
    case check
    /// Frames follow each other as they should.
    case lock
    /// A marker was missing; the old place is still tried.
    case flywheel
}

/// Which counter a gap was seen in.
@frozen
public enum CounterScope: Hashable, Sendable {
    case masterChannel(TransferFrameVersion, SpacecraftIdentifier)
    case virtualChannel(GlobalVirtualChannelIdentifier)
    case application(ApplicationProcessIdentifier, GlobalVirtualChannelIdentifier)
}

/// What a counter's step meant.
@frozen
public enum CounterStep: Hashable, Sendable {
    /// `missing` counts were not seen, modulo the counter's cycle.
    case gap(missing: UInt64)
    /// Same count, same octets.
    case duplicate
    /// Same count with other octets, or a jump over the link's `maxGap`: missing unknown.
    case reset
}

/// A counter that did not go on by one.
public struct CounterGap: Hashable, Sendable {
    /// Whose counter it is.
    public var scope: CounterScope
    /// What the step meant.
    public var step: CounterStep
    /// The last count before, and the one that came.
    public var last: UInt64
    /// The count that came.
    public var found: UInt64
    /// Counts of the counter.
    public var modulus: UInt64
    /// Earth receive time of the frame that showed it: ns since 1970 UTC.
    public var earthReceiveTime: UInt64
    /// Bit offset in the link's stream of that frame.
    public var streamOffset: UInt64
    /// So many may be missing, where the bits and the time between the two frames have room for
    /// a counter's cycle or more, or for what a reset does not say: the largest number that fits
    /// and agrees with the counts. `step` then says less, down to a gap of 0. An estimate: on a
    /// link of several channels all the room is taken for this one's.
    public var estimate: UInt64?

    /// The record of these values.
    public init(
        scope: CounterScope, step: CounterStep, last: UInt64, found: UInt64, modulus: UInt64,
        earthReceiveTime: UInt64, streamOffset: UInt64, estimate: UInt64? = nil
    ) {
        self.scope = scope
        self.step = step
        self.last = last
        self.found = found
        self.modulus = modulus
        self.earthReceiveTime = earthReceiveTime
        self.streamOffset = streamOffset
        self.estimate = estimate
    }

    /// Counts that were never seen, both ends included; `nil` unless the step is a gap.
    /// The range wraps when `first > last`.
    public var missingRange: (first: UInt64, last: UInt64)? {
        guard case .gap(let missing) = step, missing > 0 else { return nil }
        return ((last + 1) % modulus, (found + modulus - 1) % modulus)
    }
}

/// Something that happened on the link and that is no packet and no frame.
public struct LinkEvent: Hashable, Sendable {
    /// What happened.
    @frozen
    public enum Kind: Hashable, Sendable {
        case state(from: SynchronizerState, to: SynchronizerState)
        /// What is known of the alignment of channel symbols: symbols left out before a period of
        /// the code begins, and how pairs of them are turned.
        case symbols(SymbolState, offset: Int, exchanged: Bool, secondInverted: Bool)
        /// The stream's polarity as the markers show it.
        case polarity(inverted: Bool)
        /// Octets of a delivered frame that became no packet.
        case discarded(DiscardReason, octets: Int, GlobalVirtualChannelIdentifier)
        /// Segmented user data that had begun and was given up.
        case userDataDropped(
            UserDataDropReason, octets: Int, ApplicationProcessIdentifier,
            GlobalVirtualChannelIdentifier)
        /// A record of the framing that broke its rules, or carries no telemetry.
        case skipped(SkipReason, bits: UInt64)
        /// A verified frame whose anti-replay number is not after the `last` one, or further after
        /// it than the association's window: it was delivered all the same.
        case replay(
            SecurityParameterIndex, number: UInt128, last: UInt128, GlobalVirtualChannelIdentifier)
    }

    /// What happened.
    public var kind: Kind
    /// Bit offset in the link's stream.
    public var streamOffset: UInt64
    /// When it was received: ns since 1970 UTC.
    public var earthReceiveTime: UInt64

    /// The record of these values.
    public init(kind: Kind, streamOffset: UInt64, earthReceiveTime: UInt64) {
        self.kind = kind
        self.streamOffset = streamOffset
        self.earthReceiveTime = earthReceiveTime
    }
}
