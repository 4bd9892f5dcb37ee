import LinkFraming
import Testing

@Suite("Is every F´ vector deframed as the ground system does?")
struct FPrimeVectorTests {
    @Test(.enabled(if: Vector.arePresent, Vector.absent))
    func everyVector() throws {
        for vector in try Vector.load("fprime", count: 9) {
            let isStream = try vector.text("kind") == "fprime_legacy_stream"
            let wire = try vector.octets(isStream ? "stream" : "frame")
            let wanted =
                isStream
                ? try vector.texts("packets").map(octets) : [try vector.octets("payload")]
            for chunks in [[0..<wire.count], (0..<wire.count).map { $0..<$0 + 1 }] {
                // The ground system refuses 4,096 octets and more.
                let run = FramerRun(FPrimeFramer(maximumLength: 4_095), wire, chunks)
                #expect(run.faults == [])
                #expect(run.passedData == wanted, "\(vector.name)")
                guard isStream else { continue }
                let lost =
                    run.owned.values.reduce(0, +)
                    + run.records.filter { $0.check != .passed }.reduce(0) { $0 + $1.bits }
                let discarded = try vector.octets("discarded") + vector.octets("leftover")
                #expect(lost == 8 * discarded.count, "\(vector.name)")
            }
        }
    }

    private func octets(_ text: String) -> [UInt8] {
        Array(text.utf8).chunked.map { UInt8(String(decoding: $0, as: UTF8.self), radix: 16) ?? 0 }
    }
}

extension [UInt8] {
    /// Two by two.
    fileprivate var chunked: [ArraySlice<UInt8>] {
        stride(from: 0, to: count - 1, by: 2).map { self[$0..<$0 + 2] }
    }
}
