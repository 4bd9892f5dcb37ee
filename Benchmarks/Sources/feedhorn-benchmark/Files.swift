import Glibc

/// Whole files, read and written.
enum Files {
    /// - Returns: whether all octets were written.
    static func write(_ octets: [UInt8], to path: String) -> Bool {
        let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var written = 0
        while written < octets.count {
            let count = octets.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, $0.count - written)
            }
            guard count > 0 else { return false }
            written += count
        }
        return true
    }

    /// - Returns: `nil` when the file can't be read.
    static func read(_ path: String) -> [UInt8]? {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 0, lseek(descriptor, 0, SEEK_SET) == 0 else { return nil }
        return [UInt8](unsafeUninitializedCapacity: size) { room, count in
            while count < size {
                let more = Glibc.read(
                    descriptor, room.baseAddress.map { $0 + count }, size - count)
                guard more > 0 else { return }
                count += more
            }
        }
    }
}
