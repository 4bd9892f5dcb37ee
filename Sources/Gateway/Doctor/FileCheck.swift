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

    /// Folders that the unit of systemd makes (`RuntimeDirectory=`, `StateDirectory=`) and, the
    /// first one, removes when the daemon ends.
    private static let made = ["/run/feedhorn", "/var/lib/feedhorn"]

    /// A path without slashes at its end.
    static func trimmed(_ path: String) -> String {
        var path = path
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        return path
    }

    /// The folder that something is in; `.` for a name alone.
    static func parent(_ path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : trimmed(String(path[..<slash]))
    }

    /// A folder that has to be there before the daemon starts, or that the unit makes.
    static func missing(_ folder: String, _ subject: String, fix: String) -> DoctorFinding {
        guard made.contains(folder) else {
            return .fail(subject, "\(folder) is not there", fix: fix)
        }
        return .warn(
            subject, "\(folder) is not there; the unit feedhorn.service makes it",
            fix: "start the unit; without it create the folder")
    }

    /// The folder itself, or the nearest one above that is there, which would have to take it.
    static func existing(_ path: String) -> String {
        var path = path
        // Each turn takes a component off.
        while access(path, F_OK) != 0, path.contains("/"), path != "/" {
            path = String(path.prefix(upTo: path.lastIndex(of: "/") ?? path.startIndex))
            if path.isEmpty { path = "/" }
        }
        return access(path, F_OK) == 0 ? trimmed(path) : "."
    }
}
