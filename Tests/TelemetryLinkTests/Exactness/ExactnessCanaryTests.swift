import CCSDS
import FeedhornExactness
import FeedhornTestKit
import TelemetryLink
import Testing

/// A comparison that finds nothing proves nothing: decoders that are told something wrong must be
/// found out, each by what it gets wrong.
@Suite("Is a decoder that does it wrong found out?")
struct ExactnessCanaryTests {
    private func count(
        _ code: ExactnessLink.Code, _ fault: ExactnessFault,
        _ change: (inout ManagedParameters) -> Void
    ) -> ExactnessCount {
        let trial = ExactnessTrial(ExactnessLink(.tm, code), fault)
        #expect(trial.accepts(trial.stream(frames: 150, seed: 5)))
        let count = trial.stream(frames: 150, seed: 5, change: change)
        #expect(!trial.accepts(count), "\(trial)")
        #expect(count.deviations.count > 0)
        return count
    }

    @Test func missedFrames() {
        let count = count(.sixteen, .polarityTurn) { parameters in
            if case .synchronized(var sync) = parameters.framing {
                sync.polarity = .normal
                parameters.framing = .synchronized(sync)
            }
        }
        #expect(count.missed > 0 && count.packetsBogus == 0)
    }

    @Test func bogusFrames() {
        let count = count(.sixteen, .wrongSpacecraft) { $0.acceptedSpacecraft = [] }
        #expect(count.bogus > 0 && count.missed == 0)
    }

    @Test func uncorrectedFrames() {
        let count = count(.eight, .symbolErrors) { $0.coding.reedSolomon?.mode = .strip }
        #expect(count.bogus > 0 && count.missed > 0 && count.codewordsWrong > 0)
    }

    @Test func missedPackets() {
        let count = count(.checked, .none) { $0.packets.maximumLength = 300 }
        #expect(count.packetsMissed > 0 && count.missed == 0 && count.reportsWrong > 0)
    }

    @Test func bogusPackets() {
        let count = count(.checked, .none) {
            // Service frames read as packets; TM frames would say that they are none.
            $0.channels.services = [:]
            $0.frame.maximumGap = nil
            $0.packets.maximumLength = 65_542
            $0.frame.dataFieldOffset = 13
        }
        #expect(count.packetsMissed + count.packetsBogus > 0)
    }

    @Test func steps() {
        let count = count(.sixteen, .missing) { $0.frame.maximumGap = 0 }
        #expect(count.gapsWrong > 0 && count.missed == 0)
    }

    @Test func duplicates() {
        let count = count(.sixteen, .dropped) { $0.frame.duplicates = .keep }
        #expect(count.gapsWrong > 0)
    }

    /// Every kind of deviation is added up, and makes a trial inexact.
    @Test func sums() {
        var sum = count(.sixteen, .wrongSpacecraft) { $0.acceptedSpacecraft = [] }
        let one = sum
        sum.add(one)
        #expect(sum.bogus == 2 * one.bogus && sum.frames == 2 * one.frames)
        #expect(sum.framesOff == 2 * one.framesOff && !sum.isExact)
    }
}
