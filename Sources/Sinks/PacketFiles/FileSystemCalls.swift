import Glibc

/// The system calls of packet files, replaceable so that a test can have a disk full.
///
/// Each returns what the call returns, and an error as `-errno`.
struct FileSystemCalls: Sendable {
    var open: @Sendable (_ path: String, _ flags: CInt, _ mode: UInt32) -> Int
    var writev: @Sendable (_ descriptor: CInt, UnsafePointer<iovec>, _ count: CInt) -> Int
    var truncate: @Sendable (_ descriptor: CInt, _ length: UInt64) -> Int
    var synchronize: @Sendable (_ descriptor: CInt) -> Int
    var rename: @Sendable (_ from: String, _ to: String) -> Int
    var makeFolder: @Sendable (_ path: String, _ mode: UInt32) -> Int

    static let system = FileSystemCalls(
        open: { path, flags, mode in result(Int(Glibc.open(path, flags, mode))) },
        writev: { descriptor, vectors, count in
            result(Glibc.writev(descriptor, vectors, count))
        },
        truncate: { descriptor, length in result(Int(ftruncate(descriptor, off_t(length)))) },
        synchronize: { descriptor in result(Int(fdatasync(descriptor))) },
        rename: { from, to in result(Int(Glibc.rename(from, to))) },
        makeFolder: { path, mode in result(Int(mkdir(path, mode))) })

    private static func result(_ value: Int) -> Int { value < 0 ? -Int(errno) : value }
}

/// A system call that failed.
struct FileFailure: Error {
    var operation: String
    var path: String
    var code: CInt
}
