/// Marks of one opening of a port: taken out of what is read, gathered, and told at most once a
/// second, so that a noisy line does not drown everything else in its story. Counts are never lost.
struct LineMarkReader {
    private static let interval = Duration.seconds(1)

    private var unescaper = LineMarkUnescaper()
    private var gathered = LineMarks()
    private var toldStray: UInt64 = 0
    private var nextTelling = ContinuousClock.now

    /// Octets that have to stand in front of the next read.
    var begun: Int { unescaper.begun }

    /// Puts them there.
    func restore(in memory: UnsafeMutableRawBufferPointer) {
        unescaper.restore(in: memory)
    }

    /// Takes the marks out; how many octets are left, and whether any was marked.
    ///
    /// - Parameter offset: octets that were handed over before these.
    mutating func unescape(
        _ octets: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) -> (kept: Int, isMarked: Bool) {
        var found = gathered
        let before = found.count
        let kept = unescaper.unescape(octets) { kind, place in
            found.add(kind, at: offset + UInt64(place))
        }
        gathered = found
        gathered.stray = unescaper.stray - toldStray
        return (kept, gathered.count > before)
    }

    /// How long may be waited before there is something to tell; `nil` for as long as it takes.
    var timeToTell: Duration? {
        gathered.isEmpty ? nil : max(.zero, nextTelling - .now)
    }

    /// What has gathered, if there is anything and it may be told now.
    mutating func takeIfDue() -> LineMarks? {
        guard !gathered.isEmpty, nextTelling <= .now else { return nil }
        nextTelling = .now + Self.interval
        return take()
    }

    /// What has not been told; the port is gone or closed, and a mark that has begun never ends.
    mutating func takeLast() -> LineMarks? {
        gathered.cutOff = UInt64(unescaper.begun)
        return gathered.isEmpty ? nil : take()
    }

    private mutating func take() -> LineMarks {
        toldStray = unescaper.stray
        defer { gathered = LineMarks() }
        return gathered
    }
}
