import Glibc

/// A folder that is not there yet, with its files.
struct NewFolder {
    struct Failure: Error {
        let path: String
        let reason: String
    }

    private let parent: String
    private let path: String

    init(_ parent: String, _ name: String) {
        self.parent = parent
        path = "\(parent)/\(name)"
    }

    /// - Returns: the paths of what was written.
    func write(_ files: [(name: String, text: String)]) throws -> [String] {
        if mkdir(parent, 0o755) != 0, errno != EEXIST { throw failure(parent) }
        guard mkdir(path, 0o755) == 0 else { throw failure(path) }
        return try files.map { file in
            let target = "\(path)/\(file.name)"
            guard let stream = fopen(target, "wx") else { throw failure(target) }
            let isWritten = fputs(file.text, stream) >= 0
            guard fclose(stream) == 0, isWritten else { throw failure(target) }
            return target
        }
    }

    private func failure(_ path: String) -> Failure {
        Failure(path: path, reason: SystemText.of(errno))
    }
}
