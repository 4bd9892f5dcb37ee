/// Every fixture of a link is complete: octets, how to read them, and what must come out.
enum FixtureRule {
    /// A folder of `Fixtures/<link>/`, by the names of its files.
    struct Folder {
        let path: String
        let files: Set<String>
    }

    static let required = ["capture.pcapng", "link.yaml", "expected.json"]

    static func findings(in folders: [Folder]) -> [Finding] {
        folders.flatMap { folder in
            required.filter { !folder.files.contains($0) }.map {
                Finding(rule: .fixture, file: folder.path, line: 1, what: "no \($0)")
            }
        }
    }

    /// Recordings whose link files come with later work, and why.
    static let laterRecordings: [String: String] = [:]

    /// Link files without a recording of that name, and recordings without a link file.
    static func findings(
        linkFiles: Set<String>, recordings: Set<String>,
        later: Set<String> = Set(laterRecordings.keys)
    ) -> [Finding] {
        func finding(_ name: String, _ what: String) -> Finding {
            Finding(rule: .fixture, file: "Fixtures/recordings/\(name).yaml", line: 1, what: what)
        }
        let unknown = linkFiles.subtracting(recordings).sorted()
        let missing = recordings.subtracting(linkFiles).subtracting(later).sorted()
        let stale = linkFiles.intersection(later).sorted()
        return unknown.map { finding($0, "the manifest has no recording of this name") }
            + missing.map { finding($0, "the recording has no link file") }
            + stale.map { finding($0, "listed as later work, and here") }
    }
}
