import CaptureStore
import FeedhornTestKit
import Foundation
import Gateway
import LinkConfiguration
import Logging
import TelemetryLink
import Testing

/// A folder that goes when the test does, and a station in it.
final class TemporaryFolder {
    let path: String

    init() throws {
        let url = FileManager.default.temporaryDirectory
            .appendingPathComponent("feedhorn-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        path = url.path
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    static let fixture = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures/uhf-demo/pass-with-faults")

    /// The demo pass's link, with the fake radio of this folder as its source.
    var serialLink: String {
        get throws {
            let link = try String(
                contentsOf: Self.fixture.appendingPathComponent("link.yaml"), encoding: .utf8)
            return link + "source:\n  serial:\n    path: \(path)/radio\n    baud: 9600 Bd\n"
        }
    }

    func station(link: String, socket: String? = nil) throws -> Station {
        try link.write(toFile: path + "/link.yaml", atomically: true, encoding: .utf8)
        let text = """
            feedhorn: 1
            station:
              name: test
            capture:
              directory: \(path)/capture
            query:
              socket: \(socket ?? path + "/query.sock")
            sinks:
              - packetFiles:
                  directory: \(path)/packets
            links:
              - file: \(path)/link.yaml

            """
        try text.write(toFile: path + "/feedhorn.yaml", atomically: true, encoding: .utf8)
        let configuration = try StationConfiguration.load(path + "/feedhorn.yaml")
        let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        return try Station(configuration, version: "test", logger: logger)
    }

    /// Octets of every segment in the order in which they were received.
    func capturedOctets() throws -> [UInt8] {
        var octets: [UInt8] = []
        try forEachChunk { chunk in
            chunk.octets.withUnsafeBytes { octets.append(contentsOf: $0) }
        }
        return octets
    }

    /// The capture decodes to the pass's truth.
    func expectCaptureHolds(_ pass: DemoPass) throws {
        let link = try LinkFile.load(path + "/link.yaml")
        var decoder = LinkDecoder(link.parameters)
        var summary = DecodeSummary(link, hasDigests: true)
        var batch = PacketBatch()
        try forEachChunk { chunk in
            decoder.consume(chunk.slab, chunk.range, receivedAt: chunk.time, into: &batch)
            summary.add(batch)
            batch.removeAll()
        }
        decoder.finish(into: &batch)
        summary.add(batch)
        let text = summary.json(decoder.balance, decoder.statistics).text()
        let found = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        let expected =
            try JSONSerialization.jsonObject(with: Data(pass.expectedText.utf8)) as? [String: Any]
        for (key, value) in try #require(expected) {
            #expect(Self.contains(found?[key] as Any, value), "\(key)")
        }
    }

    private func forEachChunk(_ body: (CaptureChunk) throws -> Void) throws {
        let folder = path + "/capture"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let reader = try CaptureReader(path: folder + "/" + name)
            while let record = try reader.next() {
                if case .chunk(let chunk) = record { try body(chunk) }
            }
            #expect(reader.report.state == .complete)
        }
    }

    /// Everything that `expected` says, `found` says too.
    private static func contains(_ found: Any, _ expected: Any) -> Bool {
        if let expected = expected as? [String: Any] {
            guard let found = found as? [String: Any] else { return false }
            return expected.allSatisfy { contains(found[$0.key] as Any, $0.value) }
        }
        let options: JSONSerialization.WritingOptions = [.fragmentsAllowed, .sortedKeys]
        let texts = [found, expected].map {
            try? JSONSerialization.data(withJSONObject: $0, options: options)
        }
        return texts[0] != nil && texts[0] == texts[1]
    }
}
