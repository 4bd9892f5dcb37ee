import Devices
import FeedhornTestKit
import Foundation
import Testing

/// Is a port that somebody has left alone, and is it said who has it?
@Suite(.timeLimit(.minutes(15)))
struct SerialExclusiveTests {
    @Test("the second receiver waits, the first does not notice; then the second takes over")
    func second() async throws {
        let directory = try TemporaryDirectory()
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let (first, second) = (Journal(), Journal())
        let firstReceiver = try startReceiver(
            .serial(SerialSource(.path(radio.path), baudRate: 12_345)), into: first)
        try await first.wait(for: \.opened)
        let secondReceiver = try startReceiver(
            .serial(SerialSource(.path(radio.path), baudRate: 9_600)), into: second)

        guard case .busy(let path, let holders) = try await second.wait(for: \.waiting) else {
            Issue.record("not told as busy: \(second.events)")
            return
        }
        #expect(path == radio.path)
        #expect(holders.map(\.process) == [getpid()])
        #expect(try radio.lineSettings().baudRate == 12_345)

        var random = RandomOctets(seed: 3)
        let sent = random.octets(100_000)
        try radio.write(sent)
        try await first.wait(forOctets: sent.count)
        firstReceiver.stop()
        #expect(first.octets == sent)
        #expect(first.milestones == [.opened(OpenedSource(name: radio.path))])

        try await second.wait(for: \.opened)
        #expect(try radio.lineSettings().baudRate == 9_600)
        try radio.write([1, 2, 3])
        try await second.wait(forOctets: 3)
        secondReceiver.stop()
        #expect(second.octets == [1, 2, 3])
        #expect(second.milestones.count == 2, "busy is told once: \(second.milestones)")
    }

    @Test("a port that is not exclusive can be opened twice")
    func shared() async throws {
        let directory = try TemporaryDirectory()
        let radio = try FakeSerialRadio(path: directory.path("radio"))
        let (first, second) = (Journal(), Journal())
        let source = SerialSource(.path(radio.path), baudRate: 9_600, exclusive: false)
        let firstReceiver = try startReceiver(.serial(source), into: first)
        try await first.wait(for: \.opened)
        let secondReceiver = try startReceiver(.serial(source), into: second)
        try await second.wait(for: \.opened)
        firstReceiver.stop()
        secondReceiver.stop()
    }
}
