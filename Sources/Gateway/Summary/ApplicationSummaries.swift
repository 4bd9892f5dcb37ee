import CCSDS
import TelemetryLink

/// A summary for each APID, found without hashing.
struct ApplicationSummaries: Sendable {
    private(set) var entries:
        [(application: ApplicationProcessIdentifier, summary: ApplicationSummary)] = []
    /// By APID; -1: none of its packets came.
    private var places = [Int16](repeating: -1, count: 2048)
    private let hasDigests: Bool

    init(hasDigests: Bool) { self.hasDigests = hasDigests }

    mutating func add(_ packet: PacketRecord, _ octets: RawSpan) {
        let slot = Int(packet.application.rawValue & 0x7FF)
        if places[slot] < 0 {
            places[slot] = Int16(entries.count)
            entries.append((packet.application, ApplicationSummary(hasDigest: hasDigests)))
        }
        entries[Int(places[slot])].summary.add(packet, octets)
    }
}
