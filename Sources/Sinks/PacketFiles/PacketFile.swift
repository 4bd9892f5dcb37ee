import Glibc

/// One open packet file. Only whole packets ever stay in it: what a failing write left of a
/// packet is cut off again.
struct PacketFile {
    /// Numbers tried behind a name that is taken.
    static let maximumNumber = 1_000
    /// Packets of one `writev`, as the kernel has it (`UIO_MAXIOV`).
    static let maximumVectors = 1_024

    let path: String
    /// Octets of whole packets.
    private(set) var length: UInt64 = 0
    /// Packets that were written since the last `fdatasync`.
    private(set) var unsynchronized: UInt64 = 0
    let openedAt: UInt64
    private let descriptor: CInt
    private let folder: String
    private let calls: FileSystemCalls

    /// Creates the file with its folders, under a name that nobody has.
    init(
        root: String, key: PacketFileKey, stem: String, mode: UInt32, now: UInt64,
        calls: FileSystemCalls
    ) throws(FileFailure) {
        self.calls = calls
        openedAt = now
        var folder = root
        try PacketFile.makeFolder(folder, mode, calls)
        for name in key.folders {
            folder += "/" + name
            try PacketFile.makeFolder(folder, mode, calls)
        }
        self.folder = folder
        for number in 1...PacketFile.maximumNumber {
            let path = folder + "/" + stem + (number > 1 ? "-\(number)" : "") + key.suffix
            let part = path + PacketFileKey.openSuffix
            guard access(path, F_OK) != 0 else { continue }
            let flags = O_WRONLY | O_CREAT | O_EXCL | O_APPEND | O_CLOEXEC
            let opened = calls.open(part, flags, mode)
            if opened == -Int(EEXIST) { continue }
            guard opened >= 0 else {
                throw FileFailure(operation: "open", path: part, code: CInt(-opened))
            }
            self.path = path
            descriptor = CInt(opened)
            // Tells a second daemon's start-up that this file is no left-over.
            flock(descriptor, LOCK_EX | LOCK_NB)
            return
        }
        throw FileFailure(operation: "open", path: folder + "/" + stem, code: EEXIST)
    }

    private static func makeFolder(
        _ path: String, _ mode: UInt32, _ calls: FileSystemCalls
    ) throws(FileFailure) {
        // Whoever may read may search.
        let code = calls.makeFolder(path, mode | (mode & 0o444) >> 2)
        guard code == 0 || code == -Int(EEXIST) else {
            throw FileFailure(operation: "mkdir", path: path, code: CInt(-code))
        }
    }

    /// Writes packets, one per vector, and empties `vectors`.
    ///
    /// - Returns: how many packets the file now holds of them, and why not all.
    mutating func write(_ vectors: inout [iovec]) -> (packets: Int, failure: FileFailure?) {
        var written = 0
        // Octets of `vectors[written]` that are already in the file.
        var begun = 0
        defer { vectors.removeAll(keepingCapacity: true) }
        while written < vectors.count {
            let result = writeOnce(vectors, from: written, skipping: begun)
            if result == -Int(EINTR) { continue }
            // A regular file takes at least one octet, or there is an error.
            guard result > 0 else {
                let code = result == 0 ? EIO : CInt(-result)
                let failure = cut(begun, FileFailure(operation: "write", path: path, code: code))
                return (written, failure)
            }
            var octets = result + begun
            while written < vectors.count, octets >= vectors[written].iov_len {
                octets -= vectors[written].iov_len
                length += UInt64(vectors[written].iov_len)
                written += 1
                unsynchronized += 1
            }
            begun = octets
        }
        return (written, nil)
    }

    private func writeOnce(_ vectors: [iovec], from first: Int, skipping begun: Int) -> Int {
        var slice = Array(vectors[first...].prefix(PacketFile.maximumVectors))
        slice[0].iov_base += begun
        slice[0].iov_len -= begun
        return slice.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return -Int(EINVAL) }
            return calls.writev(descriptor, base, CInt(buffer.count))
        }
    }

    private func cut(_ octets: Int, _ failure: FileFailure) -> FileFailure {
        guard octets > 0 else { return failure }
        let code = calls.truncate(descriptor, length)
        // The next start's recovery cuts it then.
        return code == 0
            ? failure : FileFailure(operation: "truncate", path: path, code: CInt(-code))
    }

    /// Makes what was written safe from a power cut.
    ///
    /// - Returns: packets that are safe now.
    mutating func synchronize() throws(FileFailure) -> UInt64 {
        guard unsynchronized > 0 else { return 0 }
        let code = calls.synchronize(descriptor)
        let packets = unsynchronized
        unsynchronized = 0
        guard code == 0 else {
            // The kernel forgets what it could not write, so a second try would only look good.
            throw FileFailure(operation: "fdatasync", path: path, code: CInt(-code))
        }
        return packets
    }

    /// Closes the file and gives it its name.
    mutating func finish() throws(FileFailure) -> UInt64 {
        defer { close(descriptor) }
        let packets = try synchronize()
        let code = calls.rename(path + PacketFileKey.openSuffix, path)
        guard code == 0 else {
            throw FileFailure(operation: "rename", path: path, code: CInt(-code))
        }
        synchronizeFolder(folder)
        return packets
    }

    /// Closes the file as it is, for the next start's recovery.
    func abandon() {
        close(descriptor)
    }
}

/// Makes a new name in `folder` safe. A folder that can't be synchronised is no loss of data.
func synchronizeFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
}
