import Glibc

/// A file open for reading at any offset; closed when it goes out of scope.
final class FileAccess {
    private let descriptor: Int32
    /// Octets in the file when it was opened.
    let size: UInt64
    /// When it was last changed, ns since 1970.
    let modified: UInt64

    init(path: String) throws(SystemCallError) {
        let descriptor = try SystemCalls.live.open(path, O_RDONLY | O_CLOEXEC, 0)
        var status = stat()
        guard fstat(descriptor, &status) == 0 else {
            let code = errno
            _ = Glibc.close(descriptor)
            throw SystemCallError(call: "fstat", code: code)
        }
        guard status.st_mode & S_IFMT == S_IFREG else {
            _ = Glibc.close(descriptor)
            let isDirectory = status.st_mode & S_IFMT == S_IFDIR
            throw SystemCallError(call: "open", code: isDirectory ? EISDIR : ESPIPE)
        }
        self.descriptor = descriptor
        size = UInt64(max(0, status.st_size))
        modified =
            UInt64(max(0, status.st_mtim.tv_sec)) &* 1_000_000_000
            &+ UInt64(max(0, status.st_mtim.tv_nsec))
    }

    deinit {
        _ = Glibc.close(descriptor)
    }

    /// Fills `buffer` with the octets from `offset` on; returns how many there were.
    func read(
        into buffer: UnsafeMutableRawBufferPointer, at offset: UInt64
    ) throws(SystemCallError) -> Int {
        guard offset < UInt64(Int64.max) - UInt64(buffer.count) else { return 0 }
        var filled = 0
        // Each turn but the last reads at least one octet.
        while filled < buffer.count {
            let rest = UnsafeMutableRawBufferPointer(rebasing: buffer[filled...])
            let count = pread(descriptor, rest.baseAddress, rest.count, off_t(offset) + filled)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw SystemCallError(call: "pread", code: errno) }
            if count == 0 { break }
            filled += count
        }
        return filled
    }

    /// Up to `count` octets from `offset` on.
    func octets(at offset: UInt64, count: Int) throws(SystemCallError) -> [UInt8] {
        var octets = [UInt8](repeating: 0, count: count)
        let result = octets.withUnsafeMutableBytes { buffer in
            Result { () throws(SystemCallError) in try read(into: buffer, at: offset) }
        }
        octets.removeLast(count - (try result.get()))
        return octets
    }
}

/// The names in a directory, `.` and `..` too; empty where it cannot be read.
func directoryNames(_ path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while names.count < maximumDirectoryNames, let entry = readdir(directory) {
        let capacity = MemoryLayout.size(ofValue: entry.pointee.d_name)
        let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            pointer.withMemoryRebound(to: CChar.self, capacity: capacity) {
                String(cString: $0)
            }
        }
        names.append(name)
    }
    return names
}

/// Most names that are looked at: a year of segments that are a minute long, twice over.
private let maximumDirectoryNames = 1 << 20
