/// Iterative decoding by messages between bits and checks: min-sum, with messages of three
/// quarters, the upper checks and the lower ones in turn, sixteen checks at a time. (Row r of a
/// circulant has its ones r places further than the first, so the bits of sixteen rows are a
/// stretch for each one.)
struct MessagePassing: Sendable {
    private var memory = MessageMemory()

    /// Rounds after which a word is given up. Words that are corrected at all take five as a rule;
    /// of those near the limit, few are won by more than this.
    #if FEEDHORN_FUZZING
    // Words that can't be corrected would take nearly all of the time.
    static let maximumRounds = 3
    #else
    static let maximumRounds = 30
    #endif

    private typealias Lanes = SIMD16<Int16>

    /// Looks for the codeword that is likeliest; `ratio` says what was received of each bit.
    ///
    /// - Returns: all rows of the matrix hold for what was written to `codeword`; else nothing was.
    @inline(__always)
    mutating func decode(
        _ ratio: (Int) -> Int16, to codeword: UnsafeMutableRawPointer
    ) -> Bool {
        memory.start(ratio)
        for _ in 0..<MessagePassing.maximumRounds {
            guard round() else { continue }
            unsafe memory.decide(codeword)
            return true
        }
        return false
    }

    /// Both layers once.
    ///
    /// - Returns: all checks hold.
    private mutating func round() -> Bool {
        unsafe memory.totals.withUnsafeMutableBufferPointer { totals in
            unsafe memory.messages.withUnsafeMutableBufferPointer { messages in
                unsafe memory.changes.withUnsafeMutableBufferPointer { changes in
                    guard let totals = totals.baseAddress, let messages = messages.baseAddress,
                        let changes = changes.baseAddress
                    else { return false }
                    return unsafe MessagePassing.round(totals, messages, changes)
                }
            }
        }
    }

    /// See ``MessageMemory`` for the three.
    private static func round(
        _ totals: UnsafeMutablePointer<Int16>, _ messages: UnsafeMutablePointer<Int16>,
        _ changes: UnsafeMutablePointer<Int16>
    ) -> Bool {
        for layer in 0..<C2Matrix.layers {
            let first = unsafe messages + layer * C2Matrix.rowWeight * MessageMemory.rows
            unsafe check(layer, totals, first, changes)
            unsafe add(changes, layer, to: totals)
        }
        return (0..<C2Matrix.layers).allSatisfy { unsafe holds($0, totals) }
    }

    // MARK: checks

    /// Every check of a layer says of each of its bits what the others make of it.
    private static func check(
        _ layer: Int, _ totals: UnsafePointer<Int16>, _ messages: UnsafeMutablePointer<Int16>,
        _ changes: UnsafeMutablePointer<Int16>
    ) {
        let width = Lanes.scalarCount
        unsafe withUnsafeTemporaryAllocation(
            of: Int16.self, capacity: C2Matrix.rowWeight * width
        ) { others in
            guard let others = others.baseAddress else { return }
            for row in stride(from: 0, to: MessageMemory.rows, by: width) {
                unsafe check(layer, row, totals, messages, changes, others)
            }
        }
    }

    private static func check(
        _ layer: Int, _ row: Int, _ totals: UnsafePointer<Int16>,
        _ messages: UnsafeMutablePointer<Int16>, _ changes: UnsafeMutablePointer<Int16>,
        _ others: UnsafeMutablePointer<Int16>
    ) {
        var least = Lanes(repeating: MessageMemory.maximum)
        var second = least
        var sign = Lanes.zero
        for one in 0..<C2Matrix.rowWeight {
            let said = unsafe load(messages + row * C2Matrix.rowWeight + one * Lanes.scalarCount)
            let other = unsafe load(totals + place(layer, one, row)) &- said
            unsafe store(other, others + one * Lanes.scalarCount)
            sign ^= other
            let magnitude = larger(other, 0 &- other)
            second = smaller(second, larger(least, magnitude))
            least = smaller(least, magnitude)
        }
        let most = least &- least &>> 2
        let mostOfLeast = second &- second &>> 2
        for one in 0..<C2Matrix.rowWeight {
            let other = unsafe load(others + one * Lanes.scalarCount)
            let magnitude = larger(other, 0 &- other)
            let value = most.replacing(with: mostOfLeast, where: magnitude .== least)
            let negative = (sign ^ other) &>> 15
            let says = (value ^ negative) &- negative
            let place = unsafe messages + row * C2Matrix.rowWeight + one * Lanes.scalarCount
            unsafe store(says &- load(place), changes + one * MessageMemory.stride + row)
            unsafe store(says, place)
        }
    }

    /// Where the bits of a layer's one begin that belong to its row `row` and those behind it.
    @inline(__always)
    private static func place(_ layer: Int, _ one: Int, _ row: Int) -> Int {
        let turned = row + Int(C2Matrix.ones[layer * C2Matrix.rowWeight + one])
        return one / 2 * MessageMemory.stride
            + (turned < C2Matrix.size ? turned : turned - C2Matrix.size)
    }

    // MARK: bits

    /// Adds what a layer's checks say now to what is known of the bits.
    private static func add(
        _ changes: UnsafeMutablePointer<Int16>, _ layer: Int,
        to totals: UnsafeMutablePointer<Int16>
    ) {
        for one in 0..<C2Matrix.rowWeight {
            unsafe repeatFirst(changes + one * MessageMemory.stride)
        }
        for block in 0..<C2Matrix.blocks {
            let row = unsafe totals + block * MessageMemory.stride
            for one in 2 * block...2 * block + 1 {
                let from = unsafe changes + one * MessageMemory.stride
                let first = Int(C2Matrix.ones[layer * C2Matrix.rowWeight + one])
                for bit in stride(from: 0, to: MessageMemory.rows, by: Lanes.scalarCount) {
                    let place = bit < first ? bit - first + C2Matrix.size : bit - first
                    unsafe store(load(row + bit) &+ load(from + place), row + bit)
                }
            }
            if block == 0 {
                // What is known is known, whatever the checks say.
                for bit in 0..<C2Matrix.shortened { unsafe row[bit] = MessageMemory.certain }
            }
            unsafe repeatFirst(row)
        }
    }

    private static func repeatFirst(_ row: UnsafeMutablePointer<Int16>) {
        for place in 0..<MessageMemory.repeated { unsafe row[C2Matrix.size + place] = row[place] }
    }

    /// The totals satisfy all checks of a layer.
    private static func holds(_ layer: Int, _ totals: UnsafePointer<Int16>) -> Bool {
        for row in stride(from: 0, to: MessageMemory.rows, by: Lanes.scalarCount) {
            var sign = Lanes.zero
            for one in 0..<C2Matrix.rowWeight {
                unsafe sign ^= load(totals + place(layer, one, row))
            }
            if sign.min() < 0 { return false }
        }
        return true
    }

    // MARK: vectors

    @inline(__always)
    private static func load(_ from: UnsafePointer<Int16>) -> Lanes {
        unsafe UnsafeRawPointer(from).loadUnaligned(as: Lanes.self)
    }

    @inline(__always)
    private static func store(_ lanes: Lanes, _ to: UnsafeMutablePointer<Int16>) {
        unsafe UnsafeMutableRawPointer(to).storeBytes(of: lanes, as: Lanes.self)
    }

    @inline(__always)
    private static func smaller(_ one: Lanes, _ other: Lanes) -> Lanes {
        one.replacing(with: other, where: other .< one)
    }

    @inline(__always)
    private static func larger(_ one: Lanes, _ other: Lanes) -> Lanes {
        one.replacing(with: other, where: one .< other)
    }
}
