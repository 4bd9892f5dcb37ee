public import LinkConfiguration
public import TelemetryLink

/// Decodes recorded octets from files: the daemon's decoder, without the daemon.
public struct OfflineDecode: ~Copyable {
    /// Octets read at once: large enough that calls do not count, small enough for the cache.
    public static let chunk = 256 * 1024

    private var decoder: LinkDecoder
    /// What became of the last chunk.
    public private(set) var batch = PacketBatch()
    /// Octets decoded so far.
    public private(set) var octets: UInt64 = 0

    /// A decoder for the link of `file`.
    ///
    /// - Parameter keys: its keys; without, what is encrypted stays so, and nothing is verified.
    public init(_ file: LinkFile, keys: LinkKeyring = LinkKeyring()) {
        decoder = LinkDecoder(
            file.parameters, security: keys.security, signatures: keys.signatures)
    }

    /// The decoder's books.
    public var balance: LinkBalance { decoder.balance }
    /// The decoder's counts.
    public var statistics: LinkStatistics { decoder.statistics }

    /// Decodes one chunk with its time; what became of it is in ``batch``.
    public mutating func consume(_ slab: Slab, _ range: Range<Int>, _ time: ReceptionTime) {
        batch.removeAll()
        decoder.consume(slab, range, receivedAt: time, into: &batch)
        octets += UInt64(range.count)
    }

    /// The stream was broken: what comes next does not continue it. What was pending is in
    /// ``batch``.
    public mutating func interrupt() {
        batch.removeAll()
        decoder.interrupt(into: &batch)
    }

    /// What comes next comes at another rate of the line, as the capture says; what was pending is
    /// in ``batch``.
    public mutating func changeLineRate(to rate: UInt64) {
        batch.removeAll()
        decoder.changeLineRate(to: rate, into: &batch)
    }

    /// The stream has ended; what was pending is in ``batch``.
    public mutating func finish() {
        batch.removeAll()
        decoder.finish(into: &batch)
    }
}
