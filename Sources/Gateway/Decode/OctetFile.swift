import Glibc

/// A file that is read from front to back.
public final class OctetFile: Sendable {
    private let descriptor: Int32
    /// Octets in the file; `nil` where that is not known (a pipe).
    public let size: Int?

    /// Why a file could not be read.
    public struct Failure: Error, CustomStringConvertible {
        /// The file.
        public let path: String
        /// `errno` of the call that failed.
        public let code: Int32

        /// `errno` of the call that failed.
        public init(path: String, code: Int32) {
            self.path = path
            self.code = code
        }

        /// `path: reason`.
        public var description: String { "\(path): \(String(cString: strerror(code)))" }
    }

    /// The file's name, as it was opened.
    public let path: String

    /// Opens `path`; `-` is standard input.
    public init(_ path: String) throws(Failure) {
        self.path = path
        descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw Failure(path: path, code: errno) }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            if descriptor != STDIN_FILENO { close(descriptor) }
            throw Failure(path: path, code: code)
        }
        if status.st_mode & S_IFMT == S_IFDIR {
            if descriptor != STDIN_FILENO { close(descriptor) }
            throw Failure(path: path, code: EISDIR)
        }
        size = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
        if size != nil { posix_fadvise(descriptor, 0, 0, Int32(POSIX_FADV_SEQUENTIAL)) }
    }

    deinit {
        if descriptor != STDIN_FILENO { close(descriptor) }
    }

    /// Reads into `room`, as much as there is at once.
    ///
    /// - Returns: octets read; 0 at the end of the file.
    public func read(into room: UnsafeMutableRawBufferPointer) throws(Failure) -> Int {
        // EINTR is the only reason to try again, and a signal comes once.
        while true {
            let count = Glibc.read(descriptor, room.baseAddress, room.count)
            if count >= 0 { return count }
            if errno != EINTR { throw Failure(path: path, code: errno) }
        }
    }
}
