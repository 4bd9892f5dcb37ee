/// What the bits and checks of a codeword tell each other. Numbers are log-likelihood ratios in
/// steps of no fixed size: the sign says the bit (negative: a one), the magnitude how sure.
///
/// Rows of numbers are longer than a circulant: behind its 511 numbers the first ones stand again,
/// so that a vector can begin at each of them.
struct MessageMemory: Sendable {
    /// Numbers of a row.
    static let stride = 544
    /// Numbers that the end of a row repeats.
    static let repeated = stride - C2Matrix.size
    /// Rows of a circulant that are worked on, one vector after the other: one is there twice.
    static let rows = 512

    /// Of each bit, block by block, a row for each: all that is known.
    var totals = [Int16](repeating: 0, count: C2Matrix.blocks * stride)
    /// Of each one in the matrix, what its check said last: of the first sixteen rows of a layer
    /// sixteen for each of ``C2Matrix/ones``, then of the next rows.
    var messages = [Int16](
        repeating: 0, count: C2Matrix.layers * C2Matrix.rowWeight * rows)
    /// What checks of a layer say now, less what they said last: a row for each of its ones.
    var changes = [Int16](repeating: 0, count: C2Matrix.rowWeight * stride)

    /// A bit that is known.
    static let certain: Int16 = 16_000
    /// Magnitude of a bit that was received as decided.
    static let decided: Int16 = 480
    /// What one step of an 8-bit symbol is worth: 127 of them stay within the messages' range, and
    /// three quarters of one are still a number.
    static let symbolStep: Int16 = 8
    /// Magnitudes over this say no more than this: totals stay far below ``certain``.
    static let maximum: Int16 = 2_047

    /// Forgets all messages, and knows only what was received: `ratio` of the bit at each place of
    /// the codeword.
    @inline(__always)
    mutating func start(_ ratio: (Int) -> Int16) {
        for index in messages.indices { messages[index] = 0 }
        for block in 0..<C2Matrix.blocks {
            let row = block * MessageMemory.stride
            let first = block * C2Matrix.size - C2Matrix.shortened
            for place in 0..<C2Matrix.size {
                let bit = first + place
                totals[row + place] = bit < 0 ? MessageMemory.certain : ratio(bit)
            }
            for place in 0..<MessageMemory.repeated {
                totals[row + C2Matrix.size + place] = totals[row + place]
            }
        }
    }

    /// Writes the bits that the totals say.
    func decide(_ codeword: UnsafeMutableRawPointer) {
        var octet: UInt8 = 0
        var bit = 0
        for block in 0..<C2Matrix.blocks {
            let row = block * MessageMemory.stride
            for place in (block == 0 ? C2Matrix.shortened : 0)..<C2Matrix.size {
                octet = octet << 1 | (totals[row + place] < 0 ? 1 : 0)
                bit += 1
                guard bit.isMultiple(of: 8) else { continue }
                unsafe codeword.storeBytes(of: octet, toByteOffset: bit / 8 - 1, as: UInt8.self)
            }
        }
        // Fill behind the last six bits.
        unsafe codeword.storeBytes(of: octet << 2, toByteOffset: bit / 8, as: UInt8.self)
    }
}
