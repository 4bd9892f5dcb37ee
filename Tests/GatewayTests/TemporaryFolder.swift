import CaptureStore
import FeedhornTestKit
import Foundation
import Gateway
import LinkConfiguration
import Logging
import OrderedJSON
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

    /// The demo pass's link, with the fake radio of this folder as its source.
    var serialLink: String {
        get throws { try serialLink(of: Fixture.demo) }
    }

    /// A fixture's link, with the fake radio of this folder as its source.
    func serialLink(of fixture: Fixture) throws -> String {
        try String(contentsOf: fixture.link, encoding: .utf8)
            + "source:\n  serial:\n    path: \(path)/radio\n    baud: 9600 Bd\n"
    }

    func station(
        link: String, socket: String? = nil,
        logger: Logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    ) throws -> Station {
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

    /// The capture decodes to what a generator says.
    func expectCaptureGives(_ expectedText: String) throws {
        let object = try JSONSerialization.jsonObject(with: Data(expectedText.utf8))
        try expectCaptureGives(#require(object as? [String: Any]))
    }

    /// The capture decodes to what is expected.
    func expectCaptureGives(_ expected: [String: Any]) throws {
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
        let text = summary.json(decoder.balance, decoder.statistics).encoded()
        let found = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any]
        for (key, value) in expected {
            #expect(Fixture.contains(found?[key] as Any, value), "\(key)")
        }
    }

    /// Everything in the capture, in order.
    func captureRecords() throws -> [CaptureRecord] {
        var records: [CaptureRecord] = []
        let folder = path + "/capture"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let reader = try CaptureReader(path: folder + "/" + name)
            while let record = try reader.next() { records.append(record) }
        }
        return records
    }

    private func forEachChunk(_ body: (CaptureChunk) throws -> Void) throws {
        let folder = path + "/capture"
        for name in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            try Fixture.forEachChunk(of: folder + "/" + name, body)
        }
    }
}
