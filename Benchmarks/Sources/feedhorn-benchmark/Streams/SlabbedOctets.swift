import TelemetryLink

/// Octets in slabs, as a receiver hands them to the decoder.
struct SlabbedOctets {
    private(set) var slabs: [(slab: Slab, count: Int)] = []
    let count: Int

    /// Octets that a receiver reads at once.
    static let slabLength = 256 << 10

    init(_ octets: [UInt8]) {
        count = octets.count
        for start in stride(from: 0, to: octets.count, by: SlabbedOctets.slabLength) {
            let piece = octets[start..<min(octets.count, start + SlabbedOctets.slabLength)]
            slabs.append((Slab(copying: piece), piece.count))
        }
    }
}
