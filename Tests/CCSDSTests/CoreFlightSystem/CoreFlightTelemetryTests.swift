import CCSDS
import Testing

/// Are the telemetry headers of cFS read in both layouts and both octet orders?
@Suite struct CoreFlightTelemetryTests {
    @Test(
        .enabled(if: Vectors.areThere, Vectors.absent),
        arguments: Vectors.load("cfs", kinds: "cfs_tlm"))
    func vectors(_ vector: Vector) throws {
        let octets = vector.octets
        let packet = try SpacePacketView(checking: octets.span.bytes)
        let (application, count) = (packet.application, packet.sequenceCount)
        #expect(Int(application.rawValue) == vector.fields["apid"].integer)
        #expect(Int(count) == vector.fields["seq"].integer)
        let extended = vector.fields["extended"]
        let view = try CoreFlightTelemetryView(
            checking: packet, version: extended == .null ? .primary : .extended,
            timeOrder: vector.fields["time_little_endian"].flag == true ? .little : .big)
        let (seconds, subseconds) = (view.seconds, view.subseconds)
        #expect(Int(seconds) == vector.fields["seconds"].integer)
        #expect(Int(subseconds) == vector.fields["subseconds"].integer)
        #expect(CoreFlightTelemetryView.headerLength == vector.fields["header_octets"].integer)
        let payload = copy(view.payload)
        #expect(payload == vector.fields["payload"].octets)
        let header = view.extendedHeader
        #expect((header == nil) == (extended == .null))
        guard let header else { return }
        #expect(Int(header.dataSheetVersion) == extended["eds_version"].integer)
        #expect(header.isLittleEndian == extended["endian_le"].flag)
        #expect(header.isPlayback == extended["playback"].flag)
        #expect(Int(header.subsystem) == extended["subsystem_id"].integer)
        #expect(Int(header.system) == extended["system_id"].integer)
    }

    /// The flags beside the endian bit, which the vectors leave at zero.
    @Test func extendedHeaderBits() {
        let header = CoreFlightExtendedHeader(rawValue: 0xFB01_8001)
        #expect(header.dataSheetVersion == 31)
        #expect(!header.isLittleEndian)
        #expect(header.isPlayback)
        #expect(header.subsystem == 0x101)
        #expect(header.system == 0x8001)
    }

    private func error(_ octets: [UInt8]) -> WireError? {
        wireError { () throws(WireError) in
            let packet = try SpacePacketView(checking: octets.span.bytes)
            _ = try CoreFlightTelemetryView(checking: packet, version: .extended)
        }
    }

    @Test func otherPackets() {
        let rest = [UInt8](repeating: 0, count: 16)
        #expect(
            error([0x18, 1, 0xC0, 0, 0, 15] + rest)
                == WireError(.field, expected: 0, found: 1, offset: 0))
        #expect(
            error([0x00, 1, 0xC0, 0, 0, 15] + rest)
                == WireError(.field, expected: 1, found: 0, offset: 0))
    }

    /// A prefix of a packet is no packet; so the length field is set to what is there.
    @Test func everyPrefixOfCoreFlightTelemetryView() throws {
        let sample = "0820c003000f042a123459682f0040004bae8d2f9fa2".hexOctets
        for count in 7...sample.count {
            let octets = EveryPrefixTests.shortened(sample, to: count)
            let packet = try SpacePacketView(checking: octets.span.bytes)
            for version in CoreFlightTelemetryView.HeaderVersion.allCases {
                let error = wireError { () throws(WireError) in
                    let view = try CoreFlightTelemetryView(checking: packet, version: version)
                    _ = touch(view)
                }
                let expected = WireError(.length, expected: 16, found: count, offset: 6)
                #expect(error == (count < 16 ? expected : nil))
            }
        }
    }
}
