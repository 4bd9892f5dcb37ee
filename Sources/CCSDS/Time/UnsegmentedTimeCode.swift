/// CCSDS unsegmented time code (CUC): seconds since an epoch, and a binary fraction of one
/// (CCSDS 301.0-B-4 §3.2).
public struct UnsegmentedTimeCode: Hashable, Sendable {
    /// What the preamble (P-field) says, or the mission where it is not sent.
    public let format: Format
    /// Whole seconds since the epoch: 1 to 7 octets.
    public let coarse: UInt64
    /// The fraction, in units of 256 to the power of −`format.fractionOctets` seconds: 0 to 10
    /// octets.
    public let fraction: UInt128

    /// Reads the time (T-field) that begins at the first octet of `octets`, in a known format: the
    /// preamble is implicit.
    ///
    /// - Throws: ``WireError/Code/truncated``.
    public init(checking octets: RawSpan, format: Format) throws(WireError) {
        guard octets.byteCount >= format.timeLength else {
            throw WireError.truncated(expected: format.timeLength, found: octets.byteCount)
        }
        self.format = format
        coarse = UInt64(
            truncatingIfNeeded: bigEndianInteger(octets, at: 0, count: format.coarseOctets))
        fraction = bigEndianInteger(
            octets, at: format.coarseOctets, count: format.fractionOctets)
    }

    /// Reads preamble and time, which begin at the first octet of `octets`.
    ///
    /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/unsupported`` when it is another
    ///   time code.
    public init(checking octets: RawSpan) throws(WireError) {
        let format = try Format(preamble: octets)
        let length = format.preambleLength + format.timeLength
        guard octets.byteCount >= length else {
            throw WireError.truncated(expected: length, found: octets.byteCount)
        }
        try self.init(
            checking: octets.extracting(format.preambleLength..<length), format: format)
    }

    /// The time `instant`, counted from `epoch`, rounded down to what the format can say.
    ///
    /// - Throws: ``WireError/Code/field`` when it is before the epoch or after the last second of
    ///   the format.
    public init(
        _ instant: UTCInstant, epoch: TimeEpoch, format: Format,
        leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        let elapsed = epoch.elapsed(until: instant, leapSeconds: leapSeconds)
        let last = Int64(1) << (8 * format.coarseOctets) - 1
        guard (0...last).contains(elapsed.seconds) else {
            let nearest = elapsed.seconds < 0 ? 0 : last
            throw WireError.field(expected: Int(nearest), found: Int(elapsed.seconds), offset: 0)
        }
        self.format = format
        coarse = UInt64(elapsed.seconds)
        // Below 2⁴⁰ picoseconds · 2⁸⁰: fits 128 bits.
        fraction =
            UInt128(elapsed.picoseconds) << (8 * format.fractionOctets)
            / UInt128(UTCInstant.picosecondsPerSecond)
    }

    /// The fraction in picoseconds, rounded down.
    public var picoseconds: UInt64 {
        let scaled = fraction * UInt128(UTCInstant.picosecondsPerSecond)
        return UInt64(truncatingIfNeeded: scaled >> (8 * format.fractionOctets))
    }

    /// The instant meant, in a code that counts from `epoch`, rounded down to the picosecond.
    ///
    /// The epoch is ``TimeEpoch/ccsds`` where `format.epoch` is that, unless the mission is known
    /// to mean another.
    public func instant(
        epoch: TimeEpoch, leapSeconds: LeapSecondTable = .builtIn
    ) -> UTCInstant {
        epoch.instant(seconds: coarse, picoseconds: picoseconds, leapSeconds: leapSeconds)
    }

    /// Appends the time, without preamble.
    public func serialize(into octets: inout [UInt8]) {
        octets.appendBigEndian(coarse, count: format.coarseOctets)
        octets.appendBigEndian(fraction, count: format.fractionOctets)
    }
}

/// Whose epoch a time code counts from.
@frozen
public enum TimeCodeEpoch: UInt8, Hashable, Sendable, CaseIterable {
    /// 1958-01-01 TAI (level 1).
    case ccsds
    /// An epoch that the mission defines (level 2).
    case agency
}
