/// Where things lie in the memory that units are decoded in.
struct UnitMemory: Sendable {
    /// Levels in the order of the stream, of one unit at a time.
    let levels = 0
    /// Levels for the trellis, of the first unit and the second.
    let steps: (Int, Int)
    let metrics: Int
    let survivors: Int
    /// Decoded octets, the one before the unit first.
    let bits: (Int, Int)
    let end: Int

    init(_ geometry: UnitGeometry) {
        func next(_ start: Int, _ count: Int) -> Int { (start + count + 127) & ~63 }
        let bits = geometry.stagedSymbols / geometry.period.symbols * geometry.period.bits
        let steps = 2 * (UnitGeometry.silentSteps + bits)
        let first = next(levels, geometry.stagedSymbols)
        self.steps = (first, next(first, steps))
        metrics = next(self.steps.1, steps)
        survivors = next(metrics, TrellisPair.width)
        let decoded = next(survivors, TrellisPair.width * geometry.trellisOctets)
        self.bits = (decoded, next(decoded, geometry.octets + 1))
        end = next(self.bits.1, geometry.octets + 1)
    }
}
