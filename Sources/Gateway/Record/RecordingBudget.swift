import Synchronization

/// How much a recording may still take, and why it is over when it ends by itself.
final class RecordingBudget: Sendable {
    private struct State {
        /// Octets; `nil`: without limit.
        var left: UInt64?
        var end: RecordingEnd?
    }

    private let state: Mutex<State>

    init(octets: UInt64?) {
        state = Mutex(State(left: octets))
    }

    /// Whether a chunk of so many octets still belongs to the recording. The chunk that reaches
    /// the limit does, whole: it was received as one.
    func take(_ octets: Int) -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            guard let left = state.left else { return true }
            state.left = left - min(left, UInt64(octets))
            if state.left == 0 { state.end = .size }
            return true
        }
    }

    /// The source has no more to give. The first reason stays.
    func end(_ reason: RecordingEnd) {
        state.withLock { if $0.end == nil { $0.end = reason } }
    }

    var end: RecordingEnd? { state.withLock { $0.end } }
}

/// Why a recording ended without being told to.
public enum RecordingEnd: Hashable, Sendable {
    /// As many octets came as were wanted.
    case size
    /// A file was read to its end.
    case endOfInput
    /// The source can never be opened, or reading it failed.
    case failed(String)
}
