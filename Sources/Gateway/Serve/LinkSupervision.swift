import LinkConfiguration
import Synchronization

/// Looks at links that something is expected of, twice a second: what does not come has no event.
final class LinkSupervision: Sendable {
    private static let interval = Duration.milliseconds(500)

    private let task = Mutex<Task<Void, Never>?>(nil)

    /// Begins, unless nothing is expected of any link.
    func start(_ runtimes: [LinkRuntime]) {
        let expecting = runtimes.filter { $0.link.expectation != LinkExpectation() }
        guard !expecting.isEmpty else { return }
        task.withLock {
            $0 = Task.detached {
                // Until it is cancelled.
                while (try? await Task.sleep(for: Self.interval)) != nil {
                    for runtime in expecting { runtime.supervise() }
                }
            }
        }
    }

    func stop() {
        task.withLock { $0 }?.cancel()
    }
}
