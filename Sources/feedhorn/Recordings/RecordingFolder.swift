import ArgumentParser
import Gateway
import Glibc
import LinkConfiguration
import TelemetryLink

/// The folder of a recording, in the form of a fixture: `capture.pcapng` and `link.yaml`.
struct RecordingFolder {
    let path: String

    static let capture = "capture.pcapng"
    static let link = "link.yaml"
    /// A capture without an octet: what happened to the device stands in it.
    static let silence = "silence.pcapng"

    var capturePath: String { path + "/" + Self.capture }
    var linkPath: String { path + "/" + Self.link }

    /// Makes the folder, and those above it that are missing.
    ///
    /// - Throws: the exit code, after what is wrong was said; so where a recording is there.
    init(_ path: String) throws {
        self.path = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
        var end = self.path.startIndex
        while end < self.path.endIndex {
            end = self.path[end...].dropFirst().firstIndex(of: "/") ?? self.path.endIndex
            let part = String(self.path[..<end])
            guard mkdir(part, 0o755) == 0 || errno == EEXIST else {
                throw Complaint.line("\(part): \(SystemText.of(errno))", ExitStatus.usage)
            }
        }
        guard access(capturePath, F_OK) != 0 else {
            throw Complaint.line(
                "\(capturePath): there is a recording already", ExitStatus.usage)
        }
    }

    /// Gives the segment its name.
    ///
    /// - Parameter isEmpty: no octet came: it is no recording, and the next attempt may replace it.
    /// - Returns: its path.
    func take(_ segment: String, isEmpty: Bool) throws -> String {
        let name = isEmpty ? path + "/" + Self.silence : capturePath
        guard rename(segment, name) == 0 else {
            throw Complaint.line(
                "\(segment): cannot be named \(name): \(SystemText.of(errno))", ExitStatus.usage)
        }
        return name
    }

    /// Writes how to read the recording, unless that is there.
    ///
    /// - Parameter text: the link file that was recorded with.
    func write(_ text: String, of link: LinkFile) throws {
        guard access(linkPath, F_OK) != 0 else { return }
        let kept = LinkFileText.ofRecording(text)
        guard let parsed = try? LinkFile.parse(Array(kept.utf8), file: linkPath),
            parsed.source == nil, parsed.parameters.framing == link.parameters.framing,
            parsed.parameters.frame == link.parameters.frame
        else {
            Output.message("\(linkPath): not written: copy the link file there, without 'source'")
            return
        }
        do throws(OctetFile.Failure) {
            var file = try OutputFile(linkPath)
            try file.write(Array(kept.utf8).span.bytes)
            try file.flush()
        } catch {
            throw Complaint.line(error.description, ExitStatus.usage)
        }
    }
}
