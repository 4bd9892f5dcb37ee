import ArgumentParser
import CaptureStore
import Gateway
import TelemetryLink

/// A stretch of a recording that is sent at once.
struct PlaybackChunk {
    var slab: Slab
    var range: Range<Int>
    /// When its last octet was received: ns of a monotonic clock.
    var time: UInt64
}

/// Recordings, one behind the other, as chunks with their times.
struct PlaybackSource {
    /// How the times of a recording come about.
    enum Timing {
        /// As recorded; raw octets, which have no times, take so many nanoseconds each.
        case recorded(raw: Double)
        /// Every octet takes so many nanoseconds.
        case paced(Double)
    }

    private enum Input {
        case capture(CapturedStream)
        case octets(OctetFile)
        case memory(Slab, next: Int)
    }

    private var inputs: [Input]
    private let timing: Timing
    /// Octets of a chunk, where the recording has no chunks of its own.
    private let chunk: Int
    private var pool: SlabPool
    private var octets: UInt64 = 0

    /// Files, raw octets and captures, in order.
    ///
    /// - Throws: the exit code, after what is wrong was said.
    init(_ paths: [String], link: String?, timing: Timing, chunk: Int) throws {
        self.init([], timing, chunk)
        inputs = try paths.map { path in try PlaybackSource.open(path, link) }
    }

    /// Octets in memory.
    init(_ octets: [UInt8], timing: Timing, chunk: Int) {
        self.init([.memory(Slab(copying: octets), next: 0)], timing, chunk)
    }

    private init(_ inputs: [Input], _ timing: Timing, _ chunk: Int) {
        self.inputs = inputs
        self.timing = timing
        self.chunk = chunk
        pool = SlabPool(slabCapacity: chunk, maximumKept: 2)
    }

    private static func open(_ path: String, _ link: String?) throws -> Input {
        do {
            switch InputKind.of(path) {
            case .octets: return .octets(try OctetFile(path))
            case .capture(let path):
                let name = try CapturedLink(name: link).resolve(in: path)
                return .capture(try CapturedStream(path, link: name))
            }
        } catch let failure as OctetFile.Failure {
            throw Complaint.line(failure.description, ExitStatus.usage)
        } catch let failure as CaptureError {
            throw Complaint.line(failure.description, ExitStatus.usage)
        }
    }
}

extension PlaybackSource {
    /// The next chunk; nil at the end of the last recording.
    mutating func next() throws -> PlaybackChunk? {
        // Each turn gives a chunk or ends an input.
        while !inputs.isEmpty {
            if var found = try nextOfFirst() {
                octets += UInt64(found.range.count)
                if let time = pacedTime { found.time = time }
                return found
            }
            inputs.removeFirst()
        }
        return nil
    }

    /// When the octet sent last is due, where octets say so.
    private var pacedTime: UInt64? {
        switch (timing, inputs[0]) {
        case (.recorded, .capture): nil
        case (.recorded(let nanoseconds), _), (.paced(let nanoseconds), _):
            UInt64(Double(octets) * nanoseconds)
        }
    }

    private mutating func nextOfFirst() throws -> PlaybackChunk? {
        switch inputs[0] {
        case .capture(var stream):
            let found = try PlaybackSource.chunk(of: &stream)
            inputs[0] = .capture(stream)
            return found
        case .octets(let file):
            let slab = pool.take()
            let count = try slab.withUnsafeMutableOctets(0..<slab.capacity) {
                room throws(OctetFile.Failure) in try file.read(into: room)
            }
            return count > 0 ? PlaybackChunk(slab: slab, range: 0..<count, time: 0) : nil
        case .memory(let slab, let next):
            let end = min(next + chunk, slab.capacity)
            inputs[0] = .memory(slab, next: end)
            return end > next ? PlaybackChunk(slab: slab, range: next..<end, time: 0) : nil
        }
    }

    private static func chunk(of stream: inout CapturedStream) throws -> PlaybackChunk? {
        while let piece = try stream.read() {
            guard case .octets(let chunk) = piece else { continue }
            return PlaybackChunk(
                slab: chunk.slab, range: chunk.range, time: chunk.time.monotonic)
        }
        if stream.state != .complete { Output.message("\(stream.path): \(stream.state)") }
        return nil
    }
}
