import FeedhornTestKit
import Foundation
import Testing

@testable import TelemetryLink

@Suite("Do books balance and records agree, whatever goes wrong, however octets come?")
struct RandomFaultTests {
    private static var rates: FaultRates {
        var rates = FaultRates()
        rates.symbolErrors = 0.1
        rates.uncorrectable = 0.05
        rates.fillErrors = 0.03
        rates.markerErrors = 0.05
        rates.lostMarker = 0.03
        rates.cut = 0.05
        rates.slip = 0.05
        rates.garbage = 0.05
        rates.polarityTurn = 0.05
        rates.missing = 0.05
        rates.repeated = 0.05
        rates.countReset = 0.03
        rates.badErrorControl = 0.05
        rates.wrongSpacecraft = 0.05
        return rates
    }

    /// `FEEDHORN_SEEDS=600` looks longer.
    private static let seeds =
        ProcessInfo.processInfo.environment["FEEDHORN_SEEDS"].flatMap { UInt64($0) } ?? 36

    @Test(arguments: 1...seeds)
    func oneSeed(seed: UInt64) {
        var traffic = GeneratedTraffic(round: seed)
        traffic.duplicates = seed % 5 == 0 ? .drop : .keepAndContinue
        var faults = FaultPlan(rates: RandomFaultTests.rates)
        faults.leadingBits = Int(seed % 8) + (seed % 3 == 0 ? 1_000 : 0)
        faults.trailingBits = Int(seed % 7) * 100
        faults.startsInverted = seed % 2 == 0
        let stream = traffic.stream(frames: 60, faults: faults)
        let whole = traffic.parameters.decode(stream.octets)
        TruthCheck.run(whole, stream, "seed \(seed)")
        for chunking in [
            Chunking.fixed(1), .random(seed, upTo: 16), .random(seed, upTo: 700), .fixed(223),
        ] {
            let parts = traffic.parameters.decode(stream.octets, chunking, ownSlabs: seed % 2 == 0)
            if parts.records != whole.records {
                Issue.record("seed \(seed), \(chunking): other records than in one piece")
                Difference.report(parts.records, whole.records)
            }
        }
    }
}

/// Says what differs, in few words.
enum Difference {
    static func report(_ found: Decoded.Records, _ wanted: Decoded.Records) {
        list(found.frames.map(\.annotation), wanted.frames.map(\.annotation), "frames")
        list(found.packets.map(\.record), wanted.packets.map(\.record), "packets")
        list(found.zones.map(\.record), wanted.zones.map(\.record), "zones")
        list(found.userData.map(\.record), wanted.userData.map(\.record), "user data")
        list(found.gaps, wanted.gaps, "gaps")
        list(found.events, wanted.events, "events")
        list(
            found.rejected.map { "\($0.reason) \($0.streamOffset) \($0.ownedBits)" },
            wanted.rejected.map { "\($0.reason) \($0.streamOffset) \($0.ownedBits)" }, "rejected")
        if found.balance != wanted.balance {
            Issue.record("balance \(found.balance) for \(wanted.balance)")
        }
        if found.statistics != wanted.statistics { Issue.record("other statistics") }
    }

    private static func list<Item: Equatable>(
        _ found: [Item], _ wanted: [Item], _ name: String
    ) {
        guard found != wanted else { return }
        let count = min(found.count, wanted.count)
        let place = (0..<count).first { found[$0] != wanted[$0] } ?? count
        Issue.record(
            """
            \(name) differ at \(place) of \(found.count)/\(wanted.count): \
            \(found.dropFirst(place).prefix(2)) for \(wanted.dropFirst(place).prefix(2))
            """)
    }
}
