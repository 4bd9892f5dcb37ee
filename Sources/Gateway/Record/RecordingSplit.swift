import CaptureStore
import Synchronization

/// Why a recording is more than one segment: what the capture told of itself.
final class RecordingSplit: Sendable {
    private struct State {
        var wasClockSet = false
        var hadTrouble = false
    }

    private let state = Mutex(State())

    func note(_ code: CaptureEventCode) {
        state.withLock { state in
            switch code {
            case .clockStep: state.wasClockSet = true
            case .diskFull, .ioError: state.hadTrouble = true
            default: break
            }
        }
    }

    /// A sentence's first half.
    var reason: String {
        switch state.withLock({ ($0.wasClockSet, $0.hadTrouble) }) {
        case (true, true): "the clock was set meanwhile, and the disk failed"
        case (true, false): "the clock was set meanwhile"
        case (false, true): "the disk failed meanwhile"
        case (false, false): "a segment was full meanwhile"
        }
    }
}
