import Glibc
import Synchronization
public import TelemetryLink

/// Reads a file ahead of its decoder, on a thread of its own: with a second core, reading takes
/// no time of the decoder's.
public final class ReadAhead: Sendable {
    /// Chunks that wait for the decoder at most: 2 MiB, which stay in the cache between the cores.
    static let depth = 8

    private let state: State

    /// Starts to read `file` from where it stands, in chunks of up to `chunk` octets.
    public init(_ file: OctetFile, chunk: Int) throws(OctetFile.Failure) {
        guard let state = State(file) else { throw OctetFile.Failure(path: file.path, code: errno) }
        self.state = state
        let code = ReaderThread.start { state.read(chunk: chunk) }
        guard code == 0 else { throw OctetFile.Failure(path: file.path, code: code) }
    }

    deinit { state.cancel() }

    /// The next chunk, in the order of the file; `nil` at its end.
    public func next() throws(OctetFile.Failure) -> (slab: Slab, count: Int)? {
        try state.next()
    }
}

/// What the reading thread and the decoder share.
private final class State: Sendable {
    private struct Chunk {
        var slab: Slab
        var count: Int
    }

    private struct Queue {
        /// At most ``ReadAhead/depth``.
        var chunks: [Chunk] = []
        var failure: OctetFile.Failure?
        var isCancelled = false
        /// Chunks that the decoder took, and whose tokens it has not given back.
        var taken = 0
    }

    /// So many tokens are given back at once: each time wakes the reading thread.
    private static let returned = ReadAhead.depth / 2

    private let file: OctetFile
    private let queue = Mutex(Queue())
    /// One token for each chunk that waits, and one for the end.
    private let filled: TokenPipe
    /// One token for each chunk that may still be read.
    private let room: TokenPipe

    init?(_ file: OctetFile) {
        guard let filled = TokenPipe(), let room = TokenPipe() else { return nil }
        self.file = file
        self.filled = filled
        self.room = room
        room.put(ReadAhead.depth)
    }

    /// The reading thread: until the file ends, fails, or nobody wants it any more.
    func read(chunk: Int) {
        var pool = SlabPool(slabCapacity: chunk, maximumKept: 2 * ReadAhead.depth)
        var goesOn = true
        while goesOn {
            room.take()
            guard !queue.withLock({ $0.isCancelled }) else { return }
            goesOn = readOne(pool.take())
            filled.put(1)
        }
    }

    private func readOne(_ slab: Slab) -> Bool {
        do throws(OctetFile.Failure) {
            let count = try slab.withUnsafeMutableOctets(0..<slab.capacity) {
                room throws(OctetFile.Failure) in try file.read(into: room)
            }
            guard count > 0 else { return false }
            queue.withLock { $0.chunks.append(Chunk(slab: slab, count: count)) }
            return true
        } catch {
            queue.withLock { $0.failure = error }
            return false
        }
    }

    func next() throws(OctetFile.Failure) -> (slab: Slab, count: Int)? {
        filled.take()
        var tokens = 0
        let (chunk, failure) = queue.withLock { queue -> (Chunk?, OctetFile.Failure?) in
            queue.taken += 1
            if queue.taken == State.returned {
                tokens = queue.taken
                queue.taken = 0
            }
            return (queue.chunks.isEmpty ? nil : queue.chunks.removeFirst(), queue.failure)
        }
        guard let chunk else {
            // The end: it stays, for whoever asks again.
            filled.put(1)
            if let failure { throw failure }
            return nil
        }
        if tokens > 0 { room.put(tokens) }
        return (chunk.slab, chunk.count)
    }

    func cancel() {
        queue.withLock { $0.isCancelled = true }
        room.put(1)
    }
}

/// Counts for two threads: whoever takes waits until there is one.
private final class TokenPipe: Sendable {
    private let readEnd: CInt
    private let writeEnd: CInt

    init?() {
        var ends: [CInt] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        readEnd = ends[0]
        writeEnd = ends[1]
    }

    deinit {
        close(readEnd)
        close(writeEnd)
    }

    /// Never waits: there are far fewer tokens than a pipe holds octets.
    ///
    /// - Parameter count: 1 to ``ReadAhead/depth``.
    func put(_ count: Int) {
        let octets = [UInt8](repeating: 0, count: count)
        while write(writeEnd, octets, count) < 0, errno == EINTR {}
    }

    func take() {
        var octet: UInt8 = 0
        while read(readEnd, &octet, 1) < 0, errno == EINTR {}
    }
}
