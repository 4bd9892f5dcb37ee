/// Follows the survivor of one trellis back.
enum SurvivorTrace {
    /// The state whose path costs least; the first of several.
    static func best(_ metrics: UnsafePointer<UInt8>, trellis: Int) -> Int {
        // Differences are small enough for a sign; the metrics themselves wrap around.
        let first = unsafe metrics[TrellisPair.place(0, trellis: trellis)]
        var best = (state: 0, cost: Int8(0))
        for state in 1..<ConvolutionalCode.states {
            let metric = unsafe metrics[TrellisPair.place(state, trellis: trellis)]
            let cost = Int8(bitPattern: metric &- first)
            if cost < best.cost { best = (state, cost) }
        }
        return best.state
    }

    /// Decodes.
    ///
    /// - Parameters:
    ///   - survivors: of all steps, eight by eight.
    ///   - octets: how many eights there are.
    ///   - state: the last state of the path.
    ///   - wanted: of which eights the bits are wanted: those that fell out of the register.
    ///   - bits: where they go.
    static func decode(
        _ survivors: UnsafePointer<UInt8>, octets: Int, trellis: Int, from state: Int,
        wanted: Range<Int>, to bits: UnsafeMutablePointer<UInt8>
    ) {
        var state = state
        for octet in (wanted.lowerBound..<octets).reversed() {
            let place = TrellisPair.width * octet + TrellisPair.place(state, trellis: trellis)
            let fallen = unsafe survivors[place]
            if octet < wanted.upperBound {
                unsafe bits[octet - wanted.lowerBound] = fallen
            }
            // The state eight steps before: the oldest six of the eight bits.
            state = Int(fallen >> 2)
        }
    }
}
