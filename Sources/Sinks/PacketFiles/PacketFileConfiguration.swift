public import TelemetryPipeline

/// Which packets go to which files.
public struct PacketFileConfiguration: Sendable {
    /// Folder that holds one folder per link.
    public var root: String
    /// Which packets.
    public var filter = PacketFilter.everything
    /// A folder for each virtual channel.
    public var byVirtualChannel = false
    /// A folder for each APID.
    public var byApplication = false
    /// A file is finished before it would grow over this …
    public var maximumOctets: UInt64 = 1 << 30
    /// … and when it has been open for this long: an hour's files are easily found and moved.
    public var maximumAge = Duration.seconds(3_600)
    /// Between two `fdatasync` of a file that was written to: what a power cut may cost.
    public var syncInterval = Duration.seconds(1)
    /// What may wait for a slow disk.
    public var queue = QueueLimits()
    /// Mode of new files and of new folders (which get search permission as well).
    public var fileMode: UInt32 = 0o644
    /// The capture segment of the moment, for the names of files.
    public var segment: @Sendable () -> UInt32

    /// Files open at once; over it, the one not written to for longest is finished. Well below
    /// the usual limit of 1,024 descriptors of a process.
    public static let maximumOpenFiles = 128

    /// Files under `root`.
    public init(root: String, segment: @escaping @Sendable () -> UInt32) {
        self.root = root
        self.segment = segment
    }
}

/// What a packet file sink did.
public struct PacketFileStatistics: Sendable, Hashable {
    /// Packets that passed the filter: `received = written + dropped`.
    public var received: UInt64 = 0
    /// Packets handed to the kernel whole.
    public var written: UInt64 = 0
    /// Packets of those that a power cut can't take any more.
    public var durable: UInt64 = 0
    /// Packets lost because their file failed.
    public var dropped: UInt64 = 0
    /// Packets lost in front of the sink, because it was too slow; not in `received`.
    public var droppedInQueue: UInt64 = 0
    /// Octets written.
    public var octets: UInt64 = 0
    /// Files finished.
    public var files: UInt64 = 0

    /// Nothing done.
    public init() {}
}
