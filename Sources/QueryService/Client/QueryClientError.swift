import Glibc

/// Why a query has no answer.
public enum QueryClientError: Error, Hashable, Sendable, CustomStringConvertible {
    /// There is no socket at the path: no daemon ran here, or it uses another path.
    case noSocket(path: String)
    /// There is a socket, and nobody serves on it: the daemon is gone.
    case notServing(path: String)
    /// The socket is not for this user; its group is.
    case notPermitted(path: String)
    /// The path does not fit a socket address.
    case pathTooLong(path: String)
    /// Nothing came, or went, for too long.
    case timedOut(operation: String)
    /// The daemon closed the connection in the middle of an answer.
    case disconnected
    /// What came is no HTTP/1.1 response.
    case malformed(String)
    /// The daemon refused: status and what it said.
    case refused(status: Int, body: String)
    /// A system call failed.
    case system(operation: String, code: CInt)

    /// Whether no daemon was reached at all.
    public var isUnreachable: Bool {
        switch self {
        case .noSocket, .notServing, .notPermitted, .pathTooLong: true
        default: false
        }
    }

    /// A sentence for people.
    public var description: String {
        switch self {
        case .noSocket(let path): "\(path): no such socket (is the daemon running?)"
        case .notServing(let path): "\(path): nobody serves on this socket"
        case .notPermitted(let path): "\(path): not permitted (are you in the socket's group?)"
        case .pathTooLong(let path): "\(path): too long for a socket's path"
        case .timedOut(let operation): "the daemon did not answer in time (\(operation))"
        case .disconnected: "the daemon closed the connection"
        case .malformed(let reason): "this is no HTTP/1.1 response: \(reason)"
        case .refused(let status, let body): "refused with \(status): \(body)"
        case .system(let operation, let code):
            "\(operation): \(String(cString: strerror(code)))"
        }
    }
}
