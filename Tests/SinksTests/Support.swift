import CCSDS
import Foundation
import Synchronization
import TelemetryLink
import TelemetryPipeline
import Testing

@testable import Sinks

/// The 22nd of November 2026, 20:00:00 UTC.
let evening: UInt64 = 1_795_377_600_000_000_000

func link(_ name: String) -> LinkName {
    guard let link = LinkName(name) else { preconditionFailure("no link name: \(name)") }
    return link
}

func channel(_ spacecraft: UInt16, _ virtual: UInt8) -> GlobalVirtualChannelIdentifier {
    GlobalVirtualChannelIdentifier(
        version: .tm, spacecraft: SpacecraftIdentifier(rawValue: spacecraft),
        virtualChannel: VirtualChannelIdentifier(rawValue: virtual))
}

/// A space packet (133.0-B-2 §4.1) of `length` octets in all.
func spacePacket(apid: UInt16 = 100, count: Int, length: Int = 20) -> [UInt8] {
    [apid, 0xC000 | UInt16(count & 0x3FFF), UInt16(length - 7)]
        .flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        + [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: length - 6)
}

/// An encapsulation packet (133.1-B-3 §4.1) with a two-octet header.
func encapsulationPacket(_ data: [UInt8]) -> [UInt8] {
    [0b1110_1001, UInt8(data.count + 2)] + data
}

func batch(
    _ packets: [[UInt8]], _ channel: GlobalVirtualChannelIdentifier = channel(181, 1),
    at time: UInt64 = evening
) -> PacketBatch {
    var builder = PacketBatchBuilder()
    for octets in packets {
        let isIdle = octets[0] & 0xE7 == 7 && octets[1] == 0xFF
        builder.append(packet: octets, at: time, channel: channel, flags: isIdle ? .idle : [])
    }
    return builder.finish()
}

func batch(_ counts: Range<Int>, length: Int = 20) -> PacketBatch {
    batch(counts.map { spacePacket(count: $0, length: length) })
}

/// A folder that goes with the test.
func withFolder(_ test: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.path + "/sinks-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
        atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try test(folder)
}

/// Every file below a folder with its octets.
func files(in folder: String) -> [String: [UInt8]] {
    var result: [String: [UInt8]] = [:]
    guard let names = FileManager.default.enumerator(atPath: folder) else { return [:] }
    for case let name as String in names {
        guard let data = FileManager.default.contents(atPath: folder + "/" + name) else { continue }
        var isFolder: ObjCBool = false
        _ = FileManager.default.fileExists(atPath: folder + "/" + name, isDirectory: &isFolder)
        if !isFolder.boolValue { result[name] = Array(data) }
    }
    return result
}

/// Collects what a sink reports, and lets a test wait for it.
final class EventLog: Sendable {
    private let events = Mutex<[SinkEvent]>([])
    private let semaphore = DispatchSemaphore(value: 0)

    var all: [SinkEvent] { events.withLock { $0 } }

    func append(_ event: SinkEvent) {
        events.withLock { $0.append(event) }
        semaphore.signal()
    }

    /// Waits for an event that `matches`.
    func wait(for matches: (SinkEvent) -> Bool) -> Bool {
        for _ in 0..<1_000 {
            if all.contains(where: matches) { return true }
            guard semaphore.wait(timeout: .now() + 120) == .success else { return false }
        }
        return false
    }
}

/// Runs blocking work on a thread of its own: the pool of tasks has few.
func onThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        Thread { continuation.resume(with: Swift.Result { try work() }) }.start()
    }
}
