import Devices
import FeedhornTestKit
import Testing

/// Is an unplugged port noticed, and used again when it is back?
@Suite(.timeLimit(.minutes(15)))
struct SerialUnplugTests {
    private let directory: TemporaryDirectory
    private let radio: FakeSerialRadio
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
        radio = try FakeSerialRadio(path: directory.path("radio"))
    }

    private func start() async throws -> LinkReceiver {
        // So long that only the watched directory can have woken the receiver.
        let receiver = try startReceiver(
            .serial(SerialSource(path: radio.path, baudRate: 9_600)), into: journal,
            retryInterval: .seconds(3_600))
        try await journal.wait(for: \.opened)
        return receiver
    }

    @Test("unplugged: lost, then waiting for the path", arguments: [true, false])
    func unplug(leavingLink: Bool) async throws {
        let receiver = try await start()
        try radio.write([1, 2, 3, 4, 5])
        try await journal.wait(forOctets: 5)
        radio.unplug(leavingLink: leavingLink)
        try await journal.wait(for: \.lost)
        let reason = try await journal.wait(for: \.waiting)
        #expect(reason == .system(call: "open", target: radio.path, number: 2))
        #expect("\(reason)" == "\(radio.path): open: No such file or directory (ENOENT)")
        receiver.stop()
        #expect(journal.octets == [1, 2, 3, 4, 5])
    }

    @Test("plugged in again under the same name: goes on, and what was read is not lost")
    func replug() async throws {
        let receiver = try await start()
        var random = RandomOctets(seed: 7)
        var sent: [UInt8] = []
        for round in 1...10 {
            let octets = random.octets(5_000)
            try radio.write(octets)
            try radio.waitUntilRead()
            sent += octets
            radio.unplug(leavingLink: round.isMultiple(of: 2))
            try await journal.wait(nth: round, for: \.lost)
            try radio.plug()
            try await journal.wait(nth: round + 1, for: \.opened)
        }
        try radio.write([0xAA])
        try await journal.wait(forOctets: sent.count + 1)
        receiver.stop()
        #expect(journal.octets == sent + [0xAA])
        #expect(journal.milestones.compactMap(\.lost).count == 10)
        #expect(journal.milestones.compactMap(\.opened).count == 11)
    }

    @Test("the settings are made again on the new terminal")
    func settingsAgain() async throws {
        let receiver = try await start()
        try radio.write([1])
        try await journal.wait(forOctets: 1)
        radio.unplug()
        try radio.plug()
        try await journal.wait(nth: 2, for: \.opened)
        #expect(try radio.lineSettings().isRaw)
        #expect(try radio.lineSettings().baudRate == 9_600)
        receiver.stop()
    }
}
