import Devices
import FeedhornTestKit
import Glibc
import Synchronization
import TelemetryLink
import Testing

/// Does a port with several rates find that of the sender? The radio sends a good frame only when
/// the receiver has set the radio's rate, else garbage; a stand-in for the decoder counts those.
@Suite(.timeLimit(.minutes(15)))
struct SerialRateTests {
    private static let good: UInt8 = 0x47
    private let directory: TemporaryDirectory
    private let radio: FakeSerialRadio
    private let journal = Journal()
    private let verified = Counter()

    private final class Counter: Sendable {
        let value = Atomic<UInt64>(0)
    }

    init() throws {
        directory = try TemporaryDirectory()
        radio = try FakeSerialRadio(path: directory.path("radio"))
    }

    private func start(_ rates: [UInt32]) throws -> LinkReceiver {
        var source = SerialSource(path: radio.path, baudRate: rates[0])
        source.otherRates = Array(rates.dropFirst())
        source.octetsForRate = 30
        let (journal, verified) = (journal, verified)
        let receiver = LinkReceiver(
            name: "test", source: .serial(source),
            options: ReceiverOptions(
                retryInterval: .milliseconds(20), rateDwell: .milliseconds(20)),
            handler: { slab, range, time in
                journal.take(slab, range, time)
                let octets = slab.octets(range).withUnsafeBytes { Array($0) }
                let count = octets.count { $0 == SerialRateTests.good }
                verified.value.add(UInt64(count), ordering: .relaxed)
            }, onEvent: { journal.take($0) }, verified: { verified.value.load(ordering: .relaxed) })
        try receiver.start()
        return receiver
    }

    /// Sends as a radio of `rate` does, until `isDone`.
    private func send(at rate: UInt32, until isDone: (Journal) -> Bool) throws {
        while !isDone(journal) {
            let isRight = try radio.lineSettings().baudRate == rate
            try radio.write([UInt8](repeating: isRight ? Self.good : 0xF0, count: 10))
            try radio.waitUntilRead()
            // So that time passes between chunks, as it does on a line.
            usleep(1_000)
        }
    }

    private var changes: [RateChange] {
        journal.events.compactMap { if case .rateChanged(let change) = $0 { change } else { nil } }
    }

    private var found: [UInt32] {
        journal.events.compactMap { if case .rateFound(let rate) = $0 { rate } else { nil } }
    }

    @Test("finds the right one, stays, survives a replug, and follows the sender")
    func follows() async throws {
        let receiver = try start([115_200, 57_600, 9_600])
        try await journal.wait(for: \.opened)
        try radio.waitForReader()
        #expect(try radio.lineSettings().baudRate == 115_200)
        try send(at: 9_600) { _ in found == [9_600] }
        #expect(changes.map(\.to) == [57_600, 9_600])
        #expect(try radio.lineSettings().baudRate == 9_600)
        #expect(try radio.lineSettings().isRaw)

        // It stays, and a port that comes back is opened at this rate.
        let before = journal.octets.count
        try send(at: 9_600) { $0.octets.count > before + 2_000 }
        #expect(changes.count == 2)
        radio.unplug()
        try radio.plug()
        try await journal.wait(nth: 2, for: \.opened)
        try radio.waitForReader()
        #expect(try radio.lineSettings().baudRate == 9_600)

        // The sender changes: 9,600 is given up after a while, and 115,200 found.
        try send(at: 115_200) { _ in found == [9_600, 115_200] }
        #expect(try radio.lineSettings().baudRate == 115_200)
        #expect(changes.map(\.to) == [57_600, 9_600, 115_200])
        receiver.stop()
        // Garbage or not, all of it was handed over.
        #expect(journal.octets.allSatisfy { $0 == Self.good || $0 == 0xF0 })
        #expect(journal.octets.count { $0 == 0xF0 } >= 60)
    }

    @Test("silence changes nothing, however long: it only comes with octets")
    func silence() async throws {
        let receiver = try start([115_200, 57_600])
        try await journal.wait(for: \.opened)
        try radio.waitForReader()
        try radio.write([0xF0])
        try await journal.wait(forOctets: 1)
        // Many dwells, during which nothing comes.
        try await Task.sleep(for: .milliseconds(400))
        #expect(try radio.lineSettings().baudRate == 115_200)
        #expect(changes.isEmpty)
        receiver.stop()
    }
}
