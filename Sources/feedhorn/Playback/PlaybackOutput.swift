/// Where a recording is played to.
protocol PlaybackOutput {
    /// Waits until somebody is there to receive.
    ///
    /// - Returns: false when a signal came first.
    mutating func prepare() throws(PlaybackError) -> Bool

    /// Sends a chunk.
    ///
    /// - Returns: octets sent: fewer only when a signal came.
    mutating func send(_ octets: UnsafeRawBufferPointer) throws(PlaybackError) -> Int

    /// Waits until what was sent has been received, as far as that can be known.
    mutating func finish() throws(PlaybackError)
}

extension PlaybackOutput {
    mutating func prepare() throws(PlaybackError) -> Bool { true }
    mutating func finish() throws(PlaybackError) {}
}

/// Why playing ended early.
enum PlaybackError: Error, CustomStringConvertible {
    /// The receiver closed; for standard output no reason to say anything.
    case closed(target: String)
    /// Something failed, in the system's words.
    case failed(target: String, reason: String)

    static func system(_ target: String, _ code: Int32) -> PlaybackError {
        .failed(target: target, reason: SystemText.of(code))
    }

    var description: String {
        switch self {
        case .closed(let target): "\(target): the receiver closed"
        case .failed(let target, let reason): "\(target): \(reason)"
        }
    }
}
