import CaptureStore
import Testing

@testable import Gateway

/// Does a recording end before its file is full, and say why it became several?
struct RecordingLimitTests {
    @Test("the file has room for chunks and their blocks, and the last chunk is kept whole")
    func room() {
        // Four chunks of 1,000 octets with 256 octets each around them are 5,024 octets.
        let budget = RecordingBudget(octets: nil, room: 5_024)
        for _ in 0..<3 {
            #expect(budget.take(1_000))
            #expect(budget.end == nil)
        }
        #expect(budget.take(1_000))
        #expect(budget.end == .full)
        #expect(!budget.take(1))
    }

    @Test func asManyOctetsAsAreWanted() {
        let budget = RecordingBudget(octets: 1_000, room: 1 << 20)
        #expect(budget.take(999) && budget.end == nil)
        #expect(budget.take(5) && budget.end == .size)
        #expect(!budget.take(1))
    }

    @Test("a minute and some room are left below what a segment may have")
    func limits() {
        #expect(LinkRecorder.longestNanoseconds == (24 * 60 - 1) * 60 * 1_000_000_000)
        #expect(LinkRecorder.mostOctets < 64 << 30)
        // An index of 4 MiB, and a checkpoint of some hundred octets for each second of a day.
        #expect((64 << 30) - LinkRecorder.mostOctets > (4 << 20) + 86_400 * 1_000)
    }

    @Test func whyThereAreSeveralSegments() {
        let split = RecordingSplit()
        #expect(split.reason == "a segment was full meanwhile")
        split.note(.linkOpen)
        split.note(.diskFull)
        #expect(split.reason == "the disk failed meanwhile")
        split.note(.clockStep)
        #expect(split.reason == "the clock was set meanwhile, and the disk failed")
        let clock = RecordingSplit()
        clock.note(.clockStep)
        #expect(clock.reason == "the clock was set meanwhile")
    }
}
