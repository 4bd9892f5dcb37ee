import Devices
import FeedhornTestKit
import Testing

/// Is a port that marks errors read like any other? A pseudoterminal has no errors to mark, but
/// doubles an FF as a real one does.
@Suite(.timeLimit(.minutes(15)))
struct SerialMarkTests {
    private let directory: TemporaryDirectory
    private let radio: FakeSerialRadio
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
        radio = try FakeSerialRadio(path: directory.path("radio"))
    }

    @Test(
        "the octets are the same, marked or not",
        arguments: [SerialSource.LineErrors.mark, .count])
    func sameOctets(lineErrors: SerialSource.LineErrors) async throws {
        var source = SerialSource(path: radio.path, baudRate: 9_600)
        source.lineErrors = lineErrors
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        #expect(try radio.lineSettings().marksErrors == (lineErrors == .mark))
        var random = RandomOctets(seed: 31)
        var sent: [UInt8] = []
        for round in 0..<50 {
            let octets =
                round.isMultiple(of: 5)
                ? [UInt8](repeating: 0xFF, count: 3_000) : random.octets(2_000)
            try radio.write(octets)
            sent += octets
        }
        try await journal.wait(forOctets: sent.count)
        receiver.stop()
        #expect(journal.octets == sent)
        #expect(journal.milestones == [.opened(OpenedSource(name: radio.path))])
    }
}
