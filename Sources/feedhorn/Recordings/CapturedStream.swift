import ArgumentParser
import CaptureStore
import OrderedJSON
import TelemetryLink

/// What one link of a capture received, in the order of the file.
struct CapturedStream {
    enum Piece {
        case octets(CaptureChunk)
        /// What comes next does not continue what came before.
        case interruption
        /// What comes next comes at this rate of the line: bits per second, eight to an octet.
        case lineRate(UInt64)
    }

    let path: String
    private let link: String
    private let reader: CaptureReader
    /// Numbers of the link in this section, and what its next chunk's number should be: files
    /// that were merged can have several links of one name.
    private var next: [Int: UInt64?] = [:]
    private var held: CaptureChunk?
    /// Why the last section ended; nil when it did not.
    private var end: UInt32?

    init(_ path: String, link: String) throws(CaptureError) {
        self.path = path
        self.link = link
        reader = try CaptureReader(path: path)
    }

    /// First four octets of the segment's identifier; 0 where it is lost.
    private(set) var segment: UInt32 = 0
    /// Octets of the file.
    var size: Int { Int(clamping: reader.report.size) }
    /// What the file is; final when ``read()`` has returned nil.
    var state: CaptureState { reader.report.state }
    /// The next segment goes on where this one ended.
    var isContinued: Bool {
        guard let reason = end.flatMap(EndReason.init) else { return false }
        return [.size, .time, .clockStep].contains(reason)
    }

    /// The next piece; nil at the end.
    mutating func read() throws(CaptureError) -> Piece? {
        if let chunk = held {
            held = nil
            return .octets(chunk)
        }
        while let record = try reader.next() {
            if let piece = take(record) { return piece }
        }
        return nil
    }

    private mutating func take(_ record: CaptureRecord) -> Piece? {
        switch record {
        case .section(let section):
            next.removeAll()
            end = nil
            segment = section.segment.flatMap { UInt32($0.prefix(8), radix: 16) } ?? 0
        case .link(let number, link, let configuration):
            next[number] = .some(nil)
            return CapturedStream.lineRate(configuration?["lineRate"])
        case .chunk(let chunk): return take(chunk)
        case .event(let event) where event.code == .linkUnplug && event.link == link:
            return .interruption
        case .event(let event) where event.code == .linkRate && event.link == link:
            return event["TG_LINE_RATE"].flatMap { UInt64($0) }.map { .lineRate($0) }
        case .end(let reason): end = reason
        case .link, .event, .checkpoint, .fault: break
        }
        return nil
    }

    private static func lineRate(_ value: JSONValue?) -> Piece? {
        switch value {
        case .integer(let rate): UInt64(exactly: rate).map { .lineRate($0) }
        case .unsigned(let rate): .lineRate(rate)
        default: nil
        }
    }

    private mutating func take(_ chunk: CaptureChunk) -> Piece? {
        guard let expected = next[chunk.link],
            chunk.direction != ChunkDirection.transmitted.rawValue
        else { return nil }
        next[chunk.link] = .some(chunk.number.map { $0 &+ 1 })
        let isMissing = expected.map { $0 != chunk.number } ?? false
        guard isMissing || chunk.dropped > 0 || chunk.flags.contains(.discontinuity) else {
            return .octets(chunk)
        }
        held = chunk
        return .interruption
    }
}
