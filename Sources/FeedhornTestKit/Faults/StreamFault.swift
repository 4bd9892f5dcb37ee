/// Something that goes wrong with one frame on its way down.
public enum StreamFault: Sendable, Equatable {
    /// Where symbol errors lie in a codeword.
    public enum Place: Sendable, Equatable {
        case anywhere
        /// The first symbols sent: next to the virtual fill, where there is some.
        case besideFill
        /// The parity.
        case parity
    }

    // Before the channel: what the frame is, or whether it is.

    /// The frame is never sent.
    case missing
    /// The frame is sent again, so many times, right after itself.
    case repeated(Int)
    /// The virtual channel's count goes on from this number, from this frame on.
    case countReset(UInt64)
    /// The master channel's count goes on from this number, from this frame on (TM).
    case masterCountReset(UInt8)
    /// The FECF is wrong, under a code that is right.
    case badErrorControl
    /// The header says another spacecraft; its checks are right.
    case wrongSpacecraft(UInt16)
    /// So many of the ten symbols of an AOS header under header error control are wrong:
    /// 1 or 2 can be corrected; 3 or more are chosen so that they can't.
    case headerErrors(Int)

    // On the channel: what happens to the bits of the CADU.

    /// So many symbols of a codeword are wrong, in one codeword or (`nil`) in each; more than E
    /// are chosen so that they can't be corrected. On an uncoded channel: octets of the frame.
    case symbolErrors(Int, codeword: Int?, place: Place)
    /// So many symbols of one codeword are wrong, wherever that leads: more than E may lie within
    /// reach of another codeword, and the frame then `isMistakable`.
    case anySymbolErrors(Int, codeword: Int)
    /// The codewords belong to another virtual fill: to the receiver, so many symbols (1…E) are
    /// wrong inside the fill, where nothing was received, so nothing can be corrected.
    case fillErrors(Int)
    /// So many bits of the marker are wrong.
    case markerErrors(Int)
    /// `count` bits are taken out before bit `at` of the CADU (0 = first bit of the marker).
    case deletedBits(at: Int, count: Int)
    /// `count` random bits are put in before bit `at` of the CADU; at 0 they lie between this
    /// CADU and the one before.
    case insertedBits(at: Int, count: Int)
    /// From bit `at` of the CADU on, the stream has the other polarity.
    case polarityTurn(at: Int)

    /// Whether it damages bits of the channel, and so needs a channel.
    var isOnChannel: Bool {
        switch self {
        case .missing, .repeated, .countReset, .masterCountReset, .badErrorControl,
            .wrongSpacecraft, .headerErrors:
            false
        case .symbolErrors, .anySymbolErrors, .fillErrors, .markerErrors, .deletedBits,
            .insertedBits, .polarityTurn:
            true
        }
    }
}

extension StreamFault {
    /// Symbols are changed and nothing is moved.
    var damagesTheBody: Bool {
        switch self {
        case .symbolErrors, .anySymbolErrors, .fillErrors: true
        default: false
        }
    }

    /// Nothing is moved, and no marker is needed.
    var leavesEveryBitInPlace: Bool { !isOnChannel || damagesTheBody }
}

/// A fault, and the frame that it befalls.
public struct PlacedFault: Sendable, Equatable {
    /// Index in the list of frames handed to the builder.
    public var frame: Int
    /// What befalls it.
    public var fault: StreamFault

    /// Places `fault` on a frame.
    public init(_ frame: Int, _ fault: StreamFault) {
        self.frame = frame
        self.fault = fault
    }
}
