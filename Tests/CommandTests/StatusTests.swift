import Testing

/// Does `status` show what the daemon says?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct StatusTests {
    private static let body = """
        {"class":"STATUS","station":"north","version":"0.1.0",\
        "started":"2026-11-22T20:00:00.5Z","links":[{"name":"uhf-a","state":"ABSENT",\
        "reason":"lost: end of file","received":{"chunks":3,"octets":4096},\
        "written":{"chunks":3,"octets":4095},"durable":{"chunks":2,"octets":4000},\
        "kernelDropped":0,"lastReception":"2026-11-22T20:00:01.25Z","synchronizer":"LOCK",\
        "frames":{"found":9,"delivered":7,"rejected":{"code":2},"duplicates":0},"packets":31,\
        "channels":[{"vcid":0,"missing":4,"estimatedMore":256},{"vcid":1,"missing":1}],\
        "balance":{"balanced":false}}],"capture":{"segment":"north_x.pcapng","trouble":null},\
        "subscribers":2}
        """

    private func status(_ options: String...) throws -> Program.Result {
        let folder = try Folder()
        let daemon = try StandInDaemon(
            folder.file("s"), answer: StandInDaemon.answer(StatusTests.body))
        let arguments = options.joined(separator: " ")
        return try Program.shell("\"$FEEDHORN\" status --socket '\(daemon.path)' \(arguments)")
    }

    @Test func aTableForPeople() throws {
        let result = try status()
        #expect(result.status == 0)
        let lines = result.text.split(separator: "\n").map(String.init)
        #expect(lines[0] == "station north, feedhorn 0.1.0, since 2026-11-22T20:00:00Z")
        #expect(
            lines[2].split(separator: " ").map(String.init) == [
                "uhf-a", "ABSENT", "LOCK", "4096", "4095", "4000", "7", "2", "5+256?", "31",
                "2026-11-22T20:00:01Z",
            ])
        #expect(lines[1].utf8.count > 0 && lines[1].hasPrefix("LINK "))
        #expect(
            lines[3...] == [
                "uhf-a: lost: end of file", "uhf-a: rejected code 2",
                "uhf-a: THE BALANCE DOES NOT HOLD", "capture north_x.pcapng", "subscribers 2",
            ])
    }

    @Test func noColourWhereThereIsNoTerminal() throws {
        #expect(try !status().text.contains("\u{1B}"))
    }

    @Test func jsonAsItCame() throws {
        let result = try status("-j")
        #expect(result.status == 0)
        #expect(result.text == StatusTests.body + "\n")
    }
}
