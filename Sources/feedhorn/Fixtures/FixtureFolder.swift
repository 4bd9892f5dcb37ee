import ArgumentParser
import CCSDS
import CaptureStore
import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink

/// A recorded pass with how to read it and what must come out: `Fixtures/<link>/<name>`.
struct FixtureFolder {
    let path: String

    static let expected = "expected.json"

    /// As much as an expected result may have: a recording's has some 20 kB.
    private static let limit = 16 << 20

    init(_ path: String) {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    }

    var expectedPath: String { path + "/" + Self.expected }

    /// What the decoder makes of the recording, with counts, digests and the balance.
    ///
    /// - Throws: the exit code, after what is wrong was said.
    func decode() throws -> JSONValue {
        let link = try load()
        let capture = path + "/" + RecordingFolder.capture
        do {
            let name = CapturedLink(name: nil, preferred: link.parameters.name)
            var stream = try CapturedStream(capture, link: name.resolve(in: capture))
            var decode = OfflineDecode(link, keys: try keys(link))
            var summary = DecodeSummary(
                link, leapSeconds: try leapSeconds(link), hasDigests: true)
            while let piece = try stream.read() {
                switch piece {
                case .octets(let chunk): decode.consume(chunk.slab, chunk.range, chunk.time)
                case .interruption: decode.interrupt()
                case .lineRate(let rate): decode.changeLineRate(to: rate)
                }
                summary.add(decode.batch)
            }
            decode.finish()
            summary.add(decode.batch)
            guard stream.state == .complete else {
                throw Complaint.line(
                    "\(capture): \(stream.state), expected a complete capture",
                    stream.state.exitStatus)
            }
            guard decode.balance.isBalanced else {
                throw Complaint.line(
                    "\(path): the balance does not hold: a fault of feedhorn",
                    ExitStatus.integrity)
            }
            return summary.json(decode.balance, decode.statistics)
        } catch let failure as CaptureError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
    }

    /// The expected result; nil where there is none yet.
    func result() throws -> FixtureResult? {
        guard SystemText.exists(expectedPath) else { return nil }
        return FixtureResult(members: try Self.members(of: expectedPath))
    }

    /// The object that a file is.
    static func members(of path: String) throws -> [JSONMember] {
        let octets: [UInt8]
        do throws(ConfigurationFileError) {
            octets = try SystemFiles().contents(of: path, limit: limit)
        } catch {
            throw Complaint.line("\(path): \(error.reason)", ExitStatus.usage)
        }
        guard case .object(let members) = JSONParser.parse(octets) else {
            throw Complaint.line("\(path): no JSON object", ExitStatus.usage)
        }
        return members
    }

    func write(_ result: FixtureResult) throws {
        do throws(OctetFile.Failure) {
            var file = try OutputFile(expectedPath)
            let text = JSONValue.object(result.members).encoded(indented: true) + "\n"
            try file.write(Array(text.utf8).span.bytes)
            try file.flush()
        } catch {
            throw Complaint.line(error.description, ExitStatus.usage)
        }
    }
}

// MARK: The link file

extension FixtureFolder {
    private func load() throws -> LinkFile {
        do throws(ConfigurationErrors) {
            return try LinkFile.load(path + "/" + RecordingFolder.link)
        } catch {
            throw Complaint.configuration(error)
        }
    }

    private func keys(_ link: LinkFile) throws -> LinkKeyring {
        do {
            return try LinkKeyring(link)
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }

    private func leapSeconds(_ link: LinkFile) throws -> LeapSecondTable {
        do {
            return try LeapSeconds.table(of: link)
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }
}
