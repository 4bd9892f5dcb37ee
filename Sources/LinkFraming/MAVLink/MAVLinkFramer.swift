/// MAVLink frames of both versions, whole: start octet to checksum or signature.
///
/// Nothing marks a frame but one octet that payloads have as well, so a frame is what its checksum
/// says is one. Where a frame is expected, behind another, one that fails has failed, and is
/// searched for a good one that begins inside it; anywhere else the next octet is tried. The
/// checksum of a message that is not in the table can't be verified: such a frame is taken behind
/// another, if a start octet follows it, and anywhere else if a good frame follows it.
public struct MAVLinkFramer: RecordFramer {
    private let signatures: (any MAVLinkSignatureVerifier)?
    private let acceptsUnsigned: Bool
    /// Of signed frames that were taken.
    private var timestamps = MAVLinkTimestamps()
    /// A frame was taken, and ends at the position.
    private var isInStep = false

    /// - Parameters:
    ///   - signatures: checks signatures; `nil`: nobody does. With it, a frame whose signature is
    ///     right is refused all the same when its time does not go on from the one before.
    ///   - acceptsUnsigned: with `signatures`, frames without one are taken all the same.
    public init(
        signatures: (any MAVLinkSignatureVerifier)? = nil, acceptsUnsigned: Bool = false
    ) {
        self.signatures = signatures
        self.acceptsUnsigned = acceptsUnsigned
    }

    /// A frame, and one that begins in its last octet or behind it.
    public var lookahead: Int { 2 * MAVLinkFrameView.maximumLength + 1 }

    /// The stream was broken: no frame is expected.
    public mutating func interrupt() { isInStep = false }

    private enum Candidate: Equatable {
        case needMore
        case good(Int)
        /// Its checksum is wrong.
        case bad(Int)
        /// Its checksum can't be verified.
        case unverified(Int)
        /// Its checksum is right, and it is not to be taken.
        case refused(Int, FramedRecord.Failure)
    }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        guard octets.byteCount > 0 else { return .needMore }
        let start = startOctet(in: octets, from: 0) ?? octets.byteCount
        guard start == 0 else { return noise(start) }
        switch candidate(octets, at: 0) {
        case .good(let length):
            return frame(length, isNew(octets) ? .passed : .failed(.authentication))
        case .refused(let length, let failure): return frame(length, .failed(failure))
        case .bad(let length):
            guard isInStep else { return noise(1) }
            return failed(octets, length, .checksum, isFinished)
        case .unverified(let length):
            switch isConfirmed(octets, length, isFinished) {
            case true?: return frame(length, .none)
            case false?: return noise(1)
            case nil: return .needMore
            }
        case .needMore:
            guard isFinished else { return .needMore }
            guard isInStep else { return noise(1) }
            return failed(octets, octets.byteCount, .truncated, isFinished)
        }
    }

    /// A signed frame was not sent before. Asked once for each frame that is taken: what was only
    /// looked at moves no time.
    private mutating func isNew(_ octets: RawSpan) -> Bool {
        guard signatures != nil, let view = try? MAVLinkFrameView(checking: octets),
            let signature = view.signature
        else { return true }
        return timestamps.isNew(
            system: view.system, component: view.component, link: signature.link,
            timestamp: signature.timestamp)
    }

    private mutating func noise(_ count: Int) -> FramerStep {
        isInStep = false
        return .skipped(bits: 8 * count, .noRecord, endsRecord: false)
    }

    private mutating func frame(_ length: Int, _ check: FramedRecord.Check) -> FramerStep {
        isInStep = true
        return .record(
            FramedRecord(
                bits: 8 * length, length: length, coding: .plain(offset: 0), check: check))
    }

    // MARK: candidates

    private func startOctet(in octets: RawSpan, from start: Int) -> Int? {
        let starts = MAVLinkFrameView.startOctets
        return OctetSearch.firstIndex(
            of: starts.version1, or: starts.version2, in: octets, from: start)
    }

    private func candidate(_ octets: RawSpan, at start: Int) -> Candidate {
        guard
            let view = try? MAVLinkFrameView(
                checking: octets.extracting(start..<octets.byteCount))
        else { return .needMore }
        let length = view.octets.byteCount
        switch view.integrity {
        case .wrong: return .bad(length)
        case .unverified: return view.hasUnknownOptions ? .bad(length) : .unverified(length)
        case .right: break
        }
        if view.hasUnknownOptions { return .refused(length, .version) }
        return isAuthentic(view) ? .good(length) : .refused(length, .authentication)
    }

    private func isAuthentic(_ view: borrowing MAVLinkFrameView) -> Bool {
        guard let signatures else { return true }
        guard let signature = view.signature else { return acceptsUnsigned }
        return signatures.isRight(signature.value, of: view.signedOctets)
    }

    /// What follows a frame that can't be verified, and what is in it, say that it is one; `nil`:
    /// it is not all there.
    private func isConfirmed(_ octets: RawSpan, _ length: Int, _ isFinished: Bool) -> Bool? {
        switch inside(octets, length, isFinished) {
        case .good: return false
        case .needMore: return nil
        case .nothing: break
        }
        guard length < octets.byteCount else { return isFinished ? isInStep : nil }
        guard startOctet(in: octets, from: length) == length else { return false }
        if isInStep { return true }
        switch candidate(octets, at: length) {
        case .good, .refused: return true
        case .bad, .unverified: return false
        case .needMore: return isFinished ? false : nil
        }
    }

    /// A frame that was expected and failed: it owns what is in front of the next good one.
    private mutating func failed(
        _ octets: RawSpan, _ length: Int, _ failure: FramedRecord.Failure, _ isFinished: Bool
    ) -> FramerStep {
        var owned = length
        switch inside(octets, length, isFinished) {
        case .good(let place): owned = place
        case .needMore: return .needMore
        case .nothing: break
        }
        if owned == length, owned == octets.byteCount, !isFinished { return .needMore }
        let isInPlace = startOctet(in: octets, from: owned) == owned
        let step = frame(owned, .failed(failure))
        isInStep = isInPlace
        return step
    }

    private enum Inside {
        /// A good frame begins at this octet.
        case good(Int)
        case nothing
        case needMore
    }

    /// Looks for a good frame that begins inside the first `length` octets.
    private func inside(_ octets: RawSpan, _ length: Int, _ isFinished: Bool) -> Inside {
        var from = 1
        // Each turn begins behind the last start octet.
        while let place = startOctet(in: octets, from: from), place < length {
            from = place + 1
            switch candidate(octets, at: place) {
            case .good, .refused: return .good(place)
            case .needMore where !isFinished: return .needMore
            case .needMore, .bad, .unverified: continue
            }
        }
        return .nothing
    }
}
