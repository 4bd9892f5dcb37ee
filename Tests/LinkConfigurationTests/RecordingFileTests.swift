import CCSDS
import ChannelCoding
import LinkConfiguration
import TelemetryLink
import Testing

/// Do the link files of the recordings load, with the values that they show?
struct RecordingFileTests {
    static let names = SystemFiles.yamlNames(in: Project.recordings)

    private func recording(_ id: String) throws -> LinkFile {
        try LinkFile.load("\(Project.recordings)/\(id).yaml")
    }

    @Test func thereAreSixtyFour() {
        #expect(RecordingFileTests.names.count == 64)
    }

    @Test(arguments: names)
    func loads(name: String) throws {
        let link = try LinkFile.load("\(Project.recordings)/\(name)")
        #expect(link.parameters.name + ".yaml" == name)
        #expect(link.source == nil)
    }

    @Test func suomiNPP() throws {
        let parameters = try recording("snpp-cadu-65").parameters
        #expect(parameters.framing == .synchronized(SyncParameters(marker: .standard)))
        #expect(parameters.coding.randomizer == .period255)
        #expect(
            parameters.coding.reedSolomon?.code
                == ReedSolomonCode(errorCapability: 16, interleavingDepth: 4))
        #expect(parameters.frame.type == .aos)
        #expect(parameters.frame.length == 892)
        #expect(parameters.acceptedSpacecraft == [SpacecraftIdentifier(rawValue: 157)])
        #expect(parameters.channels == ChannelTable())
    }

    @Test func queqiaoHasFillThatIsNotZero() throws {
        let parameters = try recording("queqiao-rs").parameters
        #expect(parameters.framing == .fixedFrames)
        #expect(parameters.frame.type == .opaque)
        #expect(parameters.frame.length == 220)
        #expect(parameters.coding.reedSolomon?.code.fill == [0xCF, 0xFC, 0x1D])
        #expect(parameters.coding.reedSolomon?.code.codeblockLength == 252)
    }

    @Test func equuleusHasOneOctetOfFillPerCodeword() throws {
        let code = try recording("equuleus-cadu-errors").parameters.coding.reedSolomon?.code
        #expect(code?.fill == [0])
        #expect(code?.codeblockLength == 508)
    }

    @Test func escapadeDropsDuplicates() throws {
        let frame = try recording("escapade-gold").parameters.frame
        #expect(frame.duplicates == .drop)
        #expect(frame.dataFieldOffset == 14)
        #expect(frame.ocf == .perHeader)
    }

    @Test func ecmIsLengthPrefixedPackets() throws {
        let parameters = try recording("ecm-bdsem").parameters
        var prefix = LengthPrefixParameters()
        prefix.width = 4
        prefix.byteOrder = .little
        prefix.headerOctets = 4
        #expect(parameters.framing == .lengthPrefixed(prefix))
        #expect(parameters.frame.type == .packets)
    }

    @Test func astrocastIsABitStream() throws {
        var sync = SyncParameters(marker: .standard)
        sync.flywheel = 0
        #expect(try recording("astrocast-bits").parameters.framing == .synchronized(sync))
    }
}

extension SystemFiles {
    /// Names of link files in a directory, sorted; empty where there is none.
    static func yamlNames(in directory: String) -> [String] {
        ((try? SystemFiles().names(in: directory)) ?? []).filter { $0.hasSuffix(".yaml") }.sorted()
    }
}
