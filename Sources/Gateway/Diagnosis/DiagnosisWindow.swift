import TelemetryLink

/// The last while of a link, which a diagnosis looks at: counts at its beginning, and some octets.
struct DiagnosisWindow {
    /// A count is kept for each second in which something came, so many of them.
    private static let moments = 60
    private static let interval: UInt64 = 1_000_000_000
    /// What is older says nothing of now: ten minutes.
    private static let oldest: UInt64 = 600 * interval

    /// In the order of time; monotonic nanoseconds.
    private var counts: [(time: UInt64, counts: LinkCounts)] = []
    private(set) var evidence = LinkEvidence()
    private var nextSample: UInt64 = 0
    private var gathered: [UInt8] = []

    /// It is time to keep a count, before the octets that came at `time` are decoded.
    func wants(at time: UInt64) -> Bool {
        counts.last.map { time >= $0.time + Self.interval } ?? true
    }

    /// Keeps the counts of this moment.
    mutating func keep(_ now: LinkCounts, at time: UInt64) {
        if counts.count >= Self.moments { counts.removeFirst() }
        counts.append((time, now))
        counts.removeAll { $0.time + Self.oldest < time }
        // Strangers of a former pass are none of this one.
        if counts.count == 1 { evidence.foreign = ForeignSpacecraft() }
    }

    /// Copies a few octets, once a second.
    mutating func sample(_ slab: Slab, _ range: Range<Int>, at time: UInt64) {
        guard time >= nextSample, !range.isEmpty else { return }
        let count = min(range.count, SampleInspection.length - gathered.count)
        slab.octets(range.lowerBound..<range.lowerBound + count).withUnsafeBytes {
            gathered.append(contentsOf: $0)
        }
        if gathered.count >= SampleInspection.length {
            evidence.sample = gathered
            gathered.removeAll(keepingCapacity: true)
            nextSample = time + Self.interval
        }
    }

    /// Notes what a batch shows.
    mutating func note(_ batch: borrowing PacketBatch, _ parameters: ManagedParameters) {
        if !batch.rejected.isEmpty { evidence.foreign.note(batch, parameters) }
    }

    /// What was counted since the window's beginning.
    func counts(upTo now: LinkCounts) -> LinkCounts {
        counts.first.map { now.since($0.counts) } ?? now
    }

    /// Octets to look at: the last sample, or what there is of the first one.
    var seen: LinkEvidence {
        var seen = evidence
        if seen.sample.isEmpty { seen.sample = gathered }
        return seen
    }
}
