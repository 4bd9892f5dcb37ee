/// Moves frames out of the memory that they were received in, setting them right on the way.
///
/// One pass shifts a frame to an octet boundary, inverts it where the receiver had locked onto the
/// wrong phase, and takes the pseudo-random sequence off. Nothing is allocated per frame.
public struct FrameMover: Sendable {
    /// Longest frame that can be moved.
    public let maximumLength: Int

    /// Largest ``maximumLength``: a USLP frame says its length, less one, in 16 bits.
    public static let longestFrame = 65_536

    /// What is added to each frame: the randomizer's sequence, or zeros; padded to whole words.
    private let sequence: [UInt8]

    private static let word = MemoryLayout<UInt64>.size
    private static let vector = MemoryLayout<Vector>.size

    /// A mover for the frames of one channel.
    ///
    /// - Parameters:
    ///   - randomizer: the sequence to take off; `nil` where frames were not randomized.
    ///   - maximumLength: octets of the longest frame, at most ``longestFrame``.
    public init(randomizer: Pseudorandomizer?, maximumLength: Int) {
        precondition(maximumLength >= 0 && maximumLength <= Self.longestFrame, "frame length")
        self.maximumLength = maximumLength
        let padded = (maximumLength + Self.word - 1) / Self.word * Self.word
        sequence = randomizer?.sequence(count: padded) ?? Array(repeating: 0, count: padded)
    }

    /// Moves one frame of `count` octets.
    ///
    /// Reads `count` octets at `from`, one more when `bitOffset` is not zero, and never any other;
    /// the two memories must not overlap.
    ///
    /// - Parameters:
    ///   - from: the octet that the frame begins in.
    ///   - bitOffset: where in that octet it begins, 0 (most significant bit) to 7.
    ///   - inverted: whether every bit was received inverted.
    ///   - to: where the frame goes.
    ///   - count: octets of the frame, at most ``maximumLength``.
    @unsafe
    public func move(
        from: UnsafeRawPointer, bitOffset: Int, inverted: Bool, to: UnsafeMutableRawPointer,
        count: Int
    ) {
        precondition(count >= 0 && count <= maximumLength, "frame length")
        precondition(bitOffset >= 0 && bitOffset < 8, "bit offset")
        unsafe sequence.withUnsafeBytes { sequence in
            guard let sequence = sequence.baseAddress else { return }
            let passage = unsafe Passage(
                from: from, to: to, sequence: sequence, inversion: inverted ? ~0 : 0)
            if bitOffset == 0 {
                unsafe passage.move(count: count)
            } else {
                unsafe passage.move(count: count, shiftedBy: UInt64(bitOffset))
            }
        }
    }

    private typealias Vector = SIMD4<UInt64>

    /// One frame on its way: vectors, words of eight octets, and single octets at the end.
    @unsafe
    private struct Passage {
        let from: UnsafeRawPointer
        let to: UnsafeMutableRawPointer
        let sequence: UnsafeRawPointer
        let inversion: UInt64

        @inline(__always)
        func move(count: Int) {
            let wide = count / vector * vector
            for at in stride(from: 0, to: wide, by: vector) {
                let octets = unsafe from.loadUnaligned(fromByteOffset: at, as: Vector.self)
                let added = unsafe sequence.loadUnaligned(fromByteOffset: at, as: Vector.self)
                let value = unsafe octets ^ added ^ Vector(repeating: inversion)
                unsafe to.storeBytes(of: value, toByteOffset: at, as: Vector.self)
            }
            let whole = count / word * word
            for at in stride(from: wide, to: whole, by: word) {
                unsafe put(from.loadUnaligned(fromByteOffset: at, as: UInt64.self), at)
            }
            for at in whole..<count {
                unsafe put(from.load(fromByteOffset: at, as: UInt8.self), at)
            }
        }

        @inline(__always)
        func move(count: Int, shiftedBy shift: UInt64) {
            // Whole words are shifted, and what comes in from the neighbouring octet is masked out.
            let front = unsafe Vector(repeating: repeated(0xFF &<< shift))
            let back = unsafe Vector(repeating: repeated(0xFF &>> (8 &- shift)))
            let wide = count / vector * vector
            for at in stride(from: 0, to: wide, by: vector) {
                let octets = unsafe from.loadUnaligned(fromByteOffset: at, as: Vector.self)
                let next = unsafe from.loadUnaligned(fromByteOffset: at + 1, as: Vector.self)
                let added = unsafe sequence.loadUnaligned(fromByteOffset: at, as: Vector.self)
                let moved = (octets &<< shift) & front | (next &>> (8 &- shift)) & back
                let value = unsafe moved ^ added ^ Vector(repeating: inversion)
                unsafe to.storeBytes(of: value, toByteOffset: at, as: Vector.self)
            }
            let whole = count / word * word
            for at in stride(from: wide, to: whole, by: word) {
                let octets = unsafe from.loadUnaligned(fromByteOffset: at, as: UInt64.self)
                let next = unsafe from.load(fromByteOffset: at + word, as: UInt8.self)
                let value = octets.bigEndian &<< shift | UInt64(next) &>> (8 &- shift)
                unsafe put(value.bigEndian, at)
            }
            for at in whole..<count {
                let octet = unsafe from.load(fromByteOffset: at, as: UInt8.self)
                let next = unsafe from.load(fromByteOffset: at + 1, as: UInt8.self)
                let value = octet &<< UInt8(shift) | next &>> UInt8(8 &- shift)
                unsafe put(value, at)
            }
        }

        /// The lowest octet of `value` in all octets.
        @inline(__always)
        private func repeated(_ value: UInt64) -> UInt64 { (value & 0xFF) &* 0x0101_0101_0101_0101 }

        @inline(__always)
        private func put(_ octets: UInt64, _ at: Int) {
            let added = unsafe sequence.loadUnaligned(fromByteOffset: at, as: UInt64.self)
            unsafe to.storeBytes(
                of: octets ^ added ^ inversion, toByteOffset: at, as: UInt64.self)
        }

        @inline(__always)
        private func put(_ octet: UInt8, _ at: Int) {
            let added = unsafe sequence.load(fromByteOffset: at, as: UInt8.self)
            unsafe to.storeBytes(
                of: octet ^ added ^ UInt8(truncatingIfNeeded: inversion), toByteOffset: at,
                as: UInt8.self)
        }
    }
}
