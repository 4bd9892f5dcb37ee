/// Cuts octets that come in pieces into lines.
struct LineSplitter {
    private var rest: [UInt8] = []

    /// Longest line: a packet of 65,542 octets in hexadecimal and what stands around it, twice
    /// over. What is longer is no line of the daemon and is dropped.
    private static let maximum = 1 << 18

    /// Calls `body` with each line that `octets` completes, its line feed left out.
    mutating func split(_ octets: UnsafeRawBufferPointer, _ body: (ArraySlice<UInt8>) -> Void) {
        rest += octets
        var start = rest.startIndex
        while let end = rest[start...].firstIndex(of: 0x0A) {
            body(rest[start..<end])
            start = end + 1
        }
        rest.removeSubrange(..<start)
        if rest.count > LineSplitter.maximum { rest.removeAll() }
    }
}
