import Gateway
import LinkConfiguration
import OrderedJSON
import TelemetryLink
import TelemetryPipeline

/// The files that `feedhorn decode` writes besides its summary.
struct DecodeOutputs: ~Copyable {
    private var frames: OutputFile?
    private var rejected: OutputFile?
    private var zones: OutputFile?
    private var userData: OutputFile?
    private var lines = NDJSONEncoder()
    private var buffer = LineBuffer()
    /// The name that the link has in lines.
    private var link: LinkName?
    private var packets: PacketFolder?
    /// The segment of the capture that is decoded.
    let segment = SegmentNumber()

    /// A link's name that is no name of a folder.
    struct UnusableName: Error, CustomStringConvertible {
        let name: String
        var description: String { "link '\(name)': no name of a folder" }
    }

    /// Paths of the files; `nil`: not written.
    struct Paths {
        var packets: String?
        var frames: String?
        var rejected: String?
        var zones: String?
        var userData: String?
    }

    /// - Parameter inputs: what is read meanwhile, and must not be overwritten.
    init(link: LinkFile, _ paths: Paths, reading inputs: [String]) throws {
        let name = link.parameters.name
        guard let link = LinkName(name) else { throw UnusableName(name: name) }
        self.link = link
        if let path = paths.packets {
            packets = PacketFolder(path, link: link, segment: segment)
        }
        if let path = paths.frames {
            frames = try OutputFile(path, reading: inputs)
        }
        if let path = paths.rejected {
            rejected = try OutputFile(path, reading: inputs)
        }
        if let path = paths.zones {
            zones = try OutputFile(path, reading: inputs)
        }
        if let path = paths.userData {
            userData = try OutputFile(path, reading: inputs)
        }
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
        guard let link else { return }
        if zones != nil { try writeZones(batch, link) }
        if userData != nil { try writeUserData(batch, link) }
    }

    private mutating func writeZones(_ batch: PacketBatch, _ link: LinkName) throws {
        for index in batch.zones.indices {
            buffer.removeAll()
            let length = NDJSONEncoder.maximumLength(data: batch.zones[index].validOctets)
            buffer.append(maximum: length) {
                lines.writeZone(at: index, of: batch, link: link, to: $0)
            }
            try DecodeOutputs.copy(buffer, to: &zones)
        }
    }

    private mutating func writeUserData(_ batch: PacketBatch, _ link: LinkName) throws {
        for index in batch.userData.indices {
            buffer.removeAll()
            let length = NDJSONEncoder.maximumLength(data: Int(batch.userData[index].length))
            buffer.append(maximum: length) {
                lines.writeUserData(at: index, of: batch, link: link, to: $0)
            }
            try DecodeOutputs.copy(buffer, to: &userData)
        }
    }

    private static func copy(_ buffer: LineBuffer, to file: inout OutputFile?) throws {
        let octets = buffer.withOctets { Array($0) }
        try file?.write(octets.span.bytes)
    }

    mutating func close() throws {
        try packets?.finish()
        try frames?.flush()
        try rejected?.flush()
        try zones?.flush()
        try userData?.flush()
    }

    private static func line(_ frame: RejectedFrame, _ octets: RawSpan) -> String {
        let data = octets.withUnsafeBytes { Hexadecimal.text($0) }
        return JSONValue.object([
            .init("class", "REJECTED"),
            .init("reason", .string("\(frame.reason)")),
            .init("streamOffsetBits", .unsigned(frame.streamOffset)),
            .init("ownedBits", .unsigned(frame.ownedBits)),
            .init("data", .string(data)),
        ]).encoded() + "\n"
    }
}
