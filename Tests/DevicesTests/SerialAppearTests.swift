import Devices
import FeedhornTestKit
import Foundation
import Testing

/// Is a port that is not there at the start found when it comes?
@Suite(.timeLimit(.minutes(15)))
struct SerialAppearTests {
    private let directory: TemporaryDirectory
    private let journal = Journal()

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func start(_ path: String, retryInterval: Duration) throws -> LinkReceiver {
        try startReceiver(
            .serial(SerialSource(path: path, baudRate: 9_600)), into: journal,
            retryInterval: retryInterval)
    }

    @Test("the path comes later")
    func later() async throws {
        let radio = try FakeSerialRadio(path: directory.path("radio"), isPlugged: false)
        let receiver = try start(radio.path, retryInterval: .seconds(3_600))
        let reason = try await journal.wait(for: \.waiting)
        #expect(reason == .system(call: "open", target: radio.path, number: 2))
        try radio.plug()
        try await journal.wait(for: \.opened)
        try radio.write([1, 2, 3])
        try await journal.wait(forOctets: 3)
        receiver.stop()
        #expect(journal.octets == [1, 2, 3])
    }

    @Test("the directories above the path come later, too")
    func directoriesLater() async throws {
        let deep = directory.path("serial/by-id")
        let receiver = try start("\(deep)/radio", retryInterval: .seconds(3_600))
        try await journal.wait(for: \.waiting)
        try FileManager.default.createDirectory(
            atPath: deep, withIntermediateDirectories: true)
        let radio = try FakeSerialRadio(path: "\(deep)/radio")
        try await journal.wait(for: \.opened)
        receiver.stop()
        withExtendedLifetime(radio) {}
    }

    @Test("the link is there, and what it leads to comes later")
    func targetLater() async throws {
        let radio = try FakeSerialRadio(path: directory.path("tty0"), isPlugged: false)
        let elsewhere = try TemporaryDirectory()
        let link = elsewhere.path("radio")
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: radio.path)
        let receiver = try start(link, retryInterval: .seconds(3_600))
        try await journal.wait(for: \.waiting)
        try radio.plug()
        try await journal.wait(for: \.opened)
        receiver.stop()
    }

    @Test("a pattern is the one path that fits it, whenever it comes")
    func pattern() async throws {
        let pattern = directory.path("usb-Radio_*-port0")
        let receiver = try start(pattern, retryInterval: .seconds(3_600))
        #expect(try await journal.wait(for: \.waiting) == .noDevice(name: pattern))
        let radio = try FakeSerialRadio(path: directory.path("usb-Radio_A1-port0"))
        #expect(try await journal.wait(for: \.opened).name == radio.path)
        try radio.write([1, 2])
        try await journal.wait(forOctets: 2)
        receiver.stop()
        #expect(journal.octets == [1, 2])
    }

    @Test("two that fit a pattern are one too many")
    func ambiguousPattern() async throws {
        let radios = try ["A1", "B2"].map { try FakeSerialRadio(path: directory.path("usb-\($0)")) }
        let pattern = directory.path("usb-??")
        let receiver = try start(pattern, retryInterval: .seconds(3_600))
        let reason = try await journal.wait(for: \.waiting)
        #expect(reason == .ambiguous(name: pattern, candidates: radios.map(\.path)))
        radios[0].unplug()
        #expect(try await journal.wait(for: \.opened).name == radios[1].path)
        receiver.stop()
    }

    @Test("a device that is named by what it is, and is not there, is waited for")
    func absentDevice() async throws {
        let match = DeviceMatch(vendor: 0x0403, product: 0x6001, serial: "feedhorn-none")
        let receiver = try startReceiver(
            .serial(SerialSource(.device(match), baudRate: 9_600)), into: journal)
        let reason = try await journal.wait(for: \.waiting)
        receiver.stop()
        #expect("\(reason)" == "no device is 0403:6001, serial feedhorn-none")
        #expect(journal.events.count == 1)
    }

    @Test("what is no terminal is told once, and replaced by one it is used")
    func notATerminal() async throws {
        let path = directory.path("radio")
        #expect(FileManager.default.createFile(atPath: path, contents: Data([1, 2, 3])))
        let receiver = try start(path, retryInterval: .milliseconds(1))
        let reason = try await journal.wait(for: \.waiting)
        #expect(reason == .notATerminal(path: path))
        let radio = try FakeSerialRadio(path: path)
        try await journal.wait(for: \.opened)
        receiver.stop()
        #expect(journal.milestones == [.waiting(reason), .opened(OpenedSource(name: path))])
        withExtendedLifetime(radio) {}
    }
}
