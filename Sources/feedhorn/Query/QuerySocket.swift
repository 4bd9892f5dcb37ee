import ArgumentParser
import Glibc
import QueryService

/// Where the daemon's query socket is.
enum QuerySocket {
    private static let system = "/run/feedhorn/query.sock"

    /// `given`, else `FEEDHORN_SOCKET`, else the system's socket, else the user's.
    static func path(_ given: String?) -> String {
        if let given { return given }
        if let named = variable("FEEDHORN_SOCKET") { return named }
        if access(system, F_OK) == 0 { return system }
        guard let folder = variable("XDG_RUNTIME_DIR") else { return system }
        let own = folder + "/feedhorn/query.sock"
        return access(own, F_OK) == 0 ? own : system
    }

    private static func variable(_ name: String) -> String? {
        guard let value = getenv(name).map({ String(cString: $0) }), !value.isEmpty else {
            return nil
        }
        return value
    }

    /// Says why there is no answer.
    static func complain(_ error: QueryClientError) -> ExitCode {
        switch error {
        case .timedOut: return Complaint.line("\(error)", ExitStatus.timeout)
        case .refused(let status, let body):
            let message = JSONNode(Array(body.utf8))?["message"]?.text ?? body
            let isOurs = (400..<500).contains(status)
            return Complaint.line(
                "refused: \(message)", isOurs ? ExitStatus.usage : ExitStatus.unreachable)
        default: return Complaint.line("\(error)", ExitStatus.unreachable)
        }
    }
}
