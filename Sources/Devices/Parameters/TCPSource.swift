/// A TCP server that the receiver connects to, again and again until it is stopped.
public struct TCPClientSource: Hashable, Sendable {
    /// The server's name or numeric address.
    public var host: String
    /// The server's port.
    public var port: UInt16
    /// How long one attempt to connect may take.
    public var connectTimeout: Duration
    /// How long is waited between attempts.
    public var backoff: Backoff
    /// When a silent peer is asked whether it still lives.
    public var keepAlive: TCPKeepAlive

    /// The server `host` at `port`.
    public init(
        host: String, port: UInt16, connectTimeout: Duration = .seconds(10),
        backoff: Backoff = Backoff(), keepAlive: TCPKeepAlive = TCPKeepAlive()
    ) {
        self.host = host
        self.port = port
        self.connectTimeout = connectTimeout
        self.backoff = backoff
        self.keepAlive = keepAlive
    }
}

/// A TCP port that a sender connects to: one at a time, so that two senders' octets never mix in
/// one link. Whoever comes while a peer is connected, or is not allowed, is refused by a reset.
public struct TCPServerSource: Hashable, Sendable {
    /// The numeric address to listen on: `127.0.0.1`, `::1`, `0.0.0.0` for every IPv4 address.
    public var bindAddress: String
    /// The port to listen on; 0 takes a free one, which the `listening` event then names.
    public var port: UInt16
    /// When a silent peer is asked whether it still lives.
    public var keepAlive: TCPKeepAlive
    /// The numeric addresses, or ranges of them (`192.0.2.0/24`), that may connect; everybody when
    /// there is none.
    public var allowed: [String]
    /// The port's place shared with other receivers, each of which takes one peer.
    public var sharing: TCPPortSharing?

    /// A listener at `port` of the address `bindAddress`.
    public init(
        bindAddress: String, port: UInt16, keepAlive: TCPKeepAlive = TCPKeepAlive(),
        allowed: [String] = [], sharing: TCPPortSharing? = nil
    ) {
        self.bindAddress = bindAddress
        self.port = port
        self.keepAlive = keepAlive
        self.allowed = allowed
        self.sharing = sharing
    }
}

/// When a silent TCP peer is asked whether it still lives: a peer that lost its power says nothing
/// by itself, and would hold the link for ever. The kernel counts in whole seconds.
public struct TCPKeepAlive: Hashable, Sendable {
    /// Silence before the first question.
    public var idle: Duration
    /// Time between questions.
    public var interval: Duration
    /// Questions without an answer until the connection counts as lost.
    public var probes: Int32

    /// With the defaults a dead peer is noticed after a minute.
    public init(
        idle: Duration = .seconds(30), interval: Duration = .seconds(10), probes: Int32 = 3
    ) {
        self.idle = idle
        self.interval = interval
        self.probes = probes
    }
}
