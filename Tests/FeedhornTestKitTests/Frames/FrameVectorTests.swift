import Testing

@testable import FeedhornTestKit

@Suite(
    "Are the frames those of the books?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct FrameVectorTests {
    @Test func telemetryHeaders() throws {
        for vector in try Vector.load("tm_frame", kinds: "tm_frame") where vector.has("fields") {
            let fields = try vector.part("fields")
            var format = FrameFormat(.tm, length: try vector.part("config").number("frame_length"))
            format.hasErrorControl = try vector.part("config").flag("fecf")
            format.hasOperationalControl = try fields.number("ocf_flag") == 1
            if fields.has("sec_hdr") {
                format.secondaryHeaderData = try fields.octets("sec_hdr").count
            }
            try check(vector, fields, format, isService: try fields.number("sync_flag") == 1)
        }
    }

    @Test func advancedOrbitingSystemsHeaders() throws {
        for vector in try Vector.load("aos_frame", kinds: "aos_frame") where vector.has("fields") {
            let fields = try vector.part("fields")
            let config = try vector.part("config")
            var format = FrameFormat(.aos, length: try config.number("frame_length"))
            format.hasErrorControl = try config.flag("fecf")
            format.hasOperationalControl = try config.flag("ocf")
            format.hasHeaderErrorControl = try config.flag("fhec")
            format.insertZone = try config.number("insert_zone_length")
            format.usesCountCycle = try fields.number("count_cycle_use") == 1
            format.isReplay = try fields.number("replay") == 1
            try check(
                vector, fields, format, isService: try config.text("service") != "M_PDU")
        }
    }

    /// The header's fields, the checks, and where the packets lie.
    private func check(
        _ vector: Vector, _ fields: Vector, _ format: FrameFormat, isService: Bool
    ) throws {
        let octets = try vector.octets("hex")
        let isTelemetry = format.version == .tm
        let count = try fields.number(isTelemetry ? "vc_count" : "extended_count")
        let header = FrameHeader(
            format: format, spacecraft: UInt16(try fields.number("scid")),
            virtualChannel: UInt8(try fields.number("vcid")),
            masterCount: isTelemetry ? UInt8(try fields.number("mc_count")) : 0,
            channelCount: UInt64(count),
            firstHeaderPointer: isService ? nil : UInt16(try fields.number("fhp")))
        var generator = SeededGenerator(seed: 0)
        let written = header.octets(using: &generator)
        #expect(written.count == format.zoneOffset, "\(vector.name)")
        let fixed = isTelemetry && isService ? 4 : 6
        #expect(written.prefix(fixed) == octets.prefix(fixed), "\(vector.name)")
        if !isService, format.version == .aos {
            #expect(written.suffix(2) == octets[..<format.zoneOffset].suffix(2), "\(vector.name)")
        }
        let data = try fields.octets("data")
        #expect(
            octets[format.dataFieldOffset..<octets.count - format.trailerLength] == data[...],
            "\(vector.name)")
        #expect(renewed(octets, format).octets == octets, "\(vector.name)")
    }

    private func renewed(_ octets: [UInt8], _ format: FrameFormat) -> GeneratedFrame {
        var bare = octets
        if format.hasErrorControl { bare.setBigEndian16(0, at: bare.count - 2) }
        if format.hasHeaderErrorControl { bare.setBigEndian16(0, at: 6) }
        var frame = GeneratedFrame(
            format: format, spacecraft: 0, virtualChannel: 0, accessPoint: 0, masterCount: 0,
            channelCount: 0, countCycle: 0, content: .service, packetFrame: nil, starts: [],
            firstHeaderPointer: nil, operationalControl: [], octets: bare)
        frame.renewChecks()
        return frame
    }
}
