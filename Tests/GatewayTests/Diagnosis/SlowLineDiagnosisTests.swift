import Devices
import FeedhornTestKit
import LinkConfiguration
import Logging
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import Gateway

/// A line so slow that a window in time never holds enough: is it told some day that there is
/// nothing on it?
struct SlowLineDiagnosisTests {
    private static let second: UInt64 = 1_000_000_000
    /// 300 Bd.
    private static let octetsPerSecond = 30

    /// A runtime, and the clock's time of its next octets.
    private struct Line {
        let runtime: LinkRuntime
        var time = Clocks.now()

        init(_ yaml: String) throws {
            let link = try LinkFile.parse(Array(yaml.utf8), file: "link.yaml")
            let router = PacketRouter()
            runtime = LinkRuntime(
                link, keys: LinkKeyring(), name: try #require(LinkName("slow")), index: 0,
                capture: nil, router: router,
                journal: StationJournal(
                    Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }, router))
            runtime.handle(.opened(OpenedSource(name: "/dev/slow")))
        }

        mutating func receive(_ octets: [UInt8]) {
            for start in stride(from: 0, to: octets.count, by: octetsPerSecond) {
                let piece = Array(octets[start..<min(octets.count, start + octetsPerSecond)])
                time = ReceptionTime(
                    utc: time.utc + second, monotonic: time.monotonic + second)
                runtime.receive(Slab(copying: piece), 0..<piece.count, time)
            }
        }

        func isAt(_ rung: LinkDiagnosis.Rung) -> Bool {
            runtime.status.string.contains("\"diagnosis\":{\"rung\":\"\(rung.rawValue)\"")
        }
    }

    @Test(arguments: [
        // Four frames are 4,460 octets.
        ("framing: [cadu, tmFrames]\nframe: {length: 1115, fecf: true}", 4_000, 6_000),
        ("framing: packets\npackets: {maxLength: 8000}", 1_000, 12_000),
    ])
    func noise(_ framing: String, _ few: Int, _ enough: Int) throws {
        var generator = SeededGenerator(seed: 11)
        var line = try Line("feedhorn: 1\nname: slow\n\(framing)\n")
        line.receive(generator.octets(few))
        #expect(line.isAt(.undecided), "\(line.runtime.status.string)")
        line.receive(generator.octets(enough - few))
        #expect(line.isAt(.noSync), "\(line.runtime.status.string)")
    }

    @Test("what was good once is not said to be nothing")
    func packets() throws {
        var source = PacketSource(
            applications: [.init(identifier: 5, lengths: 20...60)],
            generator: SeededGenerator(seed: 1))
        var line = try Line("feedhorn: 1\nname: slow\nframing: packets\n")
        for _ in 0..<100 { line.receive(source.next().octets) }
        #expect(line.isAt(.fine), "\(line.runtime.status.string)")
        // Somebody sends one packet that takes minutes.
        let long = GeneratedPacket.space(
            application: 6, sequenceCount: 0, data: [UInt8](repeating: 0x55, count: 9_000))
        line.receive(Array(long.octets.prefix(6_000)))
        #expect(line.isAt(.undecided), "\(line.runtime.status.string)")
    }
}
