import Glibc

/// Files and folders.
enum FileCheck {
    /// A file that a link reads.
    static func readable(_ path: String, _ subject: String) -> DoctorFinding {
        guard faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0 else {
            return .fail(
                subject, "\(path): \(String(cString: strerror(errno)))",
                fix: "name a file that is there and may be read")
        }
        return .ok(subject, "\(path) may be read")
    }

    /// The folder itself, or the nearest one above that is there, which would have to take it.
    static func existing(_ path: String) -> String {
        var path = path
        // Each turn takes a component off.
        while access(path, F_OK) != 0, path.contains("/"), path != "/" {
            path = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
            if path.isEmpty { path = "/" }
        }
        return access(path, F_OK) == 0 ? path : "."
    }
}
