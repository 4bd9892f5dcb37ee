/// What became of a frame on its way.
public enum FrameFate: Sendable, Equatable, CaseIterable {
    /// Never sent.
    case missing
    /// Arrives as it was sent.
    case intact
    /// Arrives with symbol errors that the code corrects.
    case corrected
    /// More symbol errors than the code corrects, or any where there is no code.
    case uncorrectable
    /// A cut, a slip or a polarity turn inside it.
    case broken
    /// The stream ends inside it.
    case truncated
    /// Its body can be read and its marker can't be found.
    case markerLost
    /// FECF wrong.
    case badErrorControl
    /// AOS header beyond its error control.
    case badHeader
    /// A spacecraft that the link does not accept.
    case wrongSpacecraft
}

/// Whether a decoder delivers a frame.
public enum DeliveryExpectation: Sendable, Equatable {
    /// Every correct decoder does.
    case mustDeliver
    /// Depends on how a decoder searches: a marker beyond its tolerance at a place where it may
    /// look all the same, a body of the other polarity than its marker, or a frame whose first
    /// bits lie in one that can be taken for another.
    case mayDeliver
    /// No correct decoder does.
    case mustNotDeliver
}

/// The first check that a frame fails, in the order in which they are made.
public enum FrameRejection: Sendable, Equatable, CaseIterable {
    case code
    case errorControl
    case headerErrorControl
    case spacecraft
}

/// A virtual channel of a spacecraft.
public struct ChannelIdentity: Sendable, Hashable, Comparable {
    /// SCID.
    public let spacecraft: UInt16
    /// VCID.
    public let virtualChannel: UInt8

    /// The channel of both.
    public init(spacecraft: UInt16, virtualChannel: UInt8) {
        self.spacecraft = spacecraft
        self.virtualChannel = virtualChannel
    }

    /// `scid/vcid`, as the recordings' manifest writes it.
    public var label: String { "\(spacecraft)/\(virtualChannel)" }

    /// By spacecraft, then by channel.
    public static func < (a: ChannelIdentity, b: ChannelIdentity) -> Bool {
        (a.spacecraft, a.virtualChannel) < (b.spacecraft, b.virtualChannel)
    }
}

/// One frame of a stream, sent or not, and what is true of it.
public struct FrameTruth: Sendable, Equatable {
    /// Index in the list of frames handed to the builder.
    public let source: Int
    /// 0 for the frame itself, 1… where it is sent again.
    public let copy: Int
    /// Header fields, packets and octets as they reach a decoder that corrects what it can:
    /// counts after resets, spacecraft and FECF as falsified.
    public let frame: GeneratedFrame
    /// What became of it; where several things did, the first that a decoder meets.
    public let fate: FrameFate
    /// Whether it is delivered.
    public let expectation: DeliveryExpectation
    /// The check that it fails; set only where its marker is found, so that it is counted.
    public let rejection: FrameRejection?
    /// Its bits in the stream, marker included, as a decoder reads it; `nil`: never sent.
    public let bits: Range<Int>?
    /// It arrives with the wrong polarity.
    public let isInverted: Bool
    /// Wrong bits in its marker.
    public let markerErrors: Int
    /// Symbols to be corrected in each codeword, in the polarity in which it can be read (with
    /// its marker or, if that is lost, without); empty without a code, or if it can't be read.
    public let correctedSymbols: [Int]
    /// Codewords beyond correction, where its marker is found.
    public let uncorrectableCodewords: Int
    /// It can be taken for another frame: by a bounded-distance decoder that finds other
    /// codewords within reach, or by a check sequence that fits all the same.
    public let isMistakable: Bool

    /// It begins in the end of a frame that can be read all the same, for the code corrects what
    /// was lost there: a decoder has to look at bits that it has used already.
    public let isOverlapped: Bool
    /// The channel that it was sent on, whatever spacecraft its header names.
    public let home: ChannelIdentity

    /// Its channel, as its header says.
    public var channel: ChannelIdentity {
        ChannelIdentity(spacecraft: frame.spacecraft, virtualChannel: frame.virtualChannel)
    }
}
