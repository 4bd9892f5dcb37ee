import Gateway
import LinkConfiguration
import TelemetryLink
import TelemetryPipeline

/// The files that `feedhorn decode` writes besides its summary.
struct DecodeOutputs: ~Copyable {
    private var frames: OutputFile?
    private var rejected: OutputFile?
    private var packets: PacketFolder?
    /// The segment of the capture that is decoded.
    let segment = SegmentNumber()

    /// A link's name that is no name of a folder.
    struct UnusableName: Error, CustomStringConvertible {
        let name: String
        var description: String { "link '\(name)': no name of a folder" }
    }

    init(link: LinkFile, packets: String?, frames: String?, rejected: String?) throws {
        if let packets {
            let name = link.parameters.name
            guard let link = LinkName(name) else { throw UnusableName(name: name) }
            self.packets = PacketFolder(packets, link: link, segment: segment)
        }
        if let frames { self.frames = try OutputFile(frames) }
        if let rejected { self.rejected = try OutputFile(rejected) }
    }

    mutating func write(_ batch: PacketBatch) throws {
        try packets?.write(batch)
        if frames != nil {
            for frame in batch.frames { try frames?.write(batch.octets(of: frame)) }
        }
        if rejected != nil {
            for frame in batch.rejected {
                let line = DecodeOutputs.line(frame, batch.octets(of: frame))
                try rejected?.write(Array(line.utf8).span.bytes)
            }
        }
    }

    mutating func close() throws {
        try packets?.finish()
        try frames?.flush()
        try rejected?.flush()
    }

    private static func line(_ frame: RejectedFrame, _ octets: RawSpan) -> String {
        let data = octets.withUnsafeBytes { Hexadecimal.text($0) }
        return JSONValue.object([
            .init("class", "REJECTED"),
            .init("reason", .string("\(frame.reason)")),
            .init("streamOffsetBits", .unsigned(frame.streamOffset)),
            .init("ownedBits", .unsigned(frame.ownedBits)),
            .init("data", .string(data)),
        ]).text() + "\n"
    }
}
