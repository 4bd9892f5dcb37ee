import Glibc

/// Error numbers in the system's words.
enum SystemText {
    static func of(_ code: Int32) -> String {
        strerror(code).map { String(cString: $0) } ?? "error \(code)"
    }
}

extension SystemText {
    /// Something is at this path.
    static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }
}
