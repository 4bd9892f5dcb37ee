import CCSDS
import FeedhornTestKit
import LinkSecurity
import TelemetryLink
import Testing

/// Is a frame whose number does not go on reported, and delivered all the same?
struct ReplayTests {
    private func traffic(
        window: UInt64?, sequenceNumber: Int, first: UInt64 = 1
    ) throws -> SecuredTraffic {
        var association = SecurityAssociation.number(3)
        association.format = SpaceDataLinkSecurityFormat(
            initializationVector: 12, sequenceNumber: sequenceNumber, code: 16)
        association.replayWindow = window
        var sealing = Sealing(association, key: [UInt8](repeating: 9, count: 16))
        sealing.number = first
        return try SecuredTraffic(seed: 8, .aos, sealing, count: 10)
    }

    private func numbers(_ outcome: Outcome) -> [[UInt128]] {
        outcome.events.compactMap { event in
            guard case .replay(_, let number, let last, _) = event else { return nil }
            return [number, last]
        }
    }

    /// The number is the sequence number, or where there is none the initialization vector.
    @Test(arguments: [0, 4])
    func repeatedFrames(sequenceNumber: Int) throws {
        let traffic = try traffic(window: 4, sequenceNumber: sequenceNumber)
        let frames = traffic.frames
        // 1 2 3 4 5, again 2 and 5, then 6, then 10 which is just inside the window.
        let sent = [0, 1, 2, 3, 4, 1, 4, 5, 9].flatMap { frames[$0] }
        let outcome = traffic.parameters.decode(sent, traffic.sealing.security)
        #expect(outcome.frames.count == 9)
        #expect(numbers(outcome) == [[2, 5], [5, 5]])
        #expect(outcome.statistics.security.first?.outsideWindow == 2)
        #expect(outcome.statistics.security.first?.verified == 9)
    }

    @Test func aJumpOverTheWindowIsReportedOnce() throws {
        let traffic = try traffic(window: 3, sequenceNumber: 4)
        let sent = [0, 4, 5, 6].flatMap { traffic.frames[$0] }
        let outcome = traffic.parameters.decode(sent, traffic.sealing.security)
        #expect(numbers(outcome) == [[5, 1]])
        #expect(outcome.frames.count == 4)
    }

    @Test func withoutWindowNobodyLooks() throws {
        let traffic = try traffic(window: nil, sequenceNumber: 4)
        let sent = [0, 0, 5, 1].flatMap { traffic.frames[$0] }
        let outcome = traffic.parameters.decode(sent, traffic.sealing.security)
        #expect(numbers(outcome) == [] && outcome.frames.count == 4)
    }

    /// A number that nothing proves moves no window.
    @Test func unverifiedNumbersDoNotCount() throws {
        let traffic = try traffic(window: 1, sequenceNumber: 4)
        let sent = [0, 0, 5].flatMap { traffic.frames[$0] }
        #expect(numbers(traffic.parameters.decode(sent, nil)) == [])
        var forged = traffic.frames[9]
        forged[forged.count - 10] ^= 1
        forged.renewErrorControl()
        let outcome = traffic.parameters.decode(
            traffic.frames[0] + forged + traffic.frames[1], traffic.sealing.security)
        #expect(outcome.rejected.count == 1)
        #expect(numbers(outcome) == [])
    }

    @Test func theLargestNumbers() throws {
        let traffic = try traffic(window: .max, sequenceNumber: 8, first: .max - 3)
        let sent = [0, 1, 2, 3].flatMap { traffic.frames[$0] }
        let outcome = traffic.parameters.decode(sent, traffic.sealing.security)
        #expect(outcome.frames.count == 4 && numbers(outcome) == [])
    }

    /// With `duplicates: drop` a repeat is counted as one, and is no replay.
    @Test func droppedRepeatsAreNoReplays() throws {
        let traffic = try traffic(window: 1, sequenceNumber: 4)
        var parameters = traffic.parameters
        parameters.frame.duplicates = .drop
        let sent = [0, 0, 0, 1].flatMap { traffic.frames[$0] }
        let outcome = parameters.decode(sent, traffic.sealing.security)
        #expect(outcome.frames.count == 2)
        #expect(outcome.balance.framesDuplicate == 2)
        #expect(numbers(outcome) == [])
    }
}
