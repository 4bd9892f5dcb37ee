import ChannelCoding

/// Every place at which a marker stands in some octets, at any bit and in either polarity.
struct MarkerHits {
    /// In the order of the stream; where two overlap, both.
    private(set) var hits: [MarkerHit] = []

    /// - Parameter limit: hits after which the search ends.
    init(
        _ octets: [UInt8], _ marker: AttachedSyncMarker, maximumErrors: Int, limit: Int = 65_536
    ) {
        let searcher = MarkerSearcher(
            marker: marker, maximumErrors: maximumErrors, polarities: .both)
        octets.withUnsafeBytes { memory in
            guard let base = memory.baseAddress else { return }
            var bit = 0
            while hits.count < limit,
                let hit = searcher.firstHit(
                    in: base, count: memory.count, fromBit: bit, toBit: .max)
            {
                hits.append(hit)
                bit = hit.bit + 1
            }
        }
    }
}
