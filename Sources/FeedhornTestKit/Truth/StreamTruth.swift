/// What is true of a generated stream, and what a decoder has to make of it.
public struct StreamTruth: Sendable {
    /// Every frame in the order sent; missing ones where they would have been.
    public let frames: [FrameTruth]
    /// Every fault, those drawn by rate too.
    public let faults: [PlacedFault]
    /// Spacecraft that the link accepts; empty accepts all.
    public let acceptedSpacecraft: [UInt16]
    /// What the link does with repeated frames.
    public let duplicates: DuplicateTreatment
    /// Bits of the stream before it was filled up to whole octets.
    public let bitCount: Int
    /// Frames that can't be told from noise (no code, no FECF) lie in a stream that was cut,
    /// slipped or turned: a decoder may deliver frames that were never sent.
    public let mayHoldFalseFrames: Bool
    /// Bits of a frame that can't be read look like a marker, by chance: a decoder that looks there
    /// counts a frame more. Where the code is cyclic, it may even be the next frame turned round,
    /// which only its header gives away.
    public let holdsFalseMarkers: Bool
    /// What comes out when every `mustDeliver` frame is delivered and no other.
    public let expected: DeliveredTruth

    init(
        frames: [FrameTruth], faults: [PlacedFault], acceptedSpacecraft: [UInt16],
        duplicates: DuplicateTreatment, bitCount: Int, mayHoldFalseFrames: Bool,
        holdsFalseMarkers: Bool
    ) {
        self.frames = frames
        self.faults = faults
        self.acceptedSpacecraft = acceptedSpacecraft
        self.duplicates = duplicates
        self.bitCount = bitCount
        self.mayHoldFalseFrames = mayHoldFalseFrames
        self.holdsFalseMarkers = holdsFalseMarkers
        self.expected = ExtractionModel.run(
            StreamTruth.accepted(frames) { $0.expectation == .mustDeliver }, duplicates: duplicates)
    }

    /// `expected` is the only right result: no frame may or may not be delivered, and no count
    /// came round unseen.
    public var isExact: Bool {
        !mayHoldFalseFrames && !expected.hasHiddenGap
            && !frames.contains { $0.expectation == .mayDeliver }
    }

    /// What comes out when, of the frames that may be delivered, those come that `takes` names
    /// (by their index in `frames`), besides all those that must.
    public func delivered(taking takes: (Int) -> Bool) -> DeliveredTruth {
        let accepted = frames.enumerated().filter { index, frame in
            frame.expectation == .mustDeliver
                || frame.expectation == .mayDeliver && takes(index)
        }
        return ExtractionModel.run(
            accepted.map { (index: $0.offset, truth: $0.element) }, duplicates: duplicates)
    }

    /// Frames whose marker is found and that fail a check, by the check. A decoder may count
    /// more: false markers in noise, and places where a marker should have been.
    public var rejections: [FrameRejection: Int] {
        frames.reduce(into: [:]) { counts, frame in
            if let rejection = frame.rejection { counts[rejection, default: 0] += 1 }
        }
    }

    /// Every frame sent follows the one before it without a bit between, and can be found, and
    /// nothing else looks like one: then the number of frames found and `rejections` are exact too.
    public var isRegular: Bool {
        guard !holdsFalseMarkers else { return false }
        var end: Int?
        for frame in frames {
            guard let bits = frame.bits else { continue }
            guard frame.fate != .broken, frame.fate != .markerLost, frame.fate != .truncated,
                end == nil || end == bits.lowerBound
            else { return false }
            guard frame.rejection != nil || frame.expectation == .mustDeliver else { return false }
            end = bits.upperBound
        }
        let first = frames.first { $0.bits != nil }?.bits?.lowerBound ?? 0
        return first < 32 && bitCount - (end ?? bitCount) < 32
    }

    /// Corrected symbols in a codeword, and in how many codewords of delivered frames.
    public var correctedSymbols: [Int: Int] { correctedSymbols(of: expected) }

    /// The same where other frames may be delivered too.
    public func correctedSymbols(of delivered: DeliveredTruth) -> [Int: Int] {
        delivered.frames.reduce(into: [:]) { counts, index in
            for symbols in frames[index].correctedSymbols { counts[symbols, default: 0] += 1 }
        }
    }

    private static func accepted(
        _ frames: [FrameTruth], where condition: (FrameTruth) -> Bool
    ) -> [(index: Int, truth: FrameTruth)] {
        frames.enumerated().filter { condition($0.element) }.map {
            (index: $0.offset, truth: $0.element)
        }
    }
}

/// A stream and its truth.
public struct GeneratedStream: Sendable {
    /// The stream; the last octet is filled up with zeros.
    public let octets: [UInt8]
    /// What is true of it.
    public let truth: StreamTruth

    /// A stream, made or changed, and its truth.
    public init(octets: [UInt8], truth: StreamTruth) {
        self.octets = octets
        self.truth = truth
    }
}
