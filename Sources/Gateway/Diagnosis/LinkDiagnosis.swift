/// How far a link's octets get, and the likely fix where they stop: one rung of a ladder, and one
/// sentence that says no more than the counters prove.
public struct LinkDiagnosis: Sendable, Equatable {
    /// The rungs, from the device to the packets; what is true of a link is the first one it does
    /// not get past.
    public enum Rung: String, Sendable, CaseIterable {
        /// The device is not there, or can't be opened.
        case noDevice
        /// Nothing comes.
        case noOctets
        /// Octets come; too few yet to say more.
        case undecided
        /// Octets, and no frame or record in them.
        case noSync
        /// Frames, and none passes its code or checksum.
        case noValidCode
        /// Frames that pass, of another spacecraft.
        case wrongSpacecraft
        /// Frames that pass, and are not of this link for another reason.
        case wrongFrame
        /// Good frames without packets in them.
        case noPackets
        /// Packets come, and frame counts jump.
        case counterJumps
        /// Nothing is wrong that counters show.
        case fine
    }

    /// The rung.
    public var rung: Rung
    /// What is so, and the likely fix.
    public var sentence: String

    /// A rung, and what to say of it.
    public init(_ rung: Rung, _ sentence: String) {
        self.rung = rung
        self.sentence = sentence
    }
}
