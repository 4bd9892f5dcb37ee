import CCSDS
import OrderedJSON
import TelemetryLink

/// What became of secured frames, for status and summaries.
enum SecuritySummary {
    /// `nil` for a link without frame security.
    static func json(_ statistics: LinkStatistics) -> JSONValue? {
        guard hasAny(statistics) else { return nil }
        return .object([
            .init("associations", .array(statistics.security.map(association))),
            .init("unknown", .unsigned(statistics.unknownAssociations)),
        ])
    }

    private static func association(_ counts: SecurityStatistics) -> JSONValue {
        .object([
            .init("spi", .unsigned(UInt64(counts.association.rawValue))),
            .init("verified", .unsigned(counts.verified)),
            .init("unverified", .unsigned(counts.unverified)),
            .init("encrypted", .unsigned(counts.encrypted)),
            .init("failed", .unsigned(counts.failed)),
            .init("outsideWindow", .unsigned(counts.outsideWindow)),
        ])
    }

    /// A line for each association, and one for frames of none.
    static func lines(_ statistics: LinkStatistics) -> [String] {
        guard hasAny(statistics) else { return [] }
        let associations = statistics.security.map { counts in
            "  spi \(counts.association)  verified \(counts.verified)"
                + ", unverified \(counts.unverified), encrypted \(counts.encrypted)"
                + ", failed \(counts.failed), outside the window \(counts.outsideWindow)"
        }
        return associations + ["  spi unknown  frames \(statistics.unknownAssociations)"]
    }

    private static func hasAny(_ statistics: LinkStatistics) -> Bool {
        !statistics.security.isEmpty || statistics.unknownAssociations > 0
    }
}
