/// The parity-check matrix of the code C2 (CCSDS 131.0-B-5 §7.3): two rows of sixteen circulants of
/// 511 by 511 bits. Row r of a circulant is its first row turned right by r.
///
/// Of the code's 8176 bits the first 18 are zeros that are not sent; behind the others stand two
/// bits of fill.
enum C2Matrix {
    /// Bits of a row of a circulant.
    static let size = 511
    /// Circulants side by side: blocks of the codeword.
    static let blocks = 16
    /// Circulants one above the other: layers of the decoder.
    static let layers = 2
    /// Ones in a row of the matrix.
    static let rowWeight = 32
    /// Zeros in front of the frame that are not sent.
    static let shortened = 18
    /// Bits of the code that are sent.
    static let sentBits = blocks * size - shortened
    /// Octets of a frame.
    static let dataLength = 892
    /// Octets that are sent: with two bits of fill.
    static let codewordLength = 1_020
    /// Bits of fill, in the last octet.
    static let fill: UInt8 = 0b11

    /// Places of the ones in the first row of each circulant (table 7-1): two for each circulant,
    /// first the upper sixteen circulants, then the lower ones.
    static let ones: [UInt16] = [
        0, 176, 12, 239, 0, 352, 24, 431, 0, 392, 151, 409, 0, 351, 9, 359,
        0, 307, 53, 329, 0, 207, 18, 281, 0, 399, 202, 457, 0, 247, 36, 261,
        99, 471, 130, 473, 198, 435, 260, 478, 215, 420, 282, 481, 48, 396, 193, 445,
        273, 430, 302, 451, 96, 379, 191, 386, 244, 467, 364, 470, 51, 382, 192, 414,
    ]

    /// The matrix has rank 1020 and would let 7156 bits through; the code's encoder leaves two of
    /// these dimensions unused (§7.3.4). What that adds as checks (130.1-G): the bits of each of
    /// these sets of blocks have even parity. The sets follow from the circulants; a test derives
    /// them.
    static let evenBlocks: [UInt16] = [
        0b0110_0111_0110_0000, 0b1011_1110_1011_0000,
    ]
}
