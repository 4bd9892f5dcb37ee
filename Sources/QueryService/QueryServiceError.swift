import Glibc

/// Why the query service could not start.
public enum QueryServiceError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Another process serves on this socket.
    case alreadyServing(path: String)
    /// Something that is no socket lies at the path; it is left alone.
    case notASocket(path: String)
    /// The path does not fit a socket address.
    case pathTooLong(path: String, maximum: Int)
    /// No such group on this machine.
    case unknownGroup(String)
    /// A system call failed.
    case system(operation: String, path: String, code: CInt)
    /// The event loop refused the socket.
    case listening(String)
    /// `start` was called twice.
    case alreadyStarted

    /// A sentence for people.
    public var description: String {
        switch self {
        case .alreadyServing(let path): "\(path): another process serves on this socket"
        case .notASocket(let path): "\(path): exists and is no socket"
        case .pathTooLong(let path, let maximum):
            "\(path): a socket's path has at most \(maximum) octets"
        case .unknownGroup(let name): "no group named \(name)"
        case .system(let operation, let path, let code):
            "\(path): \(operation): \(String(cString: strerror(code)))"
        case .listening(let reason): "cannot listen: \(reason)"
        case .alreadyStarted: "already started"
        }
    }
}
