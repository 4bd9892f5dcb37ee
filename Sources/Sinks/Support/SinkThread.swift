import Glibc
import Synchronization

/// A thread of a sink's own: what it writes to may stall, and must stall nobody else.
final class SinkThread: Sendable {
    private let thread: Mutex<pthread_t?>

    /// - Parameter body: what the thread does, once.
    /// - Returns: `nil` when the process can have no more threads.
    init?(_ body: @escaping @Sendable () -> Void) {
        let work = Unmanaged.passRetained(Work(body))
        var thread = pthread_t()
        let code = pthread_create(
            &thread, nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Work>.fromOpaque(argument).takeRetainedValue().body()
                return nil
            }, work.toOpaque())
        guard code == 0 else {
            work.release()
            return nil
        }
        self.thread = Mutex(thread)
    }

    /// Returns when the thread has ended.
    func join() {
        let thread = thread.withLock { thread in
            defer { thread = nil }
            return thread
        }
        if let thread { pthread_join(thread, nil) }
    }

    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }
}
