/// What is put around the frames of a generated channel: code, randomizer, marker
/// (CCSDS 131.0-B-5).
public struct ChannelFormat: Sendable, Equatable {
    /// Octets of the attached sync marker; none: codeblocks back to back.
    public var marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
    /// Octets of the frame in front of the marker: over 0 the marker is a mission's sync word
    /// inside the frame, written over what lies there. For service frames without code and
    /// randomizer, past their header.
    public var frameStartsBefore = 0
    /// Reed–Solomon code; `nil`: frames as they are.
    public var code: CodeblockFormat?
    /// Sequence added to frame and parity.
    public var randomizer: RandomizerSequence?
    /// Bit errors in a marker that the decoder under test is told to bear: the truth depends on
    /// it.
    public var maximumMarkerErrors = 3

    /// A marker in front of plain frames.
    public init() {}

    /// A marker, a code and a randomizer.
    public init(code: CodeblockFormat?, randomizer: RandomizerSequence?) {
        self.code = code
        self.randomizer = randomizer
    }

    /// Frames, or codeblocks, back to back and nothing between them.
    public static func fixed(
        code: CodeblockFormat? = nil, randomizer: RandomizerSequence? = nil
    ) -> ChannelFormat {
        var format = ChannelFormat(code: code, randomizer: randomizer)
        format.marker = []
        return format
    }

    /// Whether a frame that was damaged can be told from one that was not.
    func verifies(_ frames: [GeneratedFrame]) -> Bool {
        code != nil || frames.allSatisfy(\.format.hasErrorControl)
    }

    /// Octets of a frame on the wire, parity included, marker not.
    public func bodyLength(frameLength: Int) -> Int {
        code.map { frameLength + 2 * $0.errorCapability * $0.interleaving } ?? frameLength
    }

    /// Bits of a CADU.
    public func caduBits(frameLength: Int) -> Int {
        (prefix.count + bodyLength(frameLength: frameLength)) * 8
    }

    /// The marker, unless it lies inside the frame.
    var prefix: [UInt8] { frameStartsBefore == 0 ? marker : [] }

    /// `frame` with the marker in it, where it lies inside.
    func embedding(in frame: GeneratedFrame) -> GeneratedFrame {
        guard frameStartsBefore > 0 else { return frame }
        precondition(
            code == nil && randomizer == nil && frame.content == .service
                && frameStartsBefore >= frame.format.zoneOffset
                && frameStartsBefore + marker.count <= frame.octets.count - 2,
            "a marker lies only inside plain service frames, behind the header")
        var frame = frame
        frame.octets.replaceSubrange(
            frameStartsBefore..<frameStartsBefore + marker.count, with: marker)
        frame.renewChecks()
        return frame
    }
}
