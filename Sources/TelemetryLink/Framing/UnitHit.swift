/// A place where a unit (a sync marker and its frame) may begin.
struct UnitHit: Sendable {
    /// Bit of the stream where the unit begins.
    let unit: UInt64
    /// Bits of its marker that are wrong.
    let errors: Int
    let inverted: Bool
}
