import Testing

@testable import LinkConfiguration

/// Are numbers with units read exactly?
struct QuantityTests {
    private func read(
        _ text: String, _ units: UnitTable, in range: ClosedRange<UInt64> = 0...UInt64.max
    ) -> Result<UInt64, UnitTable.Problem> {
        let position = SourcePosition(file: "a", line: 1, column: 1)
        let node = DocumentNode(content: .scalar(text, quoted: false), position: position)
        return units.read(node, in: range)
    }

    @Test(
        arguments: [
            ("50 ms", 50_000_000), ("1 h", 3_600_000_000_000), ("1.5 h", 5_400_000_000_000),
            ("0.000001 ms", 1), ("250us", 250_000), ("3 µs", 3000), ("2 d", 172_800_000_000_000),
            ("0 s", 0), ("1.50 min", 90_000_000_000),
        ] as [(String, UInt64)])
    func times(text: String, nanoseconds: UInt64) throws {
        #expect(try read(text, .time).get() == nanoseconds)
    }

    @Test(
        arguments: [
            ("1 GiB", 1_073_741_824), ("256 MiB", 268_435_456), ("1 kB", 1000), ("4.5 KiB", 4608),
            ("1 TB", 1_000_000_000_000), ("7 B", 7),
        ] as [(String, UInt64)])
    func sizes(text: String, octets: UInt64) throws {
        #expect(try read(text, .size).get() == octets)
    }

    @Test(
        arguments: [
            ("9600 Bd", UnitTable.baud, 9600), ("1.2 MBd", .baud, 1_200_000),
            ("115.2 kBd", .baud, 115_200), ("2 Mbit/s", .bitRate, 2_000_000),
            ("9600 bit/s", .bitRate, 9600),
        ] as [(String, UnitTable, UInt64)])
    func rates(text: String, units: UnitTable, value: UInt64) throws {
        #expect(try read(text, units).get() == value)
    }

    @Test(arguments: [
        "", "ms", "-1 ms", "+1 ms", "1", "1 mS", "1,5 ms", "1. ms", ".5 ms", "1 ms s", "1e3 ms",
        "0.5 ns", "1.0000001 ms", "18446744073709551616 ns", "20000000000 h",
        "99999999999999999999 s", "1 s\u{0}", "١ s",
    ])
    func refuses(text: String) {
        #expect(throws: UnitTable.Problem.self) { try read(text, .time).get() }
    }

    @Test func saysTheRangeInUnits() {
        guard case .failure(let problem) = read("2 GiB", .size, in: 1 << 20...1 << 30) else {
            Issue.record("accepted")
            return
        }
        #expect(problem.expected == "1 MiB to 1 GiB")
    }
}
