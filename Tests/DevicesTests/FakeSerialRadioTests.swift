import FeedhornTestKit
import Foundation
import Testing

/// Does the fake radio do what its description says? (The reader here is a plain one: `stty` and
/// `read`.)
@Suite(.timeLimit(.minutes(15)))
struct FakeSerialRadioTests {
    private let directory: TemporaryDirectory
    private var path: String { directory.path("radio") }

    init() throws {
        directory = try TemporaryDirectory()
    }

    private func openRaw() throws -> Int32 {
        let reader = open(path, O_RDWR | O_NOCTTY)
        try #require(reader >= 0)
        var line = termios()
        tcgetattr(reader, &line)
        cfmakeraw(&line)
        cfsetspeed(&line, speed_t(B19200))
        tcsetattr(reader, TCSANOW, &line)
        return reader
    }

    @Test("the name comes and goes, and leads to another terminal each time while one is open")
    func names() throws {
        let radio = try FakeSerialRadio(path: path, isPlugged: false)
        #expect(!radio.isPlugged && radio.terminalPath == nil)
        #expect(access(path, F_OK) != 0)
        try radio.plug()
        let first = try #require(radio.terminalPath)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: path) == first)
        let reader = try openRaw()
        radio.unplug()
        #expect(!radio.isPlugged)
        #expect(access(path, F_OK) != 0)
        try radio.plug()
        #expect(radio.terminalPath != first)
        try radio.plug()
        radio.unplug(leavingLink: true)
        #expect(throws: Never.self) {
            try FileManager.default.destinationOfSymbolicLink(atPath: path)
        }
        #expect(access(path, F_OK) != 0, "the link leads nowhere")
        close(reader)
    }

    @Test("what is sent is read; an unplugged one ends the reader's input")
    func octets() throws {
        let radio = try FakeSerialRadio(path: path)
        let reader = try openRaw()
        defer { close(reader) }
        try radio.waitForReader()
        #expect(try radio.lineSettings().baudRate == 19_200)
        var random = RandomOctets(seed: 1)
        let sent = random.octets(2_000)
        try radio.write(sent)
        var octets = [UInt8](repeating: 0, count: 4_096)
        var received: [UInt8] = []
        while received.count < sent.count {
            let count = read(reader, &octets, octets.count)
            try #require(count > 0)
            received += octets[..<count]
        }
        #expect(received == sent)
        try radio.waitUntilRead()
        #expect(write(reader, "hello", 5) == 5)
        #expect(try radio.receivedOctets() == Array("hello".utf8))
        radio.unplug()
        #expect(read(reader, &octets, 1) == 0)
        #expect(throws: FakeRadioError.unplugged) { try radio.write([1]) }
    }

    @Test("nobody reads: the writer gives up after its patience, and says what it did not send")
    func patience() throws {
        let radio = try FakeSerialRadio(path: path, patience: .milliseconds(20))
        #expect(throws: FakeRadioError.noReader) { try radio.waitForReader() }
        let reader = try openRaw()
        defer { close(reader) }
        try radio.waitForReader()
        #expect(throws: FakeRadioError.readerTooSlow(unsent: 10_000 - 2_048)) {
            try radio.write([UInt8](repeating: 0, count: 10_000))
        }
        #expect(throws: FakeRadioError.readerTooSlow(unsent: 0)) { try radio.waitUntilRead() }
    }

    @Test("a line that a killed reader left raw can be put back")
    func reset() throws {
        let radio = try FakeSerialRadio(path: path)
        let former = try radio.lineSettings()
        close(try openRaw())
        #expect(try radio.lineSettings() != former)
        try radio.resetLine()
        #expect(try radio.lineSettings() == former)
    }

    @Test("a place that does not exist")
    func noDirectory() {
        #expect(throws: FakeRadioError.system(call: "symlink", number: ENOENT)) {
            try FakeSerialRadio(path: directory.path("none/radio"))
        }
    }
}
