import Foundation
import Testing

/// What does `listen` make of the daemon's stream, and when does it end?
@Suite(
    .enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"),
    .timeLimit(.minutes(15)))
struct ListenTests {
    private let folder: Folder

    init() throws {
        folder = try Folder()
    }

    private func packet(_ count: Int, missing: Int = 0) -> String {
        "{\"class\":\"PACKET\",\"link\":\"uhf-a\",\"scid\":181,\"vcid\":1,\"map\":null,"
            + "\"apid\":260,\"count\":\(count),\"length\":217,"
            + "\"time\":\"2026-11-22T20:00:00.123456789Z\",\"quality\":\"good\","
            + "\"corrected\":0,\"missing\":\(missing),\"flags\":[\"spanned\"],"
            + "\"data\":\"000102030405060708090a0b0c0d0e0f1011\"}"
    }

    private func listen(_ answer: String, _ options: String, staysOpen: Bool = false) throws
        -> Program.Result
    {
        let daemon = try StandInDaemon(folder.file("s"), answer: answer, staysOpen: staysOpen)
        defer { withExtendedLifetime(daemon) {} }
        return try Program.shell("\"$FEEDHORN\" listen --socket '\(daemon.path)' \(options)")
    }

    @Test func aPacketIsAShortLine() throws {
        let result = try listen(
            StandInDaemon.stream([packet(1), packet(2, missing: 3)]), "-n 2")
        #expect(result.status == 0)
        #expect(
            result.text == """
                20:00:00.123456 uhf-a 181/1 apid 260 count 1 length 217 good spanned \
                000102030405060708090a0b0c0d0e0f…
                20:00:00.123456 uhf-a 181/1 apid 260 count 2 length 217 good spanned,missing=3 \
                000102030405060708090a0b0c0d0e0f…

                """)
        #expect(result.messages.isEmpty)
    }

    @Test func jsonIsTheStreamWithoutHeartbeats() throws {
        let gap = "{\"class\":\"GAP\",\"link\":\"uhf-a\",\"missing\":3}"
        let stream = [packet(1), "{\"class\":\"HEARTBEAT\",\"time\":\"x\"}", gap, packet(5)]
        let result = try listen(StandInDaemon.stream(stream), "-n 2 -o json")
        #expect(result.status == 0)
        #expect(result.text == [packet(1), gap, packet(5), ""].joined(separator: "\n"))
    }

    /// HTTP may put several lines into one chunk.
    @Test func manyLinesInAChunk() throws {
        let lines = (1...4).map { packet($0) }
        let result = try listen(
            StandInDaemon.stream([lines.joined(separator: "\n")]), "-n 4 -o json")
        #expect(result.status == 0)
        #expect(result.text == lines.map { $0 + "\n" }.joined())
    }

    @Test func lossesAreSaid() throws {
        let stream = [packet(1), "{\"class\":\"DROPPED\",\"count\":17}", packet(19)]
        let result = try listen(StandInDaemon.stream(stream), "-n 2")
        #expect(result.text.split(separator: "\n").count == 2)
        #expect(result.messages == "feedhorn: too slow: 17 packets dropped here\n")
    }

    @Test func noDaemonIsCode3() throws {
        for options in ["listen", "status"] {
            let result = try Program.run(options, "--socket", folder.file("none"))
            #expect(result.status == 3)
            #expect(result.lines.count == 1)
            #expect(result.messages.contains("no such socket"))
            let named = try Program.run(
                options, environment: ["FEEDHORN_SOCKET": folder.file("other")])
            #expect(named.status == 3)
            #expect(named.messages.contains(folder.file("other")))
        }
    }

    @Test func theEndOfTheDaemonIsCode3() throws {
        for isComplete in [true, false] {
            let stream = StandInDaemon.stream([packet(1)], isComplete: isComplete)
            let folder = try Folder()
            let daemon = try StandInDaemon(folder.file("s"), answer: stream)
            let result = try Program.run("listen", "--socket", daemon.path)
            #expect(result.status == 3)
            #expect(result.text.contains("count 1"))
            #expect(result.lines.count == 1)
        }
    }

    @Test func silenceIsCode4() throws {
        let result = try listen(
            StandInDaemon.stream([], isComplete: false), "--timeout 0.2", staysOpen: true)
        #expect(result.status == 4)
        #expect(result.messages.hasPrefix("feedhorn: no packet for"))
    }

    @Test func aFilterThatIsNoneNeedsNoDaemon() throws {
        let result = try Program.run("listen", "apid", "==", "--socket", folder.file("none"))
        #expect(result.status == 2)
        #expect(result.messages.contains("column 8"))
        #expect(result.lines.count == 1)
    }

    @Test func aRefusalIsItsMessage() throws {
        let body = "{\"class\":\"ERROR\",\"status\":400,\"message\":\"too many links\"}"
        let result = try listen(StandInDaemon.answer(body, status: "400 Bad Request"), "")
        #expect(result.status == 2)
        #expect(result.messages == "feedhorn: refused: too many links\n")
    }

    @Test func aReaderThatHasGoneIsNoError() throws {
        let daemon = try StandInDaemon(
            folder.file("s"), answer: StandInDaemon.stream((0..<200).map { packet($0) }))
        let result = try Program.shell(
            "\"$FEEDHORN\" listen --socket '\(daemon.path)' -n 200 | head -1;"
                + " echo ${PIPESTATUS[0]}")
        #expect(result.text.hasSuffix("\n0\n"))
        #expect(result.messages.isEmpty)
    }

    @Test func anInterruptionIsTheOrdinaryEnd() throws {
        let daemon = try StandInDaemon(
            folder.file("s"), answer: StandInDaemon.stream([packet(1)], isComplete: false),
            staysOpen: true)
        let process = try Program.process(["listen", "--socket", daemon.path])
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // A line came: now it waits for more.
        #expect(!output.fileHandleForReading.availableData.isEmpty)
        process.interrupt()
        process.waitUntilExit()
        #expect(process.terminationReason == .exit)
        #expect(process.terminationStatus == 0)
    }
}
