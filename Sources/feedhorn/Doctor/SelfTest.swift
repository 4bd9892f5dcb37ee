import CCSDS
import CaptureStore
import FeedhornTestKit
import Foundation
import Gateway
import LinkConfiguration
import TelemetryLink
import TelemetryPipeline

/// Generated frames through the real capture, decoder and packet files, in a temporary folder:
/// what comes out has to be what went in.
enum SelfTest {
    /// Frames of a test: enough for packets over their borders.
    private static let frames = 20
    /// A stream of a link that the generator can't make frames for.
    private static let fixed = """
        feedhorn: 1
        name: self-test
        framing: [cadu, aosFrames]
        coding: {randomizer: ccsds255, reedSolomon: {interleave: 4}}
        frame: {fecf: true, ocf: always}

        """

    /// For each link a test with its own parameters, or one with others.
    static func findings(_ station: StationConfiguration) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        var isFixedWanted = station.links.isEmpty
        for link in station.links {
            guard let generated = GeneratedLink(link.parameters) else {
                isFixedWanted = true
                continue
            }
            findings.append(finding(generated, "self-test \(link.parameters.name)", link))
        }
        guard isFixedWanted else { return findings }
        guard let link = try? LinkFile.parse(Array(fixed.utf8), file: "self-test"),
            let generated = GeneratedLink(link.parameters)
        else { return findings }
        return findings + [finding(generated, "self-test", link)]
    }

    private static func finding(
        _ generated: GeneratedLink, _ subject: String, _ link: LinkFile
    ) -> DoctorFinding {
        let folder = NSTemporaryDirectory() + "feedhorn-doctor-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: folder) }
        do {
            let problem = try problem(generated, link, folder)
            guard let problem else {
                return .ok(
                    subject,
                    "\(frames) generated frames captured, decoded, filed and read back equal")
            }
            return .fail(subject, problem, fix: "this is a fault of feedhorn: please report it")
        } catch {
            return .fail(
                subject, "\(error)", fix: "is there room in \(NSTemporaryDirectory())?")
        }
    }

    /// What is not as it was generated.
    private static func problem(
        _ generated: GeneratedLink, _ link: LinkFile, _ folder: String
    ) throws -> String? {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let octets = generated.octets(frames: frames)
        let captured = try SelfTestCapture.roundTrip(
            octets.stream, name: link.parameters.name, folder + "/capture")
        guard captured == octets.stream else {
            return "the capture has \(captured.count) octets, not the \(octets.stream.count) sent"
        }
        var parameters = link.parameters
        parameters.acceptedSpacecraft = []
        parameters.channels = ChannelTable()
        var decoder = LinkDecoder(parameters)
        guard let name = LinkName(link.parameters.name) else { return "no name of a folder" }
        var files = PacketFolder(folder + "/packets", link: name, segment: SegmentNumber())
        var batch = PacketBatch()
        var packets: [UInt8] = []
        decoder.consume(
            Slab(copying: captured), 0..<captured.count,
            receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
        decoder.finish(into: &batch)
        for packet in batch.packets where packet.application != .idle {
            batch.octets(of: packet).withUnsafeBytes { packets += $0 }
        }
        try files.write(batch)
        try files.finish()
        let balance = decoder.balance
        guard balance.framesDelivered == UInt64(frames), balance.isBalanced else {
            return "\(balance.framesDelivered) of \(frames) frames came out of the decoder"
        }
        guard packets == octets.packets else {
            return "\(packets.count) octets of packets came out, not the \(octets.packets.count) "
                + "sent"
        }
        let filed = try SelfTestCapture.contents(under: folder + "/packets")
        return filed == packets ? nil : "the packet file has not what was decoded"
    }
}
