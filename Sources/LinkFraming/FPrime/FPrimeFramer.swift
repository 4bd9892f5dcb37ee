import ChannelCoding

/// Frames of the F´ flight software, in the framing that came before its CCSDS stack: `DEADBEEF`,
/// the length of the data in 32 bits, the data, and a CRC-32 over all of that; all most significant
/// octet first.
///
/// A start word with a length that no frame has, or with a wrong checksum, is a frame that failed.
/// It owns the octets up to the next good frame that begins inside it; if there is none, up to its
/// end or the next start word.
public struct FPrimeFramer: RecordFramer {
    /// The start word.
    public static let startWord: UInt32 = 0xDEAD_BEEF

    private static let wordLength = 4
    /// Start word and length.
    private static let headerLength = 8
    private static let checksumLength = 4

    private let maximumLength: Int
    /// No good frame begins before this octet, counted from the position.
    private var tried = 0
    /// The frame at the position has a wrong checksum: so long are its data.
    private var failedLength: Int?

    /// - Parameter maximumLength: octets of the longest frame's data.
    public init(maximumLength: Int) {
        precondition(maximumLength > 0)
        self.maximumLength = maximumLength
    }

    private var longestFrame: Int {
        FPrimeFramer.headerLength + maximumLength + FPrimeFramer.checksumLength
    }

    /// A frame that failed, and one that begins at its end.
    public var lookahead: Int { 2 * longestFrame + FPrimeFramer.wordLength }

    /// The stream was broken: a frame may begin with the next octet.
    public mutating func interrupt() {
        tried = 0
        failedLength = nil
    }

    private enum Candidate {
        case needMore
        case good(length: Int)
        /// Its octets are there, and are no frame.
        case bad(length: Int)
        /// A length that no frame has.
        case impossible
    }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        guard let start = startWord(in: octets, from: 0) else {
            return noFrame(octets.byteCount, isFinished)
        }
        guard start == 0 else {
            give(start)
            return .skipped(bits: 8 * start, .noRecord, endsRecord: false)
        }
        let front = failedLength.map { Candidate.bad(length: $0) }
        switch front ?? candidate(octets, at: 0) {
        case .good(let length):
            give(FPrimeFramer.frameLength(length))
            return .record(goodFrame(length))
        case .bad(let length):
            failedLength = length
            return failed(
                octets, FPrimeFramer.frameLength(length), length, .checksum, isFinished)
        case .impossible:
            return failed(octets, FPrimeFramer.headerLength, 0, .length, isFinished)
        case .needMore:
            guard isFinished else { return .needMore }
            return failed(octets, octets.byteCount, octets.byteCount, .truncated, isFinished)
        }
    }

    private static func frameLength(_ length: Int) -> Int {
        headerLength + length + checksumLength
    }

    private func goodFrame(_ length: Int) -> FramedRecord {
        var record = FramedRecord(
            bits: 8 * FPrimeFramer.frameLength(length), length: length,
            coding: .plain(offset: FPrimeFramer.headerLength), check: .passed)
        record.overhead.header = 8 * FPrimeFramer.headerLength
        record.overhead.checksum = 8 * FPrimeFramer.checksumLength
        return record
    }

    private mutating func noFrame(_ count: Int, _ isFinished: Bool) -> FramerStep {
        // The last octets may be the beginning of a start word.
        let kept = isFinished ? 0 : min(count, FPrimeFramer.wordLength - 1)
        guard count > kept else { return .needMore }
        give(count - kept)
        return .skipped(bits: 8 * (count - kept), .noRecord, endsRecord: false)
    }

    private mutating func give(_ octets: Int) {
        tried = max(0, tried - octets)
        failedLength = nil
    }

    // MARK: candidates

    /// The first place at or after `start` at which a whole start word lies.
    private func startWord(in octets: RawSpan, from start: Int) -> Int? {
        let first = UInt8(truncatingIfNeeded: FPrimeFramer.startWord >> 24)
        var from = start
        // Each turn begins behind the octet that was found.
        while let found = OctetSearch.firstIndex(of: first, in: octets, from: from) {
            guard found + FPrimeFramer.wordLength <= octets.byteCount else { return nil }
            if Wire.be32(octets, at: found) == FPrimeFramer.startWord { return found }
            from = found + 1
        }
        return nil
    }

    /// What begins at `start`, where a start word is.
    private func candidate(_ octets: RawSpan, at start: Int) -> Candidate {
        guard start + FPrimeFramer.headerLength <= octets.byteCount else { return .needMore }
        let length = Int(Wire.be32(octets, at: start + FPrimeFramer.wordLength))
        guard length <= maximumLength else { return .impossible }
        let end = start + FPrimeFramer.headerLength + length
        guard end + FPrimeFramer.checksumLength <= octets.byteCount else { return .needMore }
        let checksum = ReflectedCRC32.ieee.checksum(octets.extracting(start..<end))
        return checksum == Wire.be32(octets, at: end)
            ? .good(length: length) : .bad(length: length)
    }

    // MARK: frames that failed

    /// A frame of `end` octets that failed: it owns what is in front of the next one.
    private mutating func failed(
        _ octets: RawSpan, _ end: Int, _ length: Int, _ failure: FramedRecord.Failure,
        _ isFinished: Bool
    ) -> FramerStep {
        let extent = failure == .truncated ? nil : end
        guard let owned = owned(octets, end, isFinished, extent) else { return .needMore }
        give(owned)
        let data = max(0, min(length, owned - FPrimeFramer.headerLength))
        return .record(
            FramedRecord(
                bits: 8 * owned, length: data,
                coding: .plain(offset: data > 0 ? FPrimeFramer.headerLength : 0),
                check: .failed(failure)))
    }

    /// Octets of a failed frame that would end at `end`; `nil`: too little is received to say so.
    ///
    /// `extent`: the frame says that it ends at `end`.
    private mutating func owned(
        _ octets: RawSpan, _ end: Int, _ isFinished: Bool, _ extent: Int?
    ) -> Int? {
        var firstInside: Int?
        tried = max(tried, 1)
        var from = 1
        // Each turn begins behind the last start word; there are fewer of them than octets.
        while let place = startWord(in: octets, from: from), place < end {
            firstInside = firstInside ?? place
            from = place + 1
            guard place >= tried else { continue }
            switch candidate(octets, at: place) {
            case .good: return place
            case .needMore where !isFinished:
                tried = place
                return nil
            case .needMore, .bad, .impossible: tried = place + 1
            }
        }
        // Start words that are only half received, and the one that stands where the frame ends.
        let seen = octets.byteCount >= end + FPrimeFramer.wordLength
        guard seen || isFinished else { return nil }
        if seen, Wire.be32(octets, at: end) == FPrimeFramer.startWord { return end }
        // Where the stream ends, a frame may end as well as at a start word.
        if extent == octets.byteCount { return end }
        return firstInside ?? end
    }
}
