import CLinux
import Testing

@testable import Devices

/// Are the kernel's counters, which wrap, turned into numbers of losses?
struct CounterTests {
    @Test("drops are told at once, and then once a second, all of them")
    func dropsAreGathered() {
        var count = DropCount()
        #expect(count.note(0) == nil)
        #expect(count.timeToTell == nil)
        #expect(count.note(3) == 3)
        #expect(count.note(5) == nil)
        #expect(count.note(5) == nil)
        #expect(count.note(9) == nil)
        #expect(count.timeToTell ?? .zero > .zero)
        #expect(count.note(isLast: true) == 6)
        #expect(count.note(isLast: true) == nil)
    }

    @Test("one refusal is told at once, then those of a second together, none is forgotten")
    func refusalsAreGathered() {
        var report = RefusalReport()
        #expect(report.take() == nil)
        report.note(peer: "a", .busy)
        #expect(report.take() == .refused(peer: "a", reason: .busy, others: 0))
        for peer in ["b", "c", "d"] { report.note(peer: peer, .notAllowed) }
        #expect(report.take() == nil)
        #expect(report.timeToTell ?? .zero > .zero)
        #expect(report.take(isLast: true) == .refused(peer: "d", reason: .notAllowed, others: 2))
        #expect(report.take(isLast: true) == nil)
    }

    @Test("dropped datagrams: growing, repeated, wrapping, and older counts that come late")
    func drops() {
        var count = DropCount()
        #expect(count.advance(to: 0) == nil)
        #expect(count.advance(to: 3) == 3)
        #expect(count.advance(to: 3) == nil)
        #expect(count.advance(to: 10) == 7)
        #expect(count.advance(to: 5) == nil)
        #expect(count.advance(to: 11) == 1)
        #expect(count.advance(to: 0x7FFF_FFFF) == 0x7FFF_FFF4)
        #expect(count.advance(to: 0xFFFF_FFFE) == 0x7FFF_FFFF)
        #expect(count.advance(to: 1) == 3)
    }

    @Test("errors on a serial line, over the wrap; nothing counted is no event")
    func lineErrors() {
        let earlier = clinux_input_counts(
            overrun: 0xFFFF_FFFF, buffer_overrun: 1, framing: 2, parity: 3, breaks: 4)
        var later = earlier
        #expect(SerialLineErrors(from: earlier, to: later) == nil)
        later.overrun = 1
        later.breaks = 5
        #expect(
            SerialLineErrors(from: earlier, to: later)
                == SerialLineErrors(overruns: 2, breaks: 1))
        let each = clinux_input_counts(
            overrun: 1, buffer_overrun: 11, framing: 22, parity: 33, breaks: 44)
        #expect(
            SerialLineErrors(from: earlier, to: each)
                == SerialLineErrors(
                    overruns: 2, bufferOverruns: 10, framing: 20, parity: 30, breaks: 40))
    }
}
