import ArgumentParser
import CaptureStore

/// Which link of a capture is meant.
struct CapturedLink {
    /// The name that was asked for; the capture must have it.
    var name: String?
    /// The name to be taken where the capture has it; where it has not, its only link is.
    var preferred: String?

    /// The name of the link in the capture at `path`.
    ///
    /// - Throws: the exit code, after what is wrong was said.
    func resolve(in path: String) throws -> String {
        let (names, state) = try names(in: path)
        if let found = wanted, names.contains(found) { return found }
        if name == nil, names.count == 1 { return names[0] }
        if state == .foreign {
            throw Complaint.line("\(path): pcapng, but no capture of Feedhorn", .init(5))
        }
        let plural = names.count == 1 ? "the link " : "the links "
        let list = names.isEmpty ? "no link" : plural + names.joined(separator: ", ")
        let missing = wanted.map { "no link '\($0)' in this capture; it has" } ?? "has"
        throw Complaint.line(
            "\(path): \(missing) \(list)"
                + (wanted == nil && !names.isEmpty ? ": name one of them" : ""),
            ExitStatus.usage)
    }

    private var wanted: String? { name ?? preferred }

    /// The links that are described, up to the wanted one if it is there.
    private func names(in path: String) throws -> ([String], CaptureState) {
        var names: [String] = []
        do throws(CaptureError) {
            let reader = try CaptureReader(path: path)
            while let record = try reader.next() {
                guard case .link(_, let name, _) = record, !names.contains(name) else { continue }
                names.append(name)
                if name == wanted { break }
            }
            return (names, reader.report.state)
        } catch {
            throw Complaint.line("\(error)", ExitStatus.usage)
        }
    }
}
