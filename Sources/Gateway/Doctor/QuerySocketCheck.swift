import Glibc
import LinkConfiguration

/// The query socket: a daemon answers there, or one can be made.
enum QuerySocketCheck {
    private static let subject = "query socket"

    static func finding(
        _ configuration: StationConfiguration, _ daemon: DaemonView?
    ) -> DoctorFinding {
        let query = configuration.query
        guard query.isEnabled else { return .ok(subject, "not wanted") }
        if let daemon {
            guard daemon.station == configuration.station.name else {
                return .fail(
                    subject, "\(query.socket): the station \(daemon.station) answers there",
                    fix: "give each station a socket of its own")
            }
            return .ok(subject, "\(query.socket): the daemon answers")
        }
        if let group = query.group?.value, getgrnam(group) == nil {
            return .fail(
                subject, "no group '\(group)'", fix: "addgroup --system \(group)")
        }
        let folder = FileCheck.existing(query.socket)
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return .fail(
                subject, "\(folder): \(String(cString: strerror(errno)))", fix: "name another path")
        }
        if folder == query.socket {
            return status.st_mode & S_IFMT == S_IFSOCK
                ? .ok(subject, "\(query.socket): left over, nobody answers; it will be replaced")
                : .fail(
                    subject, "\(query.socket): a file that is no socket",
                    fix: "remove it, or name another path")
        }
        let parent = query.socket.lastIndex(of: "/").map { String(query.socket[..<$0]) } ?? "."
        guard folder == parent || parent.isEmpty || parent == "." else {
            return .fail(
                subject, "\(parent) is not there",
                fix: "create it; under systemd RuntimeDirectory=feedhorn does")
        }
        guard faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else {
            return .fail(
                subject, "\(folder) may not be written to",
                fix: "give it to the user who runs Feedhorn")
        }
        return .ok(subject, "\(query.socket) is free")
    }
}
