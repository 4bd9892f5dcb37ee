import Devices
import FeedhornTestKit
import Testing

/// Does the line get the settings that were asked for, and its former ones back?
@Suite(.timeLimit(.minutes(15)))
struct SerialSettingsTests {
    private let directory: TemporaryDirectory
    private let radio: FakeSerialRadio
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
        radio = try FakeSerialRadio(path: directory.path("radio"))
    }

    @Test(
        "any baud rate is set, and the line is raw",
        arguments: [50, 12_345, 57_600, 250_000, 3_000_000] as [UInt32])
    func baudRate(rate: UInt32) async throws {
        #expect(try !radio.lineSettings().isRaw)
        let source = SerialSource(.path(radio.path), baudRate: rate)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        try radio.waitForReader()
        let settings = try radio.lineSettings()
        #expect(settings.baudRate == rate)
        #expect(settings.isRaw)
        #expect(settings.dataBits == 8)
        #expect(settings.stopBits == 1)
        #expect(!settings.hasParity)
        #expect(!settings.hasHardwareFlowControl)
        #expect(!settings.hasSoftwareFlowControl)
        receiver.stop()
        #expect(journal.milestones == [.opened(OpenedSource(name: radio.path))])
    }

    @Test("stop bits and flow control are set", arguments: [true, false])
    func format(isHardware: Bool) async throws {
        let source = SerialSource(
            .path(radio.path), baudRate: 9_600, stopBits: .two,
            flowControl: isHardware ? .hardware : .software)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        let settings = try radio.lineSettings()
        #expect(settings.stopBits == 2)
        #expect(settings.hasHardwareFlowControl == isHardware)
        #expect(settings.hasSoftwareFlowControl == !isHardware)
        receiver.stop()
    }

    /// A pseudoterminal always has eight data bits, no parity and no low-latency mode.
    @Test("what the driver does not do is told, and the port is used all the same")
    func mismatches() async throws {
        let source = SerialSource(
            .path(radio.path), baudRate: 9_600, dataBits: .seven, parity: .even, lowLatency: true)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(nth: 3, for: \.mismatch)
        #expect(
            journal.milestones == [
                .opened(OpenedSource(name: radio.path)),
                .settingNotHonoured(SettingMismatch(.dataBits, asked: "7", actual: "8")),
                .settingNotHonoured(SettingMismatch(.parity, asked: "even", actual: "none")),
                .settingNotHonoured(SettingMismatch(.lowLatency, asked: "on", actual: "off")),
            ])
        try radio.write([1, 2, 3])
        try await journal.wait(forOctets: 3)
        receiver.stop()
    }

    @Test("what came before the line was set up is dropped: it was read as typed text")
    func before() async throws {
        // The second octet erases the first, the last one ends a line.
        try radio.write([0x41, 0x7F, 0x0A])
        var echo: [UInt8] = []
        while !echo.contains(0x0A) {
            echo += try radio.receivedOctets()
            await Task.yield()
        }
        let source = SerialSource(.path(radio.path), baudRate: 9_600)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        try radio.write([1, 2])
        try await journal.wait(forOctets: 2)
        #expect(try radio.receivedOctets() == [])
        receiver.stop()
        #expect(journal.octets == [1, 2])
    }

    @Test("a stop puts the former settings back")
    func restored() async throws {
        let former = try radio.lineSettings()
        let source = SerialSource(.path(radio.path), baudRate: 12_345, stopBits: .two)
        let receiver = try startReceiver(.serial(source), into: journal)
        try await journal.wait(for: \.opened)
        #expect(try radio.lineSettings() != former)
        receiver.stop()
        #expect(try radio.lineSettings() == former)
    }

    @Test("a rate of 0, which would hang the line up, is refused for good")
    func zeroRate() async throws {
        let source = SerialSource(.path(radio.path), baudRate: 0)
        let receiver = try startReceiver(.serial(source), into: journal)
        let error = try await journal.wait(for: \.failed)
        #expect(error.isPermanent)
        #expect("\(error)" == "baudRate 0: a rate of 0 hangs the line up")
        receiver.stop()
    }
}
