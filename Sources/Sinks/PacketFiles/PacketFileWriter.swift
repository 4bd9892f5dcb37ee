public import TelemetryLink
public import TelemetryPipeline

/// Writes packets to files at once, on the caller's thread: for decoding recordings, where
/// nothing must be dropped and nobody waits. Files are named and laid out as ``PacketFileSink``
/// does it; one that is full or failing is told to `report`, as there.
public struct PacketFileWriter {
    private var files: PacketFileSet

    /// A writer that has opened nothing yet.
    ///
    /// - Parameter configuration: its age and sync intervals are for live streams and not used.
    public init(
        _ configuration: PacketFileConfiguration, report: @escaping (SinkEvent) -> Void
    ) {
        files = PacketFileSet(configuration, calls: .system, report: report)
    }

    /// What was done so far.
    public var statistics: PacketFileStatistics { files.statistics }

    /// Writes the packets of a batch that pass the configuration's filter.
    public mutating func write(_ batch: PacketBatch, of link: LinkName) {
        guard !batch.packets.isEmpty else { return }
        files.consume(RoutedBatch(batch, from: link), now: MonotonicClock.now())
    }

    /// Makes all files durable and gives them their names.
    public mutating func finish() {
        files.finishAll(now: MonotonicClock.now())
    }
}
