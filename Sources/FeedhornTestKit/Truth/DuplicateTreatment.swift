/// What a decoder does with a frame that repeats the one before it.
public enum DuplicateTreatment: Sendable, Equatable, CaseIterable {
    /// It is dropped when it equals the last accepted frame of the link, octet for octet.
    case drop
    /// It is a counter step like any other: the open packet is dropped, and what begins in the
    /// frame is delivered again (the recordings' manifest, rule 1).
    case keep
    /// It is delivered, packets that lie whole in it too; the open packet goes on behind it.
    case keepAndContinue
}
