/// What a link has received so far, and what became of it.
public struct LinkTally: Hashable, Sendable {
    /// Chunks received.
    public var chunks: UInt64 = 0
    /// Octets received.
    public var octets: UInt64 = 0
    /// Frames delivered.
    public var frames: UInt64 = 0
    /// Packets delivered, idle ones included.
    public var packets: UInt64 = 0
    /// Datagrams that the kernel dropped.
    public var kernelDropped: UInt64 = 0
}
