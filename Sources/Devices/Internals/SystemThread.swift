import CLinux
import Glibc

/// Threads of the system: a receiver waits in the kernel, which no task may do.
enum SystemThread {
    private final class Body {
        let name: String
        let run: @Sendable () -> Void

        init(name: String, run: @escaping @Sendable () -> Void) {
            self.name = name
            self.run = run
        }
    }

    /// Runs `body` in a new thread, which must be joined or left.
    static func start(
        name: String, _ body: @escaping @Sendable () -> Void
    ) throws(SystemError) -> pthread_t {
        let context = Unmanaged.passRetained(Body(name: name, run: body))
        var thread = pthread_t()
        let number = pthread_create(
            &thread, nil,
            { pointer in
                guard let pointer else { return nil }
                let body = Unmanaged<Body>.fromOpaque(pointer).takeRetainedValue()
                clinux_prepare_thread(body.name)
                body.run()
                return nil
            }, context.toOpaque())
        guard number == 0 else {
            context.release()
            throw SystemError(call: "pthread_create", number: number)
        }
        return thread
    }

    /// Waits until the thread has ended.
    static func join(_ thread: pthread_t) {
        pthread_join(thread, nil)
    }

    /// Lets the thread end by itself.
    static func leave(_ thread: pthread_t) {
        pthread_detach(thread)
    }

    static func isCurrent(_ thread: pthread_t) -> Bool {
        pthread_equal(thread, pthread_self()) != 0
    }

    /// Processor time that a thread not yet joined has used, in nanoseconds.
    static func processorTime(of thread: pthread_t) -> UInt64? {
        var clock = clockid_t()
        guard pthread_getcpuclockid(thread, &clock) == 0 else { return nil }
        return SystemCalls.nanoseconds(of: clock)
    }
}
