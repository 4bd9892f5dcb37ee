/// Finds a sync marker at any bit, in either polarity, with up to so many wrong bits
/// (CCSDS 131.0-B-5 §9.3).
///
/// Eight start positions are compared at once, by adding up table entries that hold eight counts
/// of differing bits. A few octets of the marker decide almost always that
/// none of the eight can be a hit.
public struct MarkerSearcher: Sendable {
    /// What is looked for.
    public let marker: AttachedSyncMarker
    /// Most bits of the marker that may be wrong.
    public let maximumErrors: Int
    /// In which sense the marker may arrive.
    public let polarities: MarkerPolarities

    private let mismatches: MarkerMismatches
    private let screen: MarkerScreen
    /// The marker, first bit in the most significant one, where it fits eight octets at any bit.
    private let word: UInt64
    /// Its bits; 0 where it is too long.
    private let wordMask: UInt64

    /// Eight octets, less the bits in front of a marker that begins in the first one.
    private static let wordBits = 57

    /// A searcher for `marker`.
    ///
    /// - Precondition: `maximumErrors` is not negative and less than half the marker's bits, so
    ///   that noise does not look like the marker everywhere.
    public init(
        marker: AttachedSyncMarker, maximumErrors: Int, polarities: MarkerPolarities
    ) {
        self.init(
            marker: marker, maximumErrors: maximumErrors, polarities: polarities,
            usesVectors: true)
    }

    /// - Parameter usesVectors: `false` for the reference in plain Swift, whatever the processor.
    init(
        marker: AttachedSyncMarker, maximumErrors: Int, polarities: MarkerPolarities,
        usesVectors: Bool
    ) {
        precondition(maximumErrors >= 0 && 2 * maximumErrors < marker.bitCount, "bit errors")
        self.marker = marker
        self.maximumErrors = maximumErrors
        self.polarities = polarities
        let fits = marker.bitCount <= MarkerSearcher.wordBits
        wordMask = fits ? UInt64.max << UInt64(64 - marker.bitCount) : 0
        word =
            fits
            ? marker.octets.enumerated().reduce(0) {
                $0 | UInt64($1.element) << UInt64(56 - 8 * $1.offset)
            } : 0
        mismatches = MarkerMismatches(marker: marker)
        screen = MarkerScreen(
            mismatches: mismatches, maximumErrors: maximumErrors, polarities: polarities,
            usesVectors: usesVectors)
    }

    /// The first place at which the marker lies, with at most ``maximumErrors`` wrong bits.
    ///
    /// Only places are tried at which the whole marker lies in the memory given; nothing outside
    /// it is read.
    ///
    /// - Parameters:
    ///   - base: the octets to search.
    ///   - count: how many they are.
    ///   - fromBit: the first bit at which the marker may begin.
    ///   - toBit: the first bit at which it may not begin any more.
    @unsafe
    public func firstHit(
        in base: UnsafeRawPointer, count: Int, fromBit: Int, toBit: Int
    ) -> MarkerHit? {
        precondition(count >= 0 && count <= Int.max / 16, "octets to search")
        var bit = max(0, fromBit)
        let end = min(toBit, count * 8 - marker.bitCount + 1)
        while bit < end {
            guard
                let candidates = unsafe screen.nextCandidates(
                    in: base, count: count, from: bit, to: end)
            else { return nil }
            for phase in 0..<8 where candidates.isCandidate(phase: phase) {
                let at = candidates.octet * 8 + phase
                guard at >= bit && at < end else { continue }
                if let hit = unsafe hit(at: at, in: base) { return hit }
            }
            bit = (candidates.octet + 1) * 8
        }
        return nil
    }

    /// How many bits differ from the marker at `bit`, and in which polarity: with
    /// ``MarkerPolarities/both`` the one with fewer errors.
    ///
    /// - Returns: `nil` where the marker does not lie in the `count` octets at `base`. The number
    ///   of errors is not limited.
    @unsafe
    public func errors(
        at bit: Int, in base: UnsafeRawPointer, count: Int
    ) -> (errors: Int, inverted: Bool)? {
        precondition(count >= 0 && count <= Int.max / 16, "octets to search")
        guard bit >= 0, bit <= count * 8 - marker.bitCount else { return nil }
        if wordMask != 0, bit / 8 + 8 <= count {
            let octets = unsafe base.loadUnaligned(fromByteOffset: bit / 8, as: UInt64.self)
            let differing = (UInt64(bigEndian: octets) << UInt64(bit % 8) ^ word) & wordMask
            return verdict(differing: differing.nonzeroBitCount)
        }
        return unsafe verdict(differing: differingBits(at: bit, in: base))
    }

    /// The marker at just `bit`, with at most ``maximumErrors`` wrong bits.
    ///
    /// - Returns: `nil` also where the marker does not lie wholly in the `count` octets at `base`.
    @unsafe
    public func hit(at bit: Int, in base: UnsafeRawPointer, count: Int) -> MarkerHit? {
        guard let (errors, inverted) = unsafe errors(at: bit, in: base, count: count),
            errors <= maximumErrors
        else { return nil }
        return MarkerHit(bit: bit, errors: errors, inverted: inverted)
    }

    private func hit(at bit: Int, in base: UnsafeRawPointer) -> MarkerHit? {
        let (errors, inverted) = unsafe verdict(differing: differingBits(at: bit, in: base))
        if errors > maximumErrors { return nil }
        return MarkerHit(bit: bit, errors: errors, inverted: inverted)
    }

    private func verdict(differing: Int) -> (errors: Int, inverted: Bool) {
        let others = marker.bitCount - differing
        return switch polarities {
        case .normal: (differing, false)
        case .inverted: (others, true)
        case .both: others < differing ? (others, true) : (differing, false)
        }
    }

    private func differingBits(at bit: Int, in base: UnsafeRawPointer) -> Int {
        let phase = bit % 8
        var sum: UInt64 = 0
        for index in 0..<mismatches.octets(phase: phase) {
            let octet = unsafe base.load(fromByteOffset: bit / 8 + index, as: UInt8.self)
            sum += mismatches.table[256 * index + Int(octet)]
        }
        return Int(UInt8(truncatingIfNeeded: sum >> UInt64(8 * phase)))
    }
}
