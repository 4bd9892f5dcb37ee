import Synchronization

/// How much a recording may still take, and why it is over when it ends by itself.
final class RecordingBudget: Sendable {
    private struct State {
        /// Octets; `nil`: without limit.
        var left: UInt64?
        /// Octets of the file.
        var room: UInt64
        var end: RecordingEnd?
    }

    /// More than a chunk's block has besides the chunk, and than the chunk's part of what stands
    /// between blocks.
    private static let blockOctets: UInt64 = 256

    private let state: Mutex<State>

    /// - Parameter room: octets that the file may have.
    init(octets: UInt64?, room: UInt64) {
        state = Mutex(State(left: octets, room: room))
    }

    /// Whether a chunk of so many octets still belongs to the recording. The chunk that reaches
    /// the limit does, whole: it was received as one.
    func take(_ octets: Int) -> Bool {
        state.withLock { state in
            guard state.end == nil else { return false }
            state.room -= min(state.room, UInt64(octets) + Self.blockOctets)
            if state.room == 0 { state.end = .full }
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
    /// The file has no room for more.
    case full
    /// A file was read to its end.
    case endOfInput
    /// The source can never be opened, or reading it failed.
    case failed(String)
}
