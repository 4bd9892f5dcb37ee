/// Peers that were refused: the first is told at once, then at most one a second, with how many
/// were not told. One that connects in a loop must not fill the log.
struct RefusalReport {
    private static let interval = Duration.seconds(1)

    private var untold = 0
    private var due = ContinuousClock.now

    /// Notes one more.
    ///
    /// - Returns: how many were not told before this one, which is to be told; `nil`: it is not.
    mutating func note() -> Int? {
        guard due <= .now else {
            untold += 1
            return nil
        }
        due = .now + Self.interval
        defer { untold = 0 }
        return untold
    }
}
