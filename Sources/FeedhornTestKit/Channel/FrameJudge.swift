/// Says of every frame what became of it and whether a decoder delivers it.
struct FrameJudge {
    private let channel: ChannelFormat
    private let acceptedSpacecraft: [UInt16]
    private let cadus: [PlacedCadu]
    private let receptions: [Reception]
    private let stream: BitSequence
    private let isVerified: Bool

    init(channel: ChannelFormat, acceptedSpacecraft: [UInt16], assembly: StreamAssembly) {
        self.channel = channel
        self.acceptedSpacecraft = acceptedSpacecraft
        self.cadus = assembly.cadus
        let stream = assembly.stream
        self.stream = stream
        self.receptions = assembly.cadus.map { $0.reception(in: stream, format: channel) }
        self.isVerified =
            channel.marker.isEmpty || channel.verifies(assembly.cadus.map(\.sent.frame))
    }

    /// A decoder may take noise for frames.
    var mayHoldFalseFrames: Bool {
        guard !isVerified else { return receptions.contains(where: \.isDoubtful) }
        return zip(cadus, cadus.dropFirst()).contains { $0.end != $1.start }
            || receptions.contains { !$0.isReadable }
    }

    /// In a frame that can't be read something looks like a marker, in one of the polarities.
    var holdsFalseMarkers: Bool {
        guard !channel.marker.isEmpty else { return false }
        let behind = channel.frameStartsBefore * 8
        let markers = Set(cadus.map { $0.start + behind })
        return zip(cadus, receptions).contains { cadu, reception in
            !reception.isReadable
                && looksLikeMarker(max(0, cadu.start)..<max(0, cadu.end), otherThan: markers)
        }
    }

    /// Some place in `range` that is not one of `markers` looks like a marker, as far as its first
    /// 64 bits tell.
    private func looksLikeMarker(_ range: Range<Int>, otherThan markers: Set<Int>) -> Bool {
        let octets = channel.marker.prefix(8)
        let width = octets.count * 8
        let marker = octets.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let mask = UInt64.max >> UInt64(64 - width)
        var register: UInt64 = 0
        for position in range.lowerBound..<min(range.upperBound + width - 1, stream.count) {
            register = register << 1 | (stream[position] ? 1 : 0)
            let start = position - width + 1
            guard start >= range.lowerBound, !markers.contains(start) else { continue }
            let wrong = ((register ^ marker) & mask).nonzeroBitCount
            if min(wrong, width - wrong) <= channel.maximumMarkerErrors { return true }
        }
        return false
    }

    /// The truth about `sent`, in which the CADUs are in order.
    func judge(_ sent: [SentFrame]) -> [FrameTruth] {
        var next = 0
        var owned = 0
        var mistaken = 0
        return sent.map { frame in
            guard frame.isSent else { return missing(frame) }
            defer { next += 1 }
            let reception = receptions[next]
            let cadu = cadus[next]
            var expectation = expectation(next)
            // The bits of a frame that is taken for another are that one's: the next marker may
            // lie in them.
            let isOverlapped = cadu.start < owned
            if expectation != .mustNotDeliver, cadu.start < mistaken { expectation = .mayDeliver }
            if reception.isTakeable { owned = max(owned, cadu.end) }
            if reception.isDoubtful { mistaken = max(mistaken, cadu.end) }
            return truth(frame, cadu, reception, expectation, isOverlapped: isOverlapped)
        }
    }

    private func missing(_ sent: SentFrame) -> FrameTruth {
        FrameTruth(
            source: sent.source, copy: sent.copy, frame: sent.frame, fate: .missing,
            expectation: .mustNotDeliver, rejection: nil, bits: nil, isInverted: false,
            markerErrors: 0, correctedSymbols: [], uncorrectableCodewords: 0, isMistakable: false,
            isOverlapped: false, home: sent.home)
    }

