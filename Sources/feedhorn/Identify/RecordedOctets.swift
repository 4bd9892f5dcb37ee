import ArgumentParser
import CaptureStore
import Gateway
import TelemetryLink

/// The beginning of a recording, whatever it is recorded in.
enum RecordedOctets {
    private static let chunk = 256 << 10

    static func read(_ path: String, link: String?, limit: Int) throws -> [UInt8] {
        do {
            switch InputKind.of(path) {
            case .octets: return try raw(path, limit)
            case .capture(let path): return try captured(path, link, limit)
            }
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as CaptureError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
    }

    private static func raw(_ path: String, _ limit: Int) throws(OctetFile.Failure) -> [UInt8] {
        let file = try OctetFile(path)
        var octets: [UInt8] = []
        var room = [UInt8](repeating: 0, count: chunk)
        // Each turn but the last reads at least one octet of the limit.
        while octets.count < limit {
            var count = 0
            var failure: OctetFile.Failure?
            room.withUnsafeMutableBytes {
                do throws(OctetFile.Failure) {
                    count = try file.read(into: $0)
                } catch {
                    failure = error
                }
            }
            if let failure { throw failure }
            if count == 0 { break }
            octets += room.prefix(min(count, limit - octets.count))
        }
        return octets
    }

    /// Breaks in the stream are passed over: what comes behind one looks like noise.
    private static func captured(_ path: String, _ link: String?, _ limit: Int) throws -> [UInt8] {
        let name = try CapturedLink(name: link).resolve(in: path)
        var stream = try CapturedStream(path, link: name)
        var octets: [UInt8] = []
        while octets.count < limit, let piece = try stream.read() {
            guard case .octets(let chunk) = piece else { continue }
            chunk.octets.withUnsafeBytes { octets += $0.prefix(limit - octets.count) }
        }
        return octets
    }
}
