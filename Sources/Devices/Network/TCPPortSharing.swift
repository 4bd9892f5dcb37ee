import Synchronization

/// One TCP port for several receivers, each of which takes one peer: so that the octets of two
/// peers never mix, and yet all of them connect to the same port.
///
/// Make one, and name it in the ``TCPServerSource`` of each receiver; all the sources have the same
/// address and port.
public final class TCPPortSharing: Sendable, Hashable {
    private struct State {
        /// Receivers that have the port open, and of them those that serve a peer.
        var open = 0
        var busy = 0
        /// The port is open as long as one of the receivers has it.
        weak var listener: TCPListener?
    }

    private let state = Mutex(State())

    /// A port that nobody has opened yet.
    public init() {}

    /// The same object.
    public static func == (left: TCPPortSharing, right: TCPPortSharing) -> Bool { left === right }

    /// By identity.
    public func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }

    /// The listener that the first receiver opened.
    func listener(
        _ open: () throws(DeviceError) -> TCPListener
    ) throws(DeviceError) -> TCPListener {
        try state.withLock { (state) throws(DeviceError) in
            if let listener = state.listener { return listener }
            let listener = try open()
            state.listener = listener
            return listener
        }
    }

    func add() { state.withLock { $0.open += 1 } }

    func remove() { state.withLock { $0.open -= 1 } }

    func beginServing() { state.withLock { $0.busy += 1 } }

    func endServing() { state.withLock { $0.busy -= 1 } }

    /// Whether another receiver waits for a peer.
    var hasRoom: Bool { state.withLock { $0.busy < $0.open } }
}

/// A listening socket, closed with its last holder.
final class TCPListener: Sendable {
    private let descriptor: Descriptor
    var number: Int32 { descriptor.number }

    init(_ descriptor: consuming Descriptor) {
        self.descriptor = descriptor
    }
}
