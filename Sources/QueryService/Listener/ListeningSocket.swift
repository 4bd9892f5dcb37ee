import Glibc

/// A Unix socket that this process alone serves on.
///
/// A lock on `path.lock` is taken first and kept: only its holder may remove a socket that an
/// earlier process left behind, so a second daemon can never bind over a live one. The lock
/// file stays; removing it would let two processes lock two different files.
struct ListeningSocket {
    /// Connections that the kernel keeps waiting: a burst of all clients after a restart.
    static let backlog: CInt = 256

    let descriptor: CInt
    private let path: String
    private let lock: CInt

    /// - Parameter mode: of the socket; set before anybody can connect, because `listen` comes
    ///   last (the umask is the whole process's, so it is left alone).
    init(path: String, mode: UInt32, group: String?) throws(QueryServiceError) {
        guard let address = UnixSocketAddress(path: path) else {
            throw .pathTooLong(path: path, maximum: UnixSocketAddress.maximumLength)
        }
        let owner = try group.map { (name) throws(QueryServiceError) in
            try ListeningSocket.identifier(ofGroup: name)
        }
        lock = try ListeningSocket.takeLock(path)
        self.path = path
        do {
            try ListeningSocket.removeStaleSocket(path)
            descriptor = try ListeningSocket.listen(path, address, mode: mode, group: owner)
        } catch {
            close(lock)
            throw error
        }
    }

    /// Removes the socket's name and lets the next process have it. The descriptor is its
    /// channel's.
    func release() {
        unlink(path)
        close(lock)
    }

    private static func takeLock(_ path: String) throws(QueryServiceError) -> CInt {
        let lockPath = path + ".lock"
        let lock = open(lockPath, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw .system(operation: "open", path: lockPath, code: errno) }
        guard flock(lock, LOCK_EX | LOCK_NB) == 0 else {
            let code = errno
            close(lock)
            if code == EWOULDBLOCK { throw .alreadyServing(path: path) }
            throw .system(operation: "flock", path: lockPath, code: code)
        }
        return lock
    }

    private static func removeStaleSocket(_ path: String) throws(QueryServiceError) {
        var status = stat()
        guard lstat(path, &status) == 0 else {
            if errno == ENOENT { return }
            throw .system(operation: "stat", path: path, code: errno)
        }
        guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
        guard unlink(path) == 0 else {
            throw .system(operation: "unlink", path: path, code: errno)
        }
    }

    private static func listen(
        _ path: String, _ address: UnixSocketAddress, mode: UInt32, group: gid_t?
    ) throws(QueryServiceError) -> CInt {
        let type = CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue)
        let descriptor = socket(AF_UNIX, type, 0)
        guard descriptor >= 0 else { throw .system(operation: "socket", path: path, code: errno) }
        let steps: [(String, () -> CInt)] = [
            ("bind", { address.withSocketAddress { bind(descriptor, $0, $1) } }),
            ("chown", { group.map { chown(path, uid_t.max, $0) } ?? 0 }),
            ("chmod", { chmod(path, mode) }),
            ("listen", { Glibc.listen(descriptor, backlog) }),
        ]
        for (operation, step) in steps where step() != 0 {
            let code = errno
            close(descriptor)
            if operation != "bind" { unlink(path) }
            throw .system(operation: operation, path: path, code: code)
        }
        return descriptor
    }

    private static func identifier(ofGroup name: String) throws(QueryServiceError) -> gid_t {
        var entry = group()
        var found: UnsafeMutablePointer<group>?
        // A group with thousands of members needs about this much.
        var buffer = [CChar](repeating: 0, count: 64 * 1_024)
        let code = getgrnam_r(name, &entry, &buffer, buffer.count, &found)
        guard code == 0, found != nil else { throw .unknownGroup(name) }
        return entry.gr_gid
    }
}
