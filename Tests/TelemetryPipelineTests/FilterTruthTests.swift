import CCSDS
import TelemetryLink
import TelemetryPipeline
import Testing

/// Does each field and operator of the filter language say what it should of a packet?
struct FilterTruthTests {
    /// SCID 181, VC 1, APID 260, count 7662, 217 octets, good, three symbols corrected.
    private var sample: PacketSubject {
        packet(spacePacket(apid: 260, count: 7_662, data: [UInt8](repeating: 1, count: 211)))
    }

    private func packet(
        _ octets: [UInt8], _ channel: GlobalVirtualChannelIdentifier = channel(181, 1),
        corrected: UInt16 = 3, missing: UInt32 = 2, flags: PacketFlags = []
    ) -> PacketSubject {
        var builder = PacketBatchBuilder()
        let annotation = annotation(channel, corrected: corrected, missing: missing)
        builder.append(annotation: annotation)
        builder.append(packet: octets, at: evening, channel: channel, annotation: 0, flags: flags)
        let batch = builder.finish()
        return PacketSubject(batch.packets[0], annotation: batch.annotations[0])
    }

    private func passes(_ text: String, _ packet: PacketSubject) throws -> Bool {
        let filter = try PacketFilter(text, now: evening + 60_000_000_000)
        let again = try PacketFilter(filter.text, now: 0)
        let result = filter.bound(to: link("uhf-a")).passes(packet)
        #expect(again.bound(to: link("uhf-a")).passes(packet) == result, "\(filter.text)")
        #expect(again.text == filter.text)
        return result
    }

    @Test(arguments: [
        "", "link == uhf-a", "link == \"uhf-a\"", "link != sband", "link in sband,uhf-a",
        "scid == 181", "scid == 0xB5", "scid==0xb5", "scid != 180", "scid > 180", "scid >= 181",
        "scid < 182", "scid <= 181", "scid in 1..3,181", "scid in 181..181", "vcid == 1",
        "apid in 100..120,200..300", "apid == 260", "count == 7662", "length == 217",
        "kind == tm", "kind != encapsulation", "kind in tc,tm", "quality == good",
        "quality != erred", "quality in good,undetermined", "corrected == 3", "corrected > 0",
        "missing == 2", "map == null", "map != 0", "not map == 0", "vcid != null",
        "time == 2026-11-22T20:00:00Z", "time >= -1m", "time in -2m..now", "time < now",
        "time > 2026-11-22T20:59:59+01:00", "not idle", "!idle", "idle == false",
        "idle != true", "secondaryHeader == false", "sequenceFlags == unsegmented",
        "sequenceFlags in first,unsegmented", "not replay", "vcid == 1 and apid == 260",
        "vcid==1&&apid==260", "vcid == 2 or apid == 260", "vcid == 2||apid==260",
        "not (vcid == 2 or apid == 261)", "!(vcid==2)", "((vcid == 1))", "not not vcid == 1",
        "\n vcid\t== 1 ", "apid in null,260",
    ])
    func passes(text: String) throws {
        #expect(try passes(text, sample))
    }

    @Test(arguments: [
        "link == sband", "link != uhf-a", "link in a,b", "scid == 180", "scid != 181",
        "scid > 181", "scid >= 182", "scid < 181", "scid <= 180", "scid in 1..180,182..300",
        "vcid > 63", "vcid < 0", "kind == tc", "quality == erred", "quality in undetermined,erred",
        "map == 0", "map >= 0", "map in 0..15", "vcid == null", "idle", "idle == true",
        "secondaryHeader", "sequenceFlags == first", "replay", "time < 2026-11-22T20:00:00Z",
        "time > -1m", "vcid == 1 and apid == 261", "vcid == 2 or apid == 261",
        "not (vcid == 1 or apid == 261)", "not (vcid == 1 and apid == 260)", "missing in 0,1,3",
    ])
    func holdsBack(text: String) throws {
        #expect(try !passes(text, sample))
    }

    @Test func encapsulationPacketsHaveNoSpacePacketFields() throws {
        // 133.1-B-3 §4.1.2: version 7, protocol 2, length of length 1 octet, 4 octets in all.
        let encapsulation = packet([0b1110_1001, 4, 1, 2])
        #expect(try passes("kind == encapsulation", encapsulation))
        #expect(try passes("apid == null and count == null", encapsulation))
        #expect(try passes("apid != 5 and not apid in 0..2047", encapsulation))
        #expect(try !passes("secondaryHeader or sequenceFlags == first", encapsulation))
        #expect(try passes("sequenceFlags == null", encapsulation))
    }

    @Test func packetsWithoutFrameHaveNoChannel() throws {
        let bare = packet(spacePacket(apid: 5, count: 0), .none)
        #expect(try passes("scid == null and vcid == null and apid == 5", bare))
        #expect(try !passes("scid in 0..65535", bare))
    }

    @Test func missingFramesCanBeUnknown() throws {
        let first = packet(spacePacket(apid: 5, count: 0), missing: .max)
        #expect(try passes("missing == null and missing != 0", first))
        #expect(try !passes("missing >= 0", first))
    }

    @Test func idlePacketsComeOnlyWhereIdleIsNamed() throws {
        let idle = packet(spacePacket(apid: 2_047, count: 0), flags: .idle)
        #expect(try !passes("", idle))
        #expect(try !passes("apid == 2047", idle))
        #expect(try !passes("vcid == 1 or apid == 2047", idle))
        #expect(try passes("idle", idle))
        #expect(try passes("idle or apid == 3", idle))
        #expect(try passes("apid == 2047 and idle == true", idle))
        #expect(try !passes("apid == 2047 and not idle", idle))
        #expect(PacketFilter.everythingWithIdle.bound(to: link("a")).passes(idle))
        #expect(!PacketFilter.everything.bound(to: link("a")).passes(idle))
    }

    @Test func flagsAndHeadersAreSeen() throws {
        let command = packet(
            spacePacket(
                apid: 1, count: 2, telecommand: true, secondaryHeader: true, sequenceFlags: 1),
            flags: .replay)
        #expect(try passes("kind == tc and secondaryHeader and replay", command))
        #expect(try passes("sequenceFlags == first", command))
    }

    @Test func multiplexerAccessPointsAreOfUSLPOnly() throws {
        let onMap = GlobalVirtualChannelIdentifier(
            rawValue: channel(181, 1, version: .uslp).rawValue | 5 << 2)
        #expect(try passes("map == 5", packet(spacePacket(apid: 1, count: 0), onMap)))
    }
}
