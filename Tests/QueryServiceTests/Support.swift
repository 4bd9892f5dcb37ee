import CCSDS
import Foundation
import Logging
import QueryService
import TelemetryLink
import TelemetryPipeline
import Testing

/// Runs blocking work on a thread of its own: the pool of tasks has few.
func onThread<Result: Sendable>(
    _ work: @escaping @Sendable () throws -> Result
) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
        let thread = Thread { continuation.resume(with: Swift.Result { try work() }) }
        thread.stackSize = 1 << 20
        thread.start()
    }
}

func link(_ name: String) -> LinkName {
    guard let link = LinkName(name) else { preconditionFailure("no link name: \(name)") }
    return link
}

/// A folder of its own for a test's socket; short, because a socket's path is.
func temporaryFolder() throws -> String {
    var template = Array("/tmp/fhq-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    return String(decoding: template.dropLast().map(UInt8.init(bitPattern:)), as: UTF8.self)
}

/// Starts a service on a fresh socket, runs the test, and shuts it down.
func withService(
    _ change: (inout QueryServiceConfiguration) -> Void = { _ in },
    _ test: (QueryService, PacketRouter, String) async throws -> Void
) async throws {
    let folder = try temporaryFolder()
    let path = folder + "/q"
    var configuration = QueryServiceConfiguration(socket: .path(path))
    configuration.version = "1.2.3"
    change(&configuration)
    let router = PacketRouter()
    let providers = QueryProviders(
        status: {
            var status = JSONObject()
            status.add("state", "ok")
            return status
        },
        links: {
            var link = JSONObject()
            link.add("name", "uhf-a")
            return [link]
        })
    let service = QueryService(
        configuration, router: router, providers: providers,
        logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() })
    try await service.start()
    do {
        try await test(service, router, path)
    } catch {
        await service.shutdown()
        throw error
    }
    await service.shutdown()
    try? FileManager.default.removeItem(atPath: folder)
}

/// A space packet (133.0-B-2 §4.1) of `length` octets in all.
func spacePacket(apid: UInt16, count: UInt16, length: Int = 7) -> [UInt8] {
    [apid, 0xC000 | count, UInt16(length - 7)].flatMap { [UInt8($0 >> 8), UInt8($0 & 0xFF)] }
        + [UInt8](repeating: UInt8(truncatingIfNeeded: count), count: length - 6)
}

/// A batch of packets with counts `counts`.
func batch(_ counts: Range<Int>, apid: UInt16 = 100, length: Int = 7) -> PacketBatch {
    var builder = PacketBatchBuilder()
    let channel = GlobalVirtualChannelIdentifier(
        version: .tm, spacecraft: SpacecraftIdentifier(rawValue: 181),
        virtualChannel: VirtualChannelIdentifier(rawValue: 1))
    for count in counts {
        builder.append(
            packet: spacePacket(apid: apid, count: UInt16(count & 0x3FFF), length: length),
            at: 1_795_377_600_000_000_000 + UInt64(count), channel: channel)
    }
    return builder.finish()
}

/// Waits for something that no event tells; a second is enough for all of them.
func eventually(_ condition: () -> Bool) async -> Bool {
    for _ in 0..<5_000 {
        if condition() { return true }
        try? await Task.sleep(for: .milliseconds(1))
    }
    return condition()
}

/// One JSON object of a stream.
struct Line {
    let object: [String: Any]

    init(_ text: Data) throws {
        object = try #require(try JSONSerialization.jsonObject(with: text) as? [String: Any])
    }

    var name: String { object["class"] as? String ?? "" }
    var count: Int { object["count"] as? Int ?? -1 }
    var apid: Int { object["apid"] as? Int ?? -1 }
}
