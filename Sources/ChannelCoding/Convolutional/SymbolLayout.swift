/// Where the symbols of an alignment belong: two places for each step of the trellis, G1 and G2;
/// the places of symbols that were not sent stay zero.
struct SymbolLayout: Sendable {
    /// Of each symbol of a cycle: its place.
    private let places: [Int]
    /// Of each symbol of a cycle: the mark that inverts it, or zero.
    private let inversions: [UInt8]
    /// Places of a cycle.
    private let cyclePlaces: Int
    /// Both symbols of each bit are sent: words of four bits can be moved at once.
    private let isHalf: Bool

    /// The bit of a level that says which symbol it is.
    static let mark: UInt8 = 0x10

    init(_ code: ConvolutionalCode, _ alignment: SymbolAlignment) {
        let cycle = SymbolAlignment.cycle(of: code)
        let period = code.rate.period
        var sent: [Int] = []
        for bit in 0..<cycle / period.symbols * period.bits {
            let inPeriod = bit % period.bits
            let both = [
                (0, code.puncturing.first[inPeriod]), (1, code.puncturing.second[inPeriod]),
            ]
            for (symbol, isSent) in code.sendsSecondFirst ? both.reversed() : both where isSent {
                sent.append(2 * bit + symbol)
            }
        }
        // The symbol received as number i of a cycle is number i, or its neighbour, of the code.
        let numbers = (0..<cycle).map { alignment.isExchanged ? $0 ^ 1 : $0 }
        places = numbers.map { sent[$0] }
        inversions = numbers.map { number in
            let byCode = code.invertsSecond && sent[number] % 2 == 1
            let byDemodulator = alignment.isSecondInverted && number % 2 == 1
            return byCode != byDemodulator ? SymbolLayout.mark : 0
        }
        cyclePlaces = 2 * cycle / period.symbols * period.bits
        isHalf = code.rate == .half
    }

    /// Puts `count` levels, whole cycles, into their places.
    func distribute(
        _ levels: UnsafePointer<UInt8>, count: Int, to steps: UnsafeMutablePointer<UInt8>
    ) {
        if isHalf {
            unsafe distributePairs(levels, count, steps)
        } else {
            unsafe distributeCycles(levels, count, steps)
        }
    }

    private func distributePairs(
        _ levels: UnsafePointer<UInt8>, _ count: Int, _ steps: UnsafeMutablePointer<UInt8>
    ) {
        let source = unsafe UnsafeRawPointer(levels)
        let target = UnsafeMutableRawPointer(steps)
        let isExchanged = places[0] == 1
        let pair = UInt64(inversions[0]) | UInt64(inversions[1]) << 8
        let low: UInt64 = 0x00FF_00FF_00FF_00FF
        // In the order of the levels received: inverted first, then exchanged.
        let inversion = pair &* 0x0001_0001_0001_0001
        var at = 0
        while at + 8 <= count {
            var word = UInt64(
                littleEndian: unsafe source.loadUnaligned(fromByteOffset: at, as: UInt64.self))
            word ^= inversion
            if isExchanged { word = (word & low) << 8 | word >> 8 & low }
            unsafe target.storeBytes(
                of: word.littleEndian, toByteOffset: at, as: UInt64.self)
            at += 8
        }
        while at < count {
            unsafe steps[at + places[at % 2] - at % 2] = levels[at] ^ inversions[at % 2]
            at += 1
        }
    }

    private func distributeCycles(
        _ levels: UnsafePointer<UInt8>, _ count: Int, _ steps: UnsafeMutablePointer<UInt8>
    ) {
        unsafe places.withUnsafeBufferPointer { places in
            unsafe inversions.withUnsafeBufferPointer { inversions in
                var levels = unsafe levels
                var steps = unsafe steps
                for _ in 0..<count / places.count {
                    for index in places.indices {
                        unsafe steps[places[index]] = levels[index] ^ inversions[index]
                    }
                    unsafe levels += places.count
                    unsafe steps += cyclePlaces
                }
            }
        }
    }
}
