import Glibc
import LinkConfiguration
import QueryService

/// The query socket: a daemon answers there, or one can be made.
enum QuerySocketCheck {
    private static let subject = "query socket"

    static func finding(
        _ configuration: StationConfiguration, _ daemon: DaemonView?, _ error: QueryClientError?
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
        if let finding = error.flatMap({ unanswered($0, query.socket) }) { return finding }
        return replaceable(query.socket)
    }

    /// Somebody may serve there, and does not answer; `nil`: nobody serves.
    private static func unanswered(_ error: QueryClientError, _ path: String) -> DoctorFinding? {
        switch error {
        case .noSocket, .notServing: nil
        case .notPermitted:
            .warn(
                subject, "\(path): this user may not ask who serves there",
                fix: "run it as the user who runs the daemon, or as one of the socket's group")
        case .pathTooLong: .fail(subject, "\(error)", fix: "name a shorter one")
        case .timedOut, .disconnected, .malformed, .refused, .system:
            .warn(
                subject, "\(path): \(error)",
                fix: "see who listens there, and how it is: ss -lxp, systemctl status feedhorn")
        }
    }

    /// Nobody serves at `path`; a daemon that starts can.
    private static func replaceable(_ path: String) -> DoctorFinding {
        let folder = FileCheck.existing(path)
        var status = stat()
        guard stat(folder, &status) == 0 else {
            return .fail(
                subject, "\(folder): \(String(cString: strerror(errno)))", fix: "name another path")
        }
        if folder == path {
            return status.st_mode & S_IFMT == S_IFSOCK
                ? .ok(subject, "\(path): left over, nobody answers; it will be replaced")
                : .fail(
                    subject, "\(path): a file that is no socket",
                    fix: "remove it, or name another path")
        }
        let parent = FileCheck.parent(path)
        guard folder == parent else {
            return FileCheck.missing(
                parent, subject, fix: "create it, or name a socket in /run/feedhorn")
        }
        guard faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else {
            return .fail(
                subject, "\(folder) may not be written to",
                fix: "give it to the user who runs Feedhorn")
        }
        return .ok(subject, "\(path) is free")
    }
}
