import FeedhornExactness
import FeedhornTestKit
import Foundation
import Testing

@Suite("Is nothing missed, nothing made up, and every report the truth?")
struct ExactnessTests {
    /// `FEEDHORN_EXACTNESS=5000` sends so many frames per fault and link; `Benchmarks/exactness`
    /// sends millions.
    private static let frames =
        ProcessInfo.processInfo.environment["FEEDHORN_EXACTNESS"].flatMap { Int($0) } ?? 40

    @Test(arguments: ExactnessTrial.all)
    func exact(trial: ExactnessTrial) {
        var trial = trial
        trial.framesPerStream = 40
        let count = trial.run(frames: ExactnessTests.frames, seed: 2)
        for deviation in count.deviations { Issue.record("\(deviation)") }
        #expect(trial.accepts(count))
        #expect(count.due > 0 && count.packets > 0)
    }
}
