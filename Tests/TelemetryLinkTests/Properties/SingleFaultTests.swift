import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does one fault cost what it must, and nothing else?")
struct SingleFaultTests {
    /// Each fault befalls frame 20 of 40.
    private static let faults: [(name: String, fault: StreamFault)] = [
        ("missing", .missing), ("repeated", .repeated(1)), ("thrice", .repeated(3)),
        ("count reset", .countReset(77)), ("master reset", .masterCountReset(9)),
        ("bad FECF", .badErrorControl), ("wrong spacecraft", .wrongSpacecraft(86)),
        ("marker 1", .markerErrors(1)), ("marker 3", .markerErrors(3)),
        ("cut at the end", .deletedBits(at: 600, count: 300)),
        ("cut in the middle", .deletedBits(at: 100, count: 333)),
        ("slip out", .deletedBits(at: 200, count: 1)),
        ("slip in", .insertedBits(at: 200, count: 1)),
        ("slip in front", .insertedBits(at: 0, count: 3)),
        ("garbage", .insertedBits(at: 0, count: 5_000)),
        ("turn in front", .polarityTurn(at: 0)), ("turn inside", .polarityTurn(at: 300)),
        ("turn in the marker", .polarityTurn(at: 10)),
    ]

    @Test(arguments: 1...12)
    func everyFault(seed: UInt64) {
        for (name, fault) in SingleFaultTests.faults {
            check("\(name), seed \(seed)", seed, [PlacedFault(20, fault)])
        }
    }

    @Test(arguments: 1...12)
    func errorsInCodewords(seed: UInt64) {
        var traffic = GeneratedTraffic(round: seed)
        guard let code = traffic.channel.code else { return }
        let most = code.errorCapability
        for place in [StreamFault.Place.anywhere, .besideFill, .parity] {
            check(
                "\(most) wrong \(place), seed \(seed)", seed,
                [PlacedFault(20, .symbolErrors(most, codeword: nil, place: place))])
            check(
                "\(most + 1) wrong \(place), seed \(seed)", seed,
                [PlacedFault(20, .symbolErrors(most + 1, codeword: 0, place: place))])
        }
        if !code.fill.isEmpty {
            check("errors in the fill, seed \(seed)", seed, [PlacedFault(20, .fillErrors(3))])
        }
        // Uncorrectable ones in a row, good ones around them.
        let burst = (18...22).map {
            PlacedFault($0, .symbolErrors(most + 5, codeword: nil, place: .anywhere))
        }
        check("burst, seed \(seed)", seed, burst)
        traffic.duplicates = .drop
    }

    @Test(arguments: 1...12)
    func droppedRepeats(seed: UInt64) {
        for times in [1, 28] {
            check(
                "repeated \(times), dropped, seed \(seed)", seed,
                [PlacedFault(20, .repeated(times))], duplicates: .drop)
        }
    }

    private func check(
        _ name: String, _ seed: UInt64, _ faults: [PlacedFault],
        duplicates: DuplicateTreatment = .keepAndContinue
    ) {
        var traffic = GeneratedTraffic(round: seed)
        traffic.duplicates = duplicates
        let stream = traffic.stream(frames: 40, faults: FaultPlan(faults))
        let decoded = traffic.parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, name)
        guard stream.truth.isRegular else { return }
        let rejections = stream.truth.rejections
        #expect(
            decoded.balance.framesRejected[.code] == rejections[.code, default: 0], "\(name)")
        #expect(
            decoded.balance.framesRejected[.fecf] == rejections[.errorControl, default: 0],
            "\(name)")
        #expect(
            decoded.balance.framesRejected[.spacecraft] == rejections[.spacecraft, default: 0],
            "\(name)")
        #expect(
            decoded.balance.framesFound == stream.truth.frames.count { $0.bits != nil }, "\(name)")
    }
}
