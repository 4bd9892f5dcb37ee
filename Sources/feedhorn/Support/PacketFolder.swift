import Sinks
import Synchronization
import TelemetryLink
import TelemetryPipeline

/// The packet files of `decode --packets`.
struct PacketFolder {
    private let link: LinkName
    private var writer: PacketFileWriter
    private let trouble: Trouble
    private let segment: SegmentNumber

    /// The first thing that went wrong; the writer tells it from inside.
    private final class Trouble {
        var first: SinkEvent?
    }

    /// Packets could not be written.
    struct Failure: Error, CustomStringConvertible {
        let event: SinkEvent
        var description: String { event.description }
    }

    init(_ root: String, link: LinkName, segment: SegmentNumber) {
        self.link = link
        self.segment = segment
        let trouble = Trouble()
        self.trouble = trouble
        let configuration = PacketFileConfiguration(root: root) { segment.value }
        writer = PacketFileWriter(configuration) { event in
            if trouble.first == nil { trouble.first = event }
        }
    }

    mutating func write(_ batch: PacketBatch) throws(Failure) {
        writer.write(batch, of: link)
        try check()
    }

    mutating func finish() throws(Failure) {
        writer.finish()
        try check()
    }

    private func check() throws(Failure) {
        if let event = trouble.first { throw Failure(event: event) }
    }
}

/// The capture segment that is being decoded: the first four octets of its identifier, which
/// packet files carry in their names; 0 where there is none.
final class SegmentNumber: Sendable {
    private let number = Atomic<UInt32>(0)

    var value: UInt32 {
        get { number.load(ordering: .relaxed) }
        set { number.store(newValue, ordering: .relaxed) }
    }
}
