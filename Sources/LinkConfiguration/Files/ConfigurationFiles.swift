/// Where configuration files are read from: the system, or memory in tests.
public protocol ConfigurationFiles: Sendable {
    /// The octets of a file.
    ///
    /// - Parameter limit: a file that is larger is refused, not cut.
    func contents(of path: String, limit: Int) throws(ConfigurationFileError) -> [UInt8]

    /// Names (no paths) of what is in a directory, in any order; empty where there is no such
    /// directory.
    func names(in directory: String) throws(ConfigurationFileError) -> [String]
}

/// Why a file could not be read, in words that follow its path.
public struct ConfigurationFileError: Error, Sendable, Equatable {
    /// `no such file`, `permission denied` …
    public var reason: String

    /// Makes an error with its reason.
    public init(_ reason: String) {
        self.reason = reason
    }
}

extension ConfigurationFiles {
    /// Reads and parses a file; an error is reported where the file was mentioned, if it was.
    func document(
        _ path: String, mentionedAt mention: SourcePosition?, expected: String = "a link file",
        _ diagnostics: Diagnostics
    ) -> DocumentNode? {
        diagnostics.begin(mention?.file ?? path)
        diagnostics.begin(path)
        do {
            let octets = try contents(of: path, limit: DocumentLimits.octets)
            return DocumentParser.parse(octets, file: path, diagnostics)
        } catch {
            if let mention {
                diagnostics.report(
                    mention, "file \(quote(path)): \(error.reason), expected \(expected)")
            } else {
                diagnostics.report(.whole(path), error.reason)
            }
            return nil
        }
    }
}

/// Paths as text.
enum FilePath {
    /// `path` as seen from the directory of `file`.
    static func resolve(_ path: String, from file: String) -> String {
        guard !path.hasPrefix("/") else { return path }
        let directory = directory(of: file)
        return directory.isEmpty ? path : join(directory, path)
    }

    /// Everything before the last slash; empty for a bare name.
    static func directory(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "" }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// What stands behind the last slash.
    static func name(of path: String) -> String {
        String(path.split(separator: "/", omittingEmptySubsequences: false).last ?? "")
    }

    static func join(_ directory: String, _ name: String) -> String {
        directory.hasSuffix("/") ? directory + name : "\(directory)/\(name)"
    }
}