    private func truth(
        _ sent: SentFrame, _ cadu: PlacedCadu, _ reception: Reception,
        _ expectation: DeliveryExpectation, isOverlapped: Bool
    ) -> FrameTruth {
        let isFound = reception.isFound && !isOverlapped && expectation != .mayDeliver
        return FrameTruth(
            source: sent.source, copy: sent.copy, frame: sent.frame,
            fate: fate(sent, cadu, reception), expectation: expectation,
            rejection: isFound ? rejection(sent, reception) : nil,
            bits: max(0, cadu.start)..<max(0, cadu.end), isInverted: reception.isInverted,
            markerErrors: reception.markerErrors,
            correctedSymbols: channel.code == nil ? [] : reception.readSymbolErrors,
            uncorrectableCodewords: isFound ? uncorrectable(reception) : 0,
            isMistakable: reception.isDoubtful, isOverlapped: isOverlapped, home: sent.home)
    }

    /// Codewords with more wrong symbols than the code corrects.
    private func uncorrectable(_ reception: Reception) -> Int {
        guard let code = channel.code, !reception.isReadable else { return 0 }
        return reception.symbolErrors.count { $0 > code.errorCapability }
    }

    /// The first check that fails: code, FECF, header, spacecraft.
    private func rejection(_ sent: SentFrame, _ reception: Reception) -> FrameRejection? {
        if !reception.isReadable {
            if channel.code != nil { return .code }
            return sent.frame.format.hasErrorControl ? .errorControl : nil
        }
        if sent.hasBadErrorControl { return .errorControl }
        if sent.hasBadHeader { return .headerErrorControl }
        let spacecraft = sent.frame.spacecraft
        let isAccepted = acceptedSpacecraft.isEmpty || acceptedSpacecraft.contains(spacecraft)
        return isAccepted ? nil : .spacecraft
    }

    private func fate(
        _ sent: SentFrame, _ cadu: PlacedCadu, _ reception: Reception
    ) -> FrameFate {
        if reception.isTruncated { return .truncated }
        guard reception.isReadable || reception.isHidden else {
            return cadu.isWhole && !cadu.isBroken ? .uncorrectable : .broken
        }
        guard reception.isFound, reception.isReadable else { return .markerLost }
        switch rejection(sent, reception) {
        case .errorControl: return .badErrorControl
        case .headerErrorControl: return .badHeader
        case .spacecraft: return .wrongSpacecraft
        default: return reception.symbolErrors.contains { $0 > 0 } ? .corrected : .intact
        }
    }

    private func expectation(_ place: Int) -> DeliveryExpectation {
        let reception = receptions[place]
        let sent = cadus[place].sent
        if reception.isDoubtful { return .mayDeliver }
        var found = reception
        found.isReadable = reception.isReadable || reception.isHidden
        if rejection(sent, found) != nil || !found.isReadable {
            return isVerified || reception.isTruncated ? .mustNotDeliver : .mayDeliver
        }
        guard reception.isFound, reception.isReadable else { return .mayDeliver }
        return isVerified || isConfirmed(place) ? .mustDeliver : .mayDeliver
    }

    /// Nothing but markers speaks for a frame that can't be verified: the next one follows where
    /// it should, or the two before did, and nothing was broken shortly before.
    private func isConfirmed(_ place: Int) -> Bool {
        func follows(_ index: Int) -> Bool {
            guard index > 0, index < cadus.count else { return false }
            return cadus[index - 1].end == cadus[index].start && receptions[index - 1].isSolid
                && receptions[index].isSolid
        }
        // A flywheel of up to 3 frames and 2 markers of acquisition may lie behind a break.
        let shortlyBefore = max(0, place - 5)..<place
        if shortlyBefore.contains(where: { !receptions[$0].isSolid || $0 > 0 && !follows($0) }) {
            return false
        }
        return follows(place + 1) || follows(place) && follows(place - 1)
    }
}

extension Reception {
    fileprivate var isSolid: Bool { isFound && isReadable }

    /// The code, at least, lets something pass here.
    fileprivate var isTakeable: Bool { isReadable || isHidden || isDoubtful }
}
