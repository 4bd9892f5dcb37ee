import ChannelCoding
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Do secured frames behind sync markers keep their places, whether their codes are right or not?
struct SynchronizedTests {
    private func traffic() throws -> SecuredTraffic {
        let sealing = Sealing(.number(4), key: [UInt8](repeating: 1, count: 32))
        return try SecuredTraffic(seed: 12, .aos, sealing, count: 40) { $0.hasErrorControl = true }
    }

    private func parameters(_ traffic: SecuredTraffic) -> ManagedParameters {
        var parameters = traffic.parameters
        parameters.framing = .synchronized(SyncParameters(marker: .standard))
        return parameters
    }

    private func stream(_ frames: [[UInt8]]) -> [UInt8] {
        frames.flatMap { [0x1A, 0xCF, 0xFC, 0x1D] + $0 }
    }

    @Test func packetsComeOut() throws {
        let traffic = try traffic()
        let outcome = parameters(traffic).decode(stream(traffic.frames), traffic.sealing.security)
        #expect(outcome.packets == traffic.packets)
        #expect(outcome.balance.framesDelivered == 40 && outcome.reasons.isEmpty)
    }

    /// Bits shifted and turned over: opened where they were moved to.
    @Test func shiftedAndInverted() throws {
        let traffic = try traffic()
        var bits = BitSequence()
        bits.append(0b101, bits: 3)
        bits.append(contentsOf: stream(traffic.frames).map { ~$0 })
        let outcome = parameters(traffic).decode(bits.octets, traffic.sealing.security)
        #expect(outcome.packets == traffic.packets)
    }

    /// A wrong key costs each frame and nothing else: no marker is looked for inside them.
    @Test func aWrongKeyDoesNotCostThePlace() throws {
        let traffic = try traffic()
        let wrong = Sealing(traffic.sealing.association, key: [UInt8](repeating: 2, count: 32))
        let octets = stream(traffic.frames)
        let outcome = parameters(traffic).decode(octets, wrong.security)
        #expect(outcome.reasons == Array(repeating: .security, count: 40))
        #expect(outcome.balance.skippedBits.total == 0)
        #expect(outcome.balance.markerBits == 40 * 32)
        #expect(
            outcome.balance.rejectedBits[.security] == UInt64(traffic.frames.joined().count * 8))
        let states = outcome.events.compactMap { event -> SynchronizerState? in
            if case .state(_, let state) = event { state } else { nil }
        }
        // Back to the search only where the stream ends.
        #expect(states == [.check, .lock, .search])
    }
}
