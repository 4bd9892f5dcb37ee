import Foundation
import Glibc
import Synchronization
import TelemetryLink

@testable import CaptureStore
import OrderedJSON

/// A host that looks the same on every machine.
let testHost = HostDescription(hardware: "h", system: "o")

/// A store for tests: small limits, no waiting for the clock.
func testConfiguration(_ directory: TemporaryDirectory) -> CaptureConfiguration {
    var configuration = CaptureConfiguration(
        directory: directory.path, station: "X", application: "feedhorn 0", host: testHost)
    configuration.reserveOctets = 0
    configuration.firstRetryNanoseconds = 1_000_000
    configuration.longestRetryNanoseconds = 2_000_000
    return configuration
}

let testLinks = [
    CaptureLink(name: "uhf-a", description: "first", bitRate: 9600),
    CaptureLink(
        name: "uhf-b", description: "second", configuration: [JSONMember("sync", .bool(true))]),
]

/// A seeded generator (SplitMix64), so that a failure can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }

    mutating func octets(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8(truncatingIfNeeded: next()) }
    }
}

/// 2026-11-22T20:00:00Z.
let testUTC: UInt64 = 1_795_377_600_000_000_000

/// The time `milliseconds` after the start of a test's pass.
func testTime(_ milliseconds: UInt64) -> ReceptionTime {
    ReceptionTime(
        utc: testUTC + milliseconds * 1_000_000,
        monotonic: 1_000_000_000 + milliseconds * 1_000_000)
}

extension CaptureWriter {
    /// Appends octets of their own slab.
    @discardableResult
    func append(
        link: Int, _ octets: [UInt8], at milliseconds: UInt64, flags: ChunkFlags = []
    ) -> Bool {
        append(
            link: link, slab: Slab(copying: octets), range: 0..<octets.count,
            time: testTime(milliseconds), flags: flags)
    }
}

/// All that a file holds, and the report.
func readAll(_ path: String) throws -> (records: [CaptureRecord], report: CaptureReport) {
    let reader = try CaptureReader(path: path)
    var records: [CaptureRecord] = []
    while let record = try reader.next() { records.append(record) }
    return (records, reader.report)
}

/// The octets of each link's chunks, put together.
func streams(_ records: [CaptureRecord]) -> [Int: [UInt8]] {
    var streams: [Int: [UInt8]] = [:]
    for case .chunk(let chunk) in records {
        streams[chunk.link, default: []] += chunk.octets.array(0..<chunk.range.count)
    }
    return streams
}

func events(_ records: [CaptureRecord]) -> [RecordedEvent] {
    records.compactMap { if case .event(let event) = $0 { event } else { nil } }
}

func chunks(_ records: [CaptureRecord]) -> [CaptureChunk] {
    records.compactMap { if case .chunk(let chunk) = $0 { chunk } else { nil } }
}

/// A door that system calls of a test wait at until it is opened.
final class Gate: Sendable {
    private let monitor = Monitor(State())

    private struct State: Sendable {
        var isOpen = false
        var waiting = 0
    }

    /// Waits until the gate is open.
    func pass() {
        monitor.withLock { $0.waiting += 1 }
        monitor.wakeAll()
        monitor.wait(upTo: nil, until: { $0.isOpen }, { $0.waiting -= 1 })
    }

    /// Waits until somebody waits at the gate.
    func awaitArrival() {
        monitor.wait(upTo: nil, until: { $0.waiting > 0 }, { _ in })
    }

    func open() {
        monitor.withLock { $0.isOpen = true }
        monitor.wakeAll()
    }
}

/// Values that several threads add to.
final class Log<Value: Sendable>: Sendable {
    private let monitor = Monitor([Value]())

    var values: [Value] { monitor.withLock { $0 } }

    func add(_ value: Value) {
        monitor.withLock { $0.append(value) }
        monitor.wakeAll()
    }

    /// Waits until a value is there for which `condition` holds.
    func await(_ condition: (Value) -> Bool) {
        monitor.wait(upTo: nil, until: { $0.contains(where: condition) }, { _ in })
    }
}
