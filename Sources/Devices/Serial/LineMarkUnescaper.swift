/// Takes the kernel's marks out of what was read from a terminal with PARMRK (termios(3)):
/// FF 00 x is the character x with an error, FF 00 00 also a break, FF FF a plain FF.
///
/// What is left are the octets that the same line gives without marks. A mark may be split between
/// reads: its beginning is kept, and stands in front of the next read.
struct LineMarkUnescaper {
    /// Octets of a mark that has begun: none, FF, or FF 00.
    private(set) var begun = 0
    /// Octets FF that no mark begins with.
    private(set) var stray: UInt64 = 0

    private static let escape: UInt8 = 0xFF

    /// Puts the beginning of a mark back in front of where the next read goes.
    ///
    /// - Precondition: there is room for it.
    func restore(in memory: UnsafeMutableRawBufferPointer) {
        if begun > 0 { memory[0] = LineMarkUnescaper.escape }
        if begun > 1 { memory[1] = 0 }
    }

    /// Takes the marks out of `octets`, which begin with what ``restore(in:)`` put there.
    ///
    /// - Parameter found: called for each marked character, with its place among those that stay.
    /// - Returns: how many octets are left, at the front.
    mutating func unescape(
        _ octets: UnsafeMutableRawBufferPointer, found: (LineMarks.Kind, Int) -> Void
    ) -> Int {
        var (from, to) = (0, 0)
        begun = 0
        while from < octets.count {
            let octet = octets[from]
            var length = 1
            var kept = octet
            if octet == LineMarkUnescaper.escape {
                let rest = octets.count - from
                if rest == 1 || rest == 2 && octets[from + 1] == 0 {
                    begun = rest
                    break
                }
                switch octets[from + 1] {
                case LineMarkUnescaper.escape: length = 2
                case 0:
                    length = 3
                    kept = octets[from + 2]
                    found(kept == 0 ? .breakOrZero : .erred, to)
                // It was in the kernel's buffer before marks were asked for.
                default: stray += 1
                }
            }
            octets[to] = kept
            from += length
            to += 1
        }
        return to
    }
}
