import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are SEARCH, CHECK, LOCK and FLYWHEEL reported where they begin?")
struct StateTests {
    private static let length = 60
    private static let unitBits = UInt64(64 * 8)

    /// CADUs without code, with FECF or without.
    private func stream(_ plan: FaultPlan, fecf: Bool) -> GeneratedStream {
        var format = FrameFormat(.tm, length: StateTests.length)
        format.hasErrorControl = fecf
        let builder = FrameBuilder(
            format: format, spacecraft: 1, generator: SeededGenerator(seed: 10))
        var traffic = TrafficPlan(
            builder: builder, channels: [TrafficPlan.Channel(virtualChannel: 0, service: .other)],
            generator: SeededGenerator(seed: 11))
        return StreamBuilder(channel: ChannelFormat(), generator: SeededGenerator(seed: 12))
            .build(traffic.frames(20), faults: plan)
    }

    private func states(
        _ stream: GeneratedStream, fecf: Bool, acquire: Int = 2, flywheel: Int = 3
    ) -> (states: [(SynchronizerState, UInt64)], frames: Int) {
        var format = FrameFormat(.tm, length: StateTests.length)
        format.hasErrorControl = fecf
        var parameters = ManagedParameters(channel: ChannelFormat(), format: format)
        var sync = SyncParameters(marker: .standard)
        sync.acquire = acquire
        sync.flywheel = flywheel
        parameters.framing = .synchronized(sync)
        let decoded = parameters.decode(stream.octets)
        #expect(parameters.decode(stream.octets, .fixed(1)).records == decoded.records)
        let states = decoded.records.events.compactMap { event -> (SynchronizerState, UInt64)? in
            guard case .state(_, let new) = event.kind else { return nil }
            return (new, event.streamOffset)
        }
        // The end of the stream ends every state.
        #expect(states.last?.0 == .search)
        return (states, decoded.frames.count)
    }

    @Test func acquisition() {
        var plan = FaultPlan()
        plan.leadingBits = 101
        let (states, frames) = states(stream(plan, fecf: true), fecf: true, acquire: 3)
        #expect(states.map(\.0) == [.check, .lock, .search])
        #expect(states.dropLast().map(\.1) == [101, 101 + 2 * StateTests.unitBits])
        #expect(frames == 20)
    }

    /// Markers lost, frames good: the old place holds, however long.
    @Test func markersLost() {
        let plan = FaultPlan((5..<15).map { PlacedFault($0, .markerErrors(12)) })
        let (states, frames) = states(stream(plan, fecf: true), fecf: true, flywheel: 2)
        #expect(states.map(\.0) == [.check, .lock, .flywheel, .lock, .search])
        #expect(frames == 20)
    }

    /// One marker lost, nothing to verify with: the next one in its place speaks for the frame.
    @Test func markerLostOfAnUnverifiableFrame() {
        let plan = FaultPlan([PlacedFault(9, .markerErrors(12))])
        let (found, frames) = states(stream(plan, fecf: false), fecf: false)
        #expect(found.map(\.0) == [.check, .lock, .flywheel, .lock, .search])
        #expect(frames == 20)
        let (strict, fewer) = states(stream(plan, fecf: false), fecf: false, flywheel: 0)
        #expect(strict.map(\.0) == [.check, .lock, .search, .check, .lock, .search])
        #expect(fewer == 19)
    }

    /// Nothing but noise for many frames: the place is given up after `flywheel` markers.
    @Test func signalLost() {
        var plan = FaultPlan()
        plan.trailingBits = 64 * 8 * 10
        let (states, frames) = states(stream(plan, fecf: true), fecf: true)
        #expect(states.map(\.0) == [.check, .lock, .flywheel, .search])
        let end = 20 * StateTests.unitBits
        #expect(states.last?.1 == end + 3 * StateTests.unitBits)
        #expect(frames == 20)
    }

    /// A cut makes the next frame come early: locked again at once, not after a search.
    @Test func slip() {
        let plan = FaultPlan([PlacedFault(9, .deletedBits(at: 200, count: 50))])
        let (states, frames) = states(stream(plan, fecf: true), fecf: true)
        #expect(states.map(\.0) == [.check, .lock, .check, .lock, .search])
        #expect(frames == 19)
    }
}
