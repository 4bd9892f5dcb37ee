import ChannelCoding

/// Where a frame stood among all that came, to tell how many frames fit between two.
struct FramePlace: Sendable {
    /// Bit of the stream where the frame begins.
    var start: UInt64 = 0
    /// Bits of the stream before it that no readable frame explains (on links of records: frames
    /// that could not be read), up to a constant of the link.
    var unexplained: Int64 = 0
    /// When it was received, by the clock that never steps; only where time is asked.
    var monotonic: UInt64 = 0
}

/// How many frames may be missing where a counter alone can't say: it may have come round.
///
/// A count says what is missing modulo its cycle. The bits between two frames of a channel that
/// no frame explains, and on a link whose bit rate is known the time in which no bits came, say
/// how many frames would have fit there: where that is a cycle or more, the largest number is
/// taken that fits and that agrees with the count. All of them are taken for the one channel's:
/// on a link of several channels this is the most that can be missing.
struct GapEstimator: Sendable {
    /// Bits of one frame with its marker and parity; 1 where frames are counted, not bits.
    let unitBits: Int64
    /// Frames stand back to back in the stream: its bits tell how many there were.
    let countsBits: Bool
    /// Bits per nanosecond; 0 where time proves nothing.
    private let rate: Double

    /// Silence up to this is no silence: receivers and their drivers deliver octets in lumps.
    private static let longestDelay: UInt64 = 1_000_000_000
    /// A slip or a cut loses bits, and time is not exact: so much of a cycle may be wanting.
    private static let toleratedShare: UInt64 = 32
    /// No silence is longer than this (some 30 years), whatever the clocks say.
    private static let longestSilence: UInt64 = 1 << 60

    init(_ parameters: ManagedParameters, unitBits: UInt64) {
        switch parameters.framing {
        case .synchronized, .fixedFrames:
            countsBits = true
            self.unitBits = Int64(max(1, min(unitBits, 1 << 40)))
            // The link's rate is that of symbols where it is received as symbols.
            let period = parameters.coding.convolutional?.code.rate.period
            let share = period.map { Double($0.bits) / Double($0.symbols) } ?? 1
            rate = Double(parameters.bitRate ?? 0) / 1e9 * share
        case .lengthPrefixed, .kiss, .slip, .cobs, .hdlc, .fprime, .mavlink, .packets, .opaque:
            countsBits = false
            self.unitBits = 1
            rate = 0
        }
    }

    /// Time says something: frames follow each other at a known rate.
    var asksTime: Bool { rate > 0 }

    /// Where the frame that begins at bit `start` stands, when `found` frames had been found
    /// (itself included), of which `unreadable` could not be read.
    func place(start: UInt64, found: UInt64, unreadable: UInt64) -> FramePlace {
        guard countsBits else {
            return FramePlace(start: start, unexplained: Int64(truncatingIfNeeded: unreadable))
        }
        let explained = Int64(truncatingIfNeeded: found &- unreadable) &* unitBits
        return FramePlace(
            start: start, unexplained: Int64(truncatingIfNeeded: start) &- explained)
    }

    /// Frames that fit between two of a channel, beside those that came.
    func room(from last: FramePlace, to this: FramePlace) -> UInt64 {
        var bits = max(0, this.unexplained &- last.unexplained)
        if asksTime { bits = bits.addingReportingOverflow(silentBits(last, this)).partialValue }
        return UInt64(max(0, bits) / unitBits)
    }

    /// Bits that the channel carried while none came.
    private func silentBits(_ last: FramePlace, _ this: FramePlace) -> Int64 {
        guard this.monotonic > last.monotonic else { return 0 }
        let elapsed = min(this.monotonic - last.monotonic, GapEstimator.longestSilence)
        let received = Double(this.start &- last.start) / rate
        let silence = Double(elapsed) - received
        guard silence > Double(GapEstimator.longestDelay) else { return 0 }
        return Int64(min(silence * rate, 9e18))
    }

    /// Frames that may be missing, of which the count says `counted` (modulo `modulus`); `nil`
    /// where no more fit than the count says.
    ///
    /// - Parameter proven: `counted` itself is certain; else (after a count that repeats, say)
    ///   it is only one of the numbers that agree with the counts, and needs room too.
    func estimate(
        counted: UInt64, modulus: UInt64, room: UInt64, proven: Bool
    ) -> UInt64? {
        let room = room + modulus / GapEstimator.toleratedShare
        guard room >= (proven ? counted + modulus : counted) else { return nil }
        return counted + (room - counted) / modulus * modulus
    }
}
