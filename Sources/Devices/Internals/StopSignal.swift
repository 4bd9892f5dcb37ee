import Synchronization

/// The request to stop: wakes whoever waits for its descriptor, and stays raised.
final class StopSignal: Sendable {
    private let event: Descriptor
    private let requested = Atomic<Bool>(false)

    init() throws(SystemError) {
        event = try SystemCalls.eventDescriptor()
    }

    /// Readable for ever once a stop was requested.
    var descriptor: Int32 { event.number }

    var isRequested: Bool { requested.load(ordering: .acquiring) }

    func request() {
        requested.store(true, ordering: .releasing)
        SystemCalls.raise(descriptor)
    }
}
