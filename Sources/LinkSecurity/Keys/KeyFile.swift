import Glibc

/// Keys by name, out of a file that only its owner may read.
///
/// ```
/// feedhornKeys: 1
/// # Down-link keys of 2026.
/// hera-1: 9c5a284c…
/// ```
public struct KeyFile: Sendable {
    /// Longest file, in octets.
    public static let maximumLength = 65_536
    /// Most keys in a file.
    public static let maximumKeys = 512

    private let keys: [String: SecretKey]

    init(keys: [String: SecretKey]) {
        self.keys = keys
    }

    /// The key of this name.
    public subscript(name: String) -> SecretKey? { keys[name] }

    /// How many keys there are.
    public var count: Int { keys.count }

    /// Reads the file at `path`. What was read is wiped from memory when it has been taken apart.
    ///
    /// - Throws: also where the file belongs to somebody else than the running user or root, and
    ///   where its mode is another than 0600 or 0400.
    public static func read(_ path: String) throws(KeyFileError) -> KeyFile {
        // Not blocking: opening a pipe would wait for somebody to write.
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | O_NONBLOCK)
        guard descriptor >= 0 else { throw .unreadable(KeyFile.words(errno)) }
        defer { close(descriptor) }
        try check(descriptor)
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: maximumLength + 1, alignment: 1)
        defer {
            room.wipe()
            room.deallocate()
        }
        let count = try read(descriptor, into: room)
        return try KeyFileParser.parse(UnsafeRawBufferPointer(rebasing: room[..<count]))
    }

    /// Looks at the opened file itself, so that nobody can put another in its place.
    private static func check(_ descriptor: Int32) throws(KeyFileError) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { throw .unreadable(words(errno)) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
        guard status.st_uid == geteuid() || status.st_uid == 0 else { throw .owner(status.st_uid) }
        let mode = UInt16(truncatingIfNeeded: status.st_mode & 0o7777)
        guard mode == 0o600 || mode == 0o400 else { throw .mode(mode) }
    }

    /// - Returns: octets read, at most ``maximumLength``.
    private static func read(
        _ descriptor: Int32, into room: UnsafeMutableRawBufferPointer
    ) throws(KeyFileError) -> Int {
        var filled = 0
        while filled < room.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: room[filled...])
            let count = Glibc.read(descriptor, rest.baseAddress, rest.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw .unreadable(words(errno))
            }
            if count == 0 { return filled }
            filled += count
        }
        throw .tooLong
    }

    private static func words(_ code: Int32) -> String {
        switch code {
        case ENOENT: "no such file"
        case EACCES: "permission denied"
        default: String(cString: strerror(code)).lowercased()
        }
    }
}
