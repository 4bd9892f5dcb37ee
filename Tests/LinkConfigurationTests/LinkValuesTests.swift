import CCSDS
import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Does every key of a link file arrive as the value it says?
struct LinkValuesTests {
    @Test func aShortLinkHasTheDefaultsOfTheParameters() throws {
        let link = try link(file("framing: packets"))
        #expect(link.parameters == ManagedParameters(name: "a", framing: .packets))
        #expect(link.source == nil)
        #expect(link.times.isEmpty)
        #expect(link.description == nil)
    }

    @Test func synchronizedFrames() throws {
        let link = try link(
            file(
                """
                description: 15 m dish
                framing: [cadu, aosFrames]
                sync:
                  marker: 034776C7 272895B0
                  maxErrors: 5
                  polarity: inverted
                  frameStartsBefore: 3
                  acquire: 4
                  flywheel: 9
                coding:
                  randomizer: ccsds131071
                frame:
                  type: aos
                  length: 300
                  fecf: true
                  ocf: always
                  insertZone: 4
                  fhec: true
                  duplicates: drop
                  deliverErred: true
                  scidBits: 10
                  maxGap: 1000
                bitRate: 1.5 Mbit/s
                """))
        var sync = SyncParameters(
            marker: try #require(
                AttachedSyncMarker(octets: [0x03, 0x47, 0x76, 0xC7, 0x27, 0x28, 0x95, 0xB0])))
        sync.maximumErrors = 5
        sync.polarity = .inverted
        sync.frameStartsBefore = 3
        sync.acquire = 4
        sync.flywheel = 9
        var frame = FrameParameters()
        frame.type = .aos
        frame.length = 300
        frame.fecf = true
        frame.ocf = .always
        frame.insertZone = 4
        frame.fhec = true
        frame.duplicates = .drop
        frame.deliverErred = true
        frame.aosSpacecraftBits = 10
        frame.maximumGap = 1000
        var expected = ManagedParameters(name: "a", framing: .synchronized(sync), frame: frame)
        expected.coding.randomizer = .period131071
        expected.bitRate = 1_500_000
        #expect(link.parameters == expected)
        #expect(link.description == "15 m dish")
    }

    @Test func lengthPrefixedPackets() throws {
        let link = try link(
            file(
                """
                wrapper: {before: 12, after: 2}
                framing: [lengthPrefixed, packets]
                lengthPrefixed:
                  offset: 1
                  width: 4
                  byteOrder: little
                  bias: -4
                  headerOctets: 4
                  maxLength: 70000
                packets: {maxLength: 8192, errorControl: pus, maxGap: 100}
                """))
        var prefix = LengthPrefixParameters()
        prefix.offset = 1
        prefix.width = 4
        prefix.byteOrder = .little
        prefix.bias = -4
        prefix.headerOctets = 4
        prefix.maximumLength = 70_000
        var frame = FrameParameters()
        frame.type = .packets
        var expected = ManagedParameters(
            name: "a", framing: .lengthPrefixed(prefix), frame: frame)
        expected.wrapper = ManagedParameters.Wrapper(before: 12, after: 2)
        expected.packets.maximumLength = 8192
        expected.packets.errorControl = true
        expected.packets.errorControlNeedsSecondaryHeader = true
        expected.packets.maximumGap = 100
        #expect(link.parameters == expected)
    }

    @Test func kissWithTMFrames() throws {
        let link = try link(
            file(
                """
                framing: [kiss, tmFrames]
                kiss: {ports: [0, 15], maxLength: 2048}
                frame: {ocf: header, dataFieldOffset: 14, length: 1113}
                accept: {scid: [0x56, 1023]}
                channels:
                  0: {service: packets}
                  1: {service: opaque}
                  7: {service: onlyIdleData}
                  other: reject
                """))
        var kiss = KISSParameters()
        kiss.ports = [0, 15]
        kiss.maximumLength = 2048
        #expect(link.parameters.framing == .kiss(kiss))
        #expect(link.parameters.frame.type == .tm)
        #expect(link.parameters.frame.ocf == .perHeader)
        #expect(link.parameters.frame.dataFieldOffset == 14)
        #expect(link.parameters.acceptedSpacecraft.map(\.rawValue) == [86, 1023])
        var channels = ChannelTable()
        channels.services = [
            VirtualChannelIdentifier(rawValue: 0): .packets,
            VirtualChannelIdentifier(rawValue: 1): .opaque, .init(rawValue: 7): .onlyIdleData,
        ]
        channels.rejectOthers = true
        #expect(link.parameters.channels == channels)
    }

    @Test func uslpRecords() throws {
        let records = try link(
            file(
                """
                framing: [lengthPrefixed, uslpFrames]
                frame: {fecf: true, fecfCode: crc32, insertZone: 9, maxGap: 0x100000000}
                accept: {scid: [65535]}
                channels:
                  0: {service: packets}
                  1: {service: vca, truncatedLength: 24}
                  other: {service: opaque, truncatedLength: 99}
                packets:
                  errorControl: pusISO8473
                  reassemble: {apids: [5, 2046], maxLength: 70000, secondaryHeader: 8}
                """))
        let parameters = records.parameters
        #expect(parameters.frame.type == .uslp)
        #expect(parameters.frame.fecfLength == 4)
        #expect(parameters.frame.insertZone == 9)
        #expect(parameters.frame.maximumGap == 1 << 32)
        #expect(parameters.acceptedSpacecraft.map(\.rawValue) == [65_535])
        var channels = ChannelTable()
        let access = VirtualChannelIdentifier(rawValue: 1)
        channels.services = [.init(rawValue: 0): .packets, access: .virtualChannelAccess]
        channels.truncatedLengths = [access: 24]
        channels.other = .opaque
        channels.otherTruncatedLength = 99
        #expect(parameters.channels == channels)
        var packets = PacketParameters()
        packets.errorControl = true
        packets.errorControlCode = .isoChecksum
        packets.errorControlNeedsSecondaryHeader = true
        var reassembly = ReassemblyParameters()
        reassembly.applications = [.init(rawValue: 5), .init(rawValue: 2046)]
        reassembly.maximumLength = 70_000
        reassembly.secondaryHeaderLength = 8
        packets.reassembly = reassembly
        #expect(parameters.packets == packets)
        let empty = try link(file("framing: packets\npackets: {reassemble: {}}"))
        #expect(empty.parameters.packets.reassembly == ReassemblyParameters())
    }

    @Test func bitstreamChannel() throws {
        let link = try link(
            file("framing: [kiss, aosFrames]\nchannels: {3: {service: bitstream}}"))
        let channel = VirtualChannelIdentifier(rawValue: 3)
        #expect(link.parameters.channels.services == [channel: .bitstream])
    }

    @Test func bitStreamsHaveNoFlywheel() throws {
        let frame = "\nframe: {length: 100}"
        let stream = try link(file("framing: bitStream" + frame)).parameters.framing
        let cadus = try link(file("framing: cadu" + frame)).parameters.framing
        let both = try link(file("framing: bitStream\nsync: {flywheel: 2}" + frame))
        #expect(flywheel(stream) == 0)
        #expect(flywheel(cadus) == 3)
        #expect(flywheel(both.parameters.framing) == 2)
    }

    private func flywheel(_ framing: Framing) -> Int? {
        if case .synchronized(let sync) = framing { sync.flywheel } else { nil }
    }

    @Test(
        arguments: [
            ("1ACFFC1D", [0x1A, 0xCF, 0xFC, 0x1D], 32), ("0xEB90", [0xEB, 0x90], 16),
            ("7FFC/14", [0x7F, 0xFC], 14), ("FA F3 20", [0xFA, 0xF3, 0x20], 24), ("16", [0x16], 8),
        ] as [(String, [UInt8], Int)])
    func markers(text: String, octets: [UInt8], bits: Int) throws {
        let link = try link(
            file("framing: cadu\nsync: {marker: \(text)}\nframe: {length: 100}"))
        guard case .synchronized(let sync) = link.parameters.framing else {
            Issue.record("no sync")
            return
        }
        #expect(sync.marker == AttachedSyncMarker(octets: octets, bitCount: bits))
    }

    @Test(arguments: ["1ACFFC1", "1ACG", "7FFD/14", "7FFC/7", "7F/14", "7FFC/14/2", "/", "7FFC/x"])
    func badMarkers(text: String) {
        let found = problems(
            file("framing: cadu\nsync: {marker: \(text)}\nframe: {length: 100}"))
        #expect(found.count == 1)
        #expect(found.first?.hasPrefix("link.yaml:4:16: '\(text)' for 'sync.marker'") == true)
    }
}
