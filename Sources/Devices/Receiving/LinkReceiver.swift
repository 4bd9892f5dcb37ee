import Glibc
import Synchronization
public import TelemetryLink

/// Receives one link's octets in a thread of its own, as long as it runs.
///
/// The thread opens the source, waits for octets, reads them into a slab, reads both clocks right
/// after the read, and hands the chunk over; when the source is lost, it opens it again as soon
/// as it is back. One read, or one datagram, is one chunk: never joined, never split.
///
/// Both closures are called on the receiver's thread, one call at a time and in the order in
/// which things happened. While one runs nothing is read, so they must not wait for anything slow
/// (a disk, a client).
///
/// ```swift
/// let receiver = LinkReceiver(
///     name: "uhf-a", source: .serial(SerialSource(path: "/dev/ttyUSB0", baudRate: 57_600)),
///     handler: { slab, range, time in … }, onEvent: { event in … })
/// try receiver.start()
/// …
/// receiver.stop()
/// ```
public final class LinkReceiver: Sendable {
    /// Takes a chunk: the slab it lies in, which may be kept and is never changed there, its place
    /// in the slab (empty for an empty datagram), and when its last octet was read.
    public typealias OctetHandler = @Sendable (Slab, Range<Int>, ReceptionTime) -> Void
    /// Takes an event.
    public typealias EventHandler = @Sendable (ReceiverEvent) -> Void

    /// Says how many frames of the link were verified since it began, by a code or a checksum.
    public typealias VerifiedCount = @Sendable () -> UInt64

    /// The link's name; the thread carries its first 15 octets.
    public let name: String
    /// Where the octets come from.
    public let source: ReceiverSource

    private let options: ReceiverOptions
    private let handler: OctetHandler
    private let onEvent: EventHandler
    private let verified: VerifiedCount?
    private let phase = Mutex<Phase>(.ready)

    private enum Phase {
        case ready
        case running(pthread_t, StopSignal)
        case stopped
    }

    /// A receiver that does nothing before ``start()``.
    ///
    /// - Parameter verified: asked on the receiver's thread, after octets were handed over: by this
    ///   a serial port chooses among several rates.
    /// - Precondition: the options name a slab of ``ReceiverOptions/minimumSlabCapacity`` or more.
    public init(
        name: String, source: ReceiverSource, options: ReceiverOptions = ReceiverOptions(),
        handler: @escaping OctetHandler, onEvent: @escaping EventHandler,
        verified: VerifiedCount? = nil
    ) {
        precondition(
            options.slabCapacity >= ReceiverOptions.minimumSlabCapacity, "slab capacity")
        self.name = name
        self.source = source
        self.options = options
        self.handler = handler
        self.onEvent = onEvent
        self.verified = verified
    }

    deinit {
        stop()
    }

    /// Starts the thread. What it meets, it tells as events: this throws only when the system has
    /// no thread or descriptor left.
    ///
    /// - Precondition: the receiver was not started before; it has one life.
    public func start() throws(DeviceError) {
        do throws(SystemError) {
            try phase.withLock { (phase) throws(SystemError) in
                guard case .ready = phase else { preconditionFailure("a receiver starts once") }
                let stop = try StopSignal()
                let thread = try SystemThread.start(name: name, body(stop))
                phase = .running(thread, stop)
            }
        } catch {
            throw error.at(name)
        }
    }

    /// Stops: when this returns, no closure runs and none will be called again.
    ///
    /// It waits for a closure that is running and for nothing else, whatever the source does.
    /// Called from one of the closures, it only requests the end, which comes when they return.
    public func stop() {
        let former = phase.withLock { phase in
            defer { phase = .stopped }
            return phase
        }
        guard case .running(let thread, let stop) = former else { return }
        stop.request()
        if SystemThread.isCurrent(thread) {
            SystemThread.leave(thread)
        } else {
            SystemThread.join(thread)
        }
    }

    /// Processor time that the receiver's thread has used; `nil` when it does not run.
    public var processorTime: Duration? {
        phase.withLock { phase in
            guard case .running(let thread, _) = phase else { return nil }
            return SystemThread.processorTime(of: thread).map { .nanoseconds(Int64(clamping: $0)) }
        }
    }

    /// What the thread does. It holds everything it needs but the receiver itself, so that a
    /// receiver that nobody holds any more stops.
    private func body(_ stop: StopSignal) -> @Sendable () -> Void {
        let (source, options) = (source, options)
        let (handler, onEvent, verified) = (handler, onEvent, verified)
        return {
            var session = ReceiverSession(
                stop: stop, options: options, handler: handler, onEvent: onEvent,
                verified: verified)
            source.receive(&session)
        }
    }
}

extension ReceiverSource {
    /// Receives until a stop is requested or the source has no more.
    fileprivate func receive(_ session: inout ReceiverSession) {
        switch self {
        case .serial(let source):
            var receiver = SerialReceiver(source: source, rateDwell: session.rateDwell)
            receiver.run(&session)
        case .usb(let source): USBReceiver(source: source).run(&session)
        case .udp(let source): UDPReceiver(source: source).run(&session)
        case .tcpClient(let source): TCPClientReceiver(source: source).run(&session)
        case .tcpServer(let source): TCPServerReceiver(source: source).run(&session)
        case .file(let source): FileReceiver(path: source.path).run(&session)
        case .standardInput: FileReceiver(path: FileReceiver.standardInput).run(&session)
        }
    }
}
