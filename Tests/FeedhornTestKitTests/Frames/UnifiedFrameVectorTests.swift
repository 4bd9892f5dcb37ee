import Testing

@testable import FeedhornTestKit

@Suite(
    "Are the USLP frames those of the book?",
    .enabled(if: SharedFiles.hasVectors, SharedFiles.absent))
struct UnifiedFrameVectorTests {
    private static let packets = 0

    @Test func headers() throws {
        var checked = 0
        for vector in try Vector.load("uslp_frame", kinds: "uslp_frame") where vector.has("fields")
        {
            let fields = try vector.part("fields")
            // The generator makes no truncated frames.
            guard try !fields.flag("truncated"), try fields.number("protocol_control") == 0 else {
                continue
            }
            let octets = try vector.octets("hex")
            let format = try format(fields, try vector.part("config"))
            let written = try header(fields, format)
            let primary = 7 + format.countOctets
            #expect(written.prefix(primary) == octets.prefix(primary), "\(vector.name)")
            if try fields.number("construction_rule") == UnifiedFrameVectorTests.packets {
                #expect(written.count == format.zoneOffset, "\(vector.name)")
                #expect(
                    written.suffix(3) == octets[..<format.zoneOffset].suffix(3), "\(vector.name)")
                let zone = try fields.octets("tfdz")
                #expect(
                    octets[format.zoneOffset..<octets.count - format.trailerLength] == zone[...],
                    "\(vector.name)")
            }
            checked += 1
        }
        #expect(checked >= 17)
    }

    @Test func errorControl() throws {
        for vector in try Vector.load("uslp_frame", kinds: "uslp_frame") {
            let octets = try vector.octets("hex")
            let isGood = try vector.text("expect") != "fecf_error"
            switch try vector.part("config").number("fecf_octets") {
            case 2: #expect((FrameCheckSequence.compute(octets) == 0) == isGood, "\(vector.name)")
            case 4: #expect((LongCheckSequence.compute(octets) == 0) == isGood, "\(vector.name)")
            default: #expect(isGood, "\(vector.name)")
            }
        }
        // CCSDS 732.1-B-2 annex B, over "123456789".
        #expect(LongCheckSequence.compute(Array("123456789".utf8)) == 0x5169_3C0C)
    }

    /// Frames of the builder, with all that can stand in them, read field by field.
    @Test func builtFrames() throws {
        var format = FrameFormat(.uslp, length: 100)
        format.countOctets = 3
        format.insertZone = 5
        format.hasOperationalControl = true
        format.hasLongErrorControl = true
        var builder = FrameBuilder(
            format: format, spacecraft: 0xABCD, generator: SeededGenerator(seed: 4))
        builder.setChannelCount(0xFF_FFFF, on: 9)
        builder.enqueue(
            .space(application: 5, sequenceCount: 0, data: [UInt8](repeating: 7, count: 100)),
            on: 9, accessPoint: 3)
        let first = builder.packetFrame(on: 9, accessPoint: 3)
        #expect(first.octets.count == 100 && LongCheckSequence.compute(first.octets) == 0)
        #expect(first.octets[0..<4] == [0xCA, 0xBC, 0xD1, 0x26])
        #expect(first.octets[4..<10] == [0, 99, 0x8B, 0xFF, 0xFF, 0xFF])
        #expect(first.octets[15..<18] == [0, 0, 0])
        #expect(first.octets[18..<24] == [0, 5, 0xC0, 0, 0, 99])
        // The next access point has packets of its own, and the next count of the channel.
        let other = builder.packetFrame(on: 9, accessPoint: 4)
        #expect(other.octets[3..<10] == [0x28, 0, 99, 0x8B, 0, 0, 0])
        #expect(other.octets[15..<18] == [0, 0, 0])
        let rest = builder.packetFrame(on: 9, accessPoint: 3)
        #expect(rest.octets[15..<18] == [0, 0, 106 - 74])
        let idle = builder.idleFrame(on: 63)
        #expect(idle.octets[15..<18] == [31, 0xFF, 0xFF])
    }

    private func header(_ fields: Vector, _ format: FrameFormat) throws -> [UInt8] {
        let header = FrameHeader(
            format: format, spacecraft: UInt16(try fields.number("scid")),
            virtualChannel: UInt8(try fields.number("vcid")), masterCount: 0,
            channelCount: fields.has("vc_count") ? UInt64(try fields.number("vc_count")) : 0,
            firstHeaderPointer: fields.has("fhp_or_lvo")
                ? UInt16(try fields.number("fhp_or_lvo")) : 0,
            accessPoint: UInt8(try fields.number("map_id")),
            isOnlyIdleData: try fields.number("upid") == 31)
        var generator = SeededGenerator(seed: 0)
        return header.octets(using: &generator)
    }

    private func format(_ fields: Vector, _ config: Vector) throws -> FrameFormat {
        let length = try fields.number("frame_length_field") + 1
        var format = FrameFormat(.uslp, length: length)
        format.countOctets = try fields.number("vc_count_length")
        format.insertZone = try config.number("insert_zone_length")
        format.hasOperationalControl = try fields.number("ocf_flag") == 1
        format.hasErrorControl = try config.number("fecf_octets") > 0
        format.hasLongErrorControl = try config.number("fecf_octets") == 4
        format.namesDestination = try fields.number("source_or_dest") == 1
        format.bypassesSequenceControl = try fields.number("bypass") == 1
        return format
    }
}
