/// One trellis, state by state, in memory that its caller lends it.
@unsafe
struct PlainTrellis {
    var metrics: UnsafeMutablePointer<UInt8>
    var survivors: UnsafeMutablePointer<UInt8>
    private var nextMetrics: UnsafeMutablePointer<UInt8>
    private var nextSurvivors: UnsafeMutablePointer<UInt8>
    /// Of each butterfly, all ones where its G1 symbol is a one; then alike for G2.
    private let sent: UnsafeMutablePointer<UInt8>

    /// Octets of memory.
    static let octets = 5 * ConvolutionalCode.states

    init(_ memory: UnsafeMutablePointer<UInt8>, _ codes: [UInt8]) {
        let states = ConvolutionalCode.states
        let half = states / 2
        unsafe metrics = memory
        unsafe survivors = memory + states
        unsafe nextMetrics = memory + 2 * states
        unsafe nextSurvivors = memory + 3 * states
        unsafe sent = memory + 4 * states
        for index in 0..<half {
            unsafe sent[index] = codes[index] & 1 == 1 ? 0xFF : 0
            unsafe sent[index + half] = codes[index] & 2 == 2 ? 0xFF : 0
        }
    }

    /// - Parameter costs: of the pairs of symbols 00, 10, 01, 11 (G1 first), lowest octet first.
    mutating func step(costs: UInt32) {
        let neither = UInt8(truncatingIfNeeded: costs)
        let both = UInt8(truncatingIfNeeded: costs >> 24)
        // What a one costs more than a zero.
        let first = UInt8(truncatingIfNeeded: costs >> 8) &- neither
        let second = UInt8(truncatingIfNeeded: costs >> 16) &- neither
        let half = ConvolutionalCode.states / 2
        for lower in 0..<half {
            let extra = unsafe first & sent[lower] &+ second & sent[lower + half]
            let cost = neither &+ extra
            let opposite = both &- extra
            let low = unsafe metrics[lower]
            let high = unsafe metrics[lower + half]
            let zero = unsafe survivors[lower] << 1
            let one = unsafe survivors[lower + half] << 1 | 1
            unsafe select(2 * lower, low &+ cost, high &+ opposite, zero, one)
            unsafe select(2 * lower + 1, low &+ opposite, high &+ cost, zero, one)
        }
        unsafe swap(&metrics, &nextMetrics)
        unsafe swap(&survivors, &nextSurvivors)
    }

    /// Without a branch, so that it can be done for many states at once.
    @inline(__always)
    private func select(_ state: Int, _ lower: UInt8, _ upper: UInt8, _ zero: UInt8, _ one: UInt8) {
        let isUpper = UInt8(bitPattern: Int8(bitPattern: upper &- lower) >> 7)
        unsafe nextMetrics[state] = lower ^ (lower ^ upper) & isUpper
        unsafe nextSurvivors[state] = zero ^ (zero ^ one) & isUpper
    }
}
