import Testing

/// What does the program say to command lines themselves?
@Suite(.enabled(if: Program.isBuilt, "NOT TESTED: the program feedhorn was not built"))
struct UsageTests {
    @Test(arguments: [["--version"], ["version"]])
    func theVersionIsOneLine(_ arguments: [String]) throws {
        let result = try Program.run(arguments[0])
        #expect(result.status == 0)
        #expect(result.text.split(separator: "\n").count == 1)
        #expect(result.text.first?.isNumber == true)
    }

    @Test func helpIsData() throws {
        let result = try Program.run("--help")
        #expect(result.status == 0)
        #expect(result.text.contains("SUBCOMMANDS"))
        #expect(result.messages.isEmpty)
    }

    @Test(arguments: [
        ["decode"], ["nonsense"], ["replay", "x", "--to", "nowhere"],
        ["replay", "x", "--to", "udp:host"], ["replay", "x", "--to", "stdout", "--speed", "0"],
        ["fake", "--baud", "0"], ["fake", "--pass", "x", "--truth", "y"], ["listen", "-n", "0"],
        ["check"], ["capture", "check"],
    ])
    func wrongUsageIsCode2(_ arguments: [String]) throws {
        let process = arguments.map { "'\($0)'" }.joined(separator: " ")
        let result = try Program.shell("\"$FEEDHORN\" \(process)")
        #expect(result.status == 2)
        #expect(result.messages.hasPrefix("Error: "))
        #expect(result.output.isEmpty)
    }
}
