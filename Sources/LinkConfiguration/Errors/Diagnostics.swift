/// Collects what is wrong while a configuration is read; reading goes on after each error.
///
/// A class, because every section that is read reports to the same list. It never leaves the call
/// that made it.
final class Diagnostics {
    /// More are counted, not kept: nobody reads a hundred-and-first error.
    static let maximumErrors = 100

    private(set) var errors: [ConfigurationError] = []
    private var leftOut = 0
    private var seen: Set<ConfigurationError> = []
    private var files: [String] = []

    var isEmpty: Bool { errors.isEmpty }

    /// A file is read: its errors come after those of the files before it.
    func begin(_ file: String) {
        if !files.contains(file) { files.append(file) }
    }

    func report(_ position: SourcePosition, _ message: String, suggestion: String? = nil) {
        let error = ConfigurationError(at: position, message, suggestion: suggestion)
        guard errors.count < Diagnostics.maximumErrors else {
            leftOut += 1
            return
        }
        begin(error.file)
        if seen.insert(error).inserted { errors.append(error) }
    }

    /// Ends a reading: throws if anything was reported.
    func finish() throws(ConfigurationErrors) {
        guard !errors.isEmpty else { return }
        throw ConfigurationErrors(errors: sorted(), leftOut: leftOut)
    }

    /// By file in the order of reading, inside a file by place.
    private func sorted() -> [ConfigurationError] {
        files.flatMap { file in
            errors.filter { $0.file == file }.sorted { $0.position < $1.position }
        }
    }
}
