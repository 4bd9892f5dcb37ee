import Glibc

/// The file of a segment that is being written: a descriptor, and the room reserved for it.
/// Only the writer thread touches it.
final class SegmentFile {
    let path: String
    private let directory: String
    private let descriptor: Int32
    private let calls: SystemCalls
    /// Offset up to which room is reserved; the largest number when reserving is off.
    private var reservedUntil: UInt64
    private var isDirectoryDurable = false

    /// Makes the file, which must not exist.
    init(
        directory: String, name: String, reserves: Bool, calls: SystemCalls
    ) throws(SystemCallError) {
        path = directory.hasSuffix("/") ? directory + name : directory + "/" + name
        self.directory = directory
        self.calls = calls
        reservedUntil = reserves ? 0 : .max
        descriptor = try calls.open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o640)
    }

    /// Makes sure of room up to `offset`, reserving at least `step` octets at a time. Throws only
    /// when the disk is full; where reserving does not work at all, it is done without.
    func reserve(upTo offset: UInt64, step: UInt64) throws(SystemCallError) {
        guard reservedUntil < offset else { return }
        let octets = max(step, offset - reservedUntil)
        do {
            try calls.reserve(descriptor, reservedUntil, octets)
            reservedUntil += octets
        } catch {
            if error.isDiskFull { throw error }
            reservedUntil = .max
        }
    }

    /// Writes what of `batch` follows the first `done` octets; `done` counts what got written,
    /// also when it throws.
    func write(_ batch: BlockBatch, after done: inout Int) throws(SystemCallError) {
        // Each turn writes at least one octet.
        while done < batch.octets {
            let result = batch.withPieces(after: done) { pieces in
                Result { () throws(SystemCallError) in try calls.writev(descriptor, pieces) }
            }
            let written = try result.get()
            guard (1...(batch.octets - done)).contains(written) else {
                throw SystemCallError(call: "writev", code: EIO)
            }
            done += written
        }
    }

    /// Makes the octets so far durable, and with the first ones the file's name.
    func makeDurable() throws(SystemCallError) {
        try calls.fdatasync(descriptor)
        guard !isDirectoryDurable else { return }
        try syncDirectory()
        isDirectoryDurable = true
    }

    /// Somebody has deleted the file while it is written.
    var isDeleted: Bool { calls.linkCount(descriptor) == 0 }

    /// Makes the whole file of `size` octets durable and closes it.
    func finish(size: UInt64) throws(SystemCallError) {
        do {
            calls.releaseReserve(descriptor, size)
            try calls.fsync(descriptor)
            try syncDirectory()
        } catch {
            calls.close(descriptor)
            throw error
        }
        calls.close(descriptor)
    }

    /// Closes the file as it is.
    func abandon() {
        calls.close(descriptor)
    }

    /// Closes and deletes a file that never held more than a part of its header.
    func discard() {
        calls.close(descriptor)
        calls.unlink(path)
    }

    private func syncDirectory() throws(SystemCallError) {
        let descriptor = try calls.open(directory, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0)
        defer { calls.close(descriptor) }
        do {
            try calls.fsync(descriptor)
        } catch {
            // File systems without durable directories say EINVAL; there is nothing more to do.
            if error.code != EINVAL { throw error }
        }
    }
}
