import CCSDS
import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Do the link files of the recordings say what the manifest says in its own words?
@Suite(
    .enabled(
        if: Project.hasManifest, "no recordings/manifest.json: set FEEDHORN_SHARED to compare"))
struct RecordingManifestTests {
    private func each(_ check: (Manifest.Entry, ManagedParameters) throws -> Void) throws {
        let entries = try Manifest.load()
        #expect(entries.count == 64)
        for entry in entries {
            let link = try LinkFile.load("\(Project.recordings)/\(entry.id).yaml")
            try check(entry, link.parameters)
        }
    }

    @Test func frames() throws {
        try each { entry, parameters in
            let (framing, frame) = (entry.framing, parameters.frame)
            #expect(frame.length == framing.frame_length ?? 0, "\(entry.id)")
            #expect(frame.fecf == framing.fecf?.hasPrefix("present") ?? false, "\(entry.id)")
            #expect(frame.insertZone == framing.insert_zone ?? 0, "\(entry.id)")
            #expect(frame.dataFieldOffset == framing.data_field_offset_override, "\(entry.id)")
            let drops = framing.drop_consecutive_identical_frames ?? false
            #expect(frame.duplicates == (drops ? .drop : .keep), "\(entry.id)")
            let type: FrameParameters.FrameType =
                switch framing.type {
                case "TM": .tm
                case "AOS": .aos
                case "USLP": .uslp
                default: ["ecm-bdsem", "fprime-cygnss"].contains(entry.id) ? .packets : .opaque
                }
            #expect(frame.type == type, "\(entry.id)")
            let ocf: FrameParameters.OperationalControlField =
                switch framing.ocf {
                case "4 bytes": .always
                case .some(let text) where text.contains("per"): .perHeader
                default: .none
                }
            #expect(frame.ocf == ocf, "\(entry.id)")
        }
    }

    @Test func spacecraft() throws {
        try each { entry, parameters in
            let scids = parameters.acceptedSpacecraft.map { Int($0.rawValue) }
            #expect(scids == entry.framing.scids ?? [], "\(entry.id)")
        }
    }

    @Test func channels() throws {
        try each { entry, parameters in
            let services = parameters.channels.services
            let packets = services.filter { $0.value == .packets }.map { Int($0.key.rawValue) }
            guard let vcids = entry.framing.packet_vcids else {
                #expect(parameters.channels.other == nil, "\(entry.id)")
                #expect(packets.count == services.count, "\(entry.id)")
                return
            }
            #expect(packets.sorted() == vcids.sorted(), "\(entry.id)")
            #expect(parameters.channels.other == .opaque, "\(entry.id)")
            #expect(!parameters.channels.rejectOthers, "\(entry.id)")
        }
    }

    @Test func coding() throws {
        try each { entry, parameters in
            let coding = parameters.coding
            var isRandomized = false
            if case .flag(true) = entry.framing.randomised { isRandomized = true }
            #expect((coding.randomizer == .period255) == isRandomized, "\(entry.id)")
            let strips = entry.framing.rs_strip_only ?? false
            #expect((coding.reedSolomon?.mode == .strip) == strips, "\(entry.id)")
            guard !strips else { return }
            #expect(coding.reedSolomon?.code.errorCapability == entry.framing.rs_e, "\(entry.id)")
            #expect(
                coding.reedSolomon?.code.interleavingDepth == entry.framing.rs_i, "\(entry.id)")
        }
    }

    @Test func framing() throws {
        try each { entry, parameters in
            let isRight =
                switch parameters.framing {
                case .synchronized(let sync):
                    entry.framing.asm == "1acffc1d" && sync.marker == .standard
                case .fixedFrames:
                    entry.layer.hasSuffix("frames") || entry.layer.hasPrefix("RS codewords")
                case .kiss(let kiss): entry.layer.hasPrefix("KISS") && kiss.ports == [0]
                case .packets:
                    entry.layer == "space packets"
                        && parameters.packets.octetsBefore
                            == entry.framing.bytes_before_each_packet
                case .lengthPrefixed: entry.id == "ecm-bdsem"
                case .fprime: entry.layer.hasPrefix("F-prime")
                case .slip, .cobs, .hdlc, .mavlink, .opaque: false
                }
            #expect(isRight, "\(entry.id)")
        }
    }
}
