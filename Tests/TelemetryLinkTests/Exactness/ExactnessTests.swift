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

    /// Streams on which truth and decoder differed once: a marker by chance in a frame that can't
    /// be read, with the next codeword behind it, turned round; a FECF that was wrong, and that
    /// damage made right.
    @Test(
        arguments: [
            (.tm, .sixteen, .beyond, 1_459_640_328_395_630_528),
            (.tm, .eight, .beyond, 13_405_353_992_369_604_915),
            (.uslp, .eight, .beyond, 3_212_103_735_848_143_536),
            (.uslp, .checked, .everything, 6_629_343_092_126_281_683),
        ] as [(FrameFormat.Version, ExactnessLink.Code, ExactnessFault, UInt64)])
    func onceWrong(
        book: FrameFormat.Version, code: ExactnessLink.Code, fault: ExactnessFault, seed: UInt64
    ) {
        let count = ExactnessTrial(ExactnessLink(book, code), fault).stream(frames: 500, seed: seed)
        #expect(count.isExact, "\(count.deviations.first ?? "")")
    }
}
