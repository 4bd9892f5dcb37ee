import Gateway
import Glibc

/// Which regular file it is, by whatever name; devices and pipes have none.
struct FileIdentity: Equatable {
    private let device: dev_t
    private let inode: ino_t

    init?(_ descriptor: Int32) {
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return nil }
        self.init(status)
    }

    /// - Parameter path: `-` is standard input.
    init?(of path: String) {
        var status = stat()
        let result = path == "-" ? fstat(STDIN_FILENO, &status) : stat(path, &status)
        guard result == 0 else { return nil }
        self.init(status)
    }

    private init?(_ status: stat) {
        guard status.st_mode & S_IFMT == S_IFREG else { return nil }
        (device, inode) = (status.st_dev, status.st_ino)
    }
}

/// A file written through a buffer.
struct OutputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Octets gathered before a write.
    private static let bufferLimit = 1 << 18

    /// What was in the file is gone.
    init(_ path: String) throws(OctetFile.Failure) {
        let opened = try Self.open(path)
        do {
            try Self.empty(opened, path)
        } catch {
            close(opened)
            throw error
        }
        self.path = path
        descriptor = opened
    }

    /// The same, for a command that reads `inputs`: none of them is overwritten, whatever its name
    /// is here and there.
    ///
    /// - Throws: ``Overwritten``, or what the system says.
    init(_ path: String, reading inputs: [String]) throws {
        let opened = try Self.open(path)
        do {
            if let own = FileIdentity(opened),
                let input = inputs.first(where: { FileIdentity(of: $0) == own })
            {
                throw Overwritten(path: path, input: input)
            }
            try Self.empty(opened, path)
        } catch {
            close(opened)
            throw error
        }
        self.path = path
        descriptor = opened
    }

    /// An output is what is read.
    struct Overwritten: Error, CustomStringConvertible {
        let path: String
        let input: String
        var description: String {
            "\(path): would overwrite \(input), which is read: name another file"
        }
    }

    /// As it is: what is in the file stays.
    private static func open(_ path: String) throws(OctetFile.Failure) -> Int32 {
        let descriptor = Glibc.open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OctetFile.Failure(path: path, code: errno) }
        return descriptor
    }

    /// Pipes and devices have no length.
    private static func empty(_ descriptor: Int32, _ path: String) throws(OctetFile.Failure) {
        guard FileIdentity(descriptor) != nil else { return }
        guard ftruncate(descriptor, 0) == 0 else {
            throw OctetFile.Failure(path: path, code: errno)
        }
    }

    deinit {
        close(descriptor)
    }

    mutating func write(_ octets: RawSpan) throws(OctetFile.Failure) {
        octets.withUnsafeBytes { buffer.append(contentsOf: $0) }
        if buffer.count >= OutputFile.bufferLimit { try flush() }
    }

    mutating func flush() throws(OctetFile.Failure) {
        var written = 0
        // Each turn writes at least one octet.
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { octets in
                Glibc.write(
                    descriptor, octets.baseAddress.map { $0 + written }, octets.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw OctetFile.Failure(path: path, code: errno)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
