import CCSDS
import ChannelCoding
import FeedhornTestKit
import Gateway
import LinkConfiguration
import TelemetryLink
import Testing

/// Is a stream found to be what it was generated as?
struct StreamIdentifierTests {
    /// The best combination's link file, read as every link file is.
    private func found(_ octets: [UInt8]) throws -> ManagedParameters {
        let links = StreamIdentifier(octets).identify()
        let best = try #require(links.first, "nothing found")
        return try LinkFile.parse(Array(best.linkFile().utf8), file: "found.yaml").parameters
    }

    private func expectDemo(_ found: ManagedParameters, _ octets: [UInt8]) throws {
        guard case .synchronized(let sync) = found.framing else {
            Issue.record("\(found.framing)")
            return
        }
        #expect(sync.marker.octets == [0x1A, 0xCF, 0xFC, 0x1D])
        #expect(found.frame.type == .tm && found.frame.length == 223 && found.frame.fecf)
        #expect(found.coding.randomizer == .period255)
        let code = try #require(found.coding.reedSolomon?.code)
        #expect(code.errorCapability == 16 && code.interleavingDepth == 1 && code.basis == .dual)
        #expect(found.acceptedSpacecraft.map(\.rawValue) == [681])
    }

    // The pass has noise, slips, turned polarity and lost frames in it.
    private static let pass = Array(DemoPass().octets.prefix(100_000))

    @Test func theDemoPass() throws {
        try expectDemo(try found(Self.pass), Self.pass)
    }

    @Test(arguments: [1, 4, 7])
    func atAnyBitAndInverted(_ shift: Int) throws {
        let octets = Self.pass.prefix(30_000).map { ~$0 }.later(by: shift)
        try expectDemo(try found(octets), octets)
    }

    @Test("a few frames, the last one cut off")
    func truncated() throws {
        let octets = GeneratedSignal.stream(
            DemoPass.frameFormat, DemoPass.channelFormat, 4)
        let found = try found(Array(octets.dropLast(100)))
        #expect(found.frame.length == 223 && found.coding.reedSolomon != nil)
    }

    @Test("the lock decodes: every frame of a clean stream comes out")
    func decodes() throws {
        let octets = GeneratedSignal.stream(DemoPass.frameFormat, DemoPass.channelFormat, 50)
        var decoder = LinkDecoder(try found(octets))
        var batch = PacketBatch()
        decoder.consume(
            Slab(copying: octets), 0..<octets.count,
            receivedAt: ReceptionTime(utc: 0, monotonic: 0), into: &batch)
        decoder.finish(into: &batch)
        #expect(decoder.balance.framesDelivered == 50)
    }

    struct Code: Sendable, CustomStringConvertible {
        var errors: Int
        var depth: Int
        var basis: CodeblockFormat.Basis
        var randomizer: RandomizerSequence?
        var fill = 0

        var description: String { "E=\(errors) I=\(depth) \(basis) \(fill)" }
    }

    @Test(arguments: [
        Code(errors: 16, depth: 5, basis: .dual, randomizer: .short),
        Code(errors: 16, depth: 4, basis: .conventional, randomizer: nil),
        Code(errors: 8, depth: 1, basis: .dual, randomizer: .short),
        Code(errors: 8, depth: 2, basis: .conventional, randomizer: .long, fill: 10),
        Code(errors: 16, depth: 8, basis: .dual, randomizer: .long),
        Code(errors: 16, depth: 3, basis: .dual, randomizer: nil, fill: 33),
    ])
    func codes(_ code: Code) throws {
        let block = CodeblockFormat(
            errorCapability: code.errors, interleaving: code.depth, basis: code.basis,
            fill: [UInt8](repeating: 0, count: code.fill))
        let octets = GeneratedSignal.stream(
            FrameFormat(.aos, length: block.dataLength),
            ChannelFormat(code: block, randomizer: code.randomizer), 30)
        let found = try found(octets)
        let reedSolomon = try #require(found.coding.reedSolomon?.code)
        #expect(reedSolomon.errorCapability == code.errors)
        #expect(reedSolomon.interleavingDepth == code.depth)
        #expect((reedSolomon.basis == .dual) == (code.basis == .dual))
        #expect(reedSolomon.fill.count == code.fill)
        #expect(
            found.coding.randomizer
                == code.randomizer.map { $0 == .long ? .period131071 : .period255 })
        #expect(found.frame.type == .aos && found.frame.length == block.dataLength)
        #expect(found.frame.fecf)
    }

    @Test(arguments: [FrameFormat.Version.tm, .aos, .uslp])
    func withoutCode(_ version: FrameFormat.Version) throws {
        let octets = GeneratedSignal.stream(
            FrameFormat(version, length: 300), ChannelFormat(code: nil, randomizer: .short), 60)
        let found = try found(octets)
        let types: [FrameFormat.Version: FrameParameters.FrameType] = [
            .tm: .tm, .aos: .aos, .uslp: .uslp,
        ]
        #expect(found.frame.type == types[version])
        #expect(found.frame.length == 300 && found.frame.fecf)
        #expect(found.coding.randomizer == .period255)
    }

    @Test("packets tell an insert zone and a control field")
    func dataField() throws {
        var format = FrameFormat(.aos, length: 220)
        format.insertZone = 8
        format.hasOperationalControl = true
        let found = try found(GeneratedSignal.stream(format, .fixed(), 200))
        #expect(found.framing == .fixedFrames)
        #expect(found.frame.insertZone == 8 && found.frame.ocf == .always && found.frame.fecf)
    }

    @Test(arguments: ["1/2", "3/4"])
    func symbols(_ rate: String) throws {
        let bits = GeneratedSignal.stream(DemoPass.frameFormat, DemoPass.channelFormat, 40)
        var encoder = try #require(ConvolutionalEncoder(rate: rate))
        let found = try found(encoder.encode(octets: bits).packed)
        #expect(found.coding.convolutional?.code.rate.rawValue == rate)
        #expect(found.frame.length == 223 && found.coding.reedSolomon != nil)
    }

    @Test func levels() throws {
        let bits = GeneratedSignal.stream(DemoPass.frameFormat, DemoPass.channelFormat, 40)
        let found = try found(DifferentialEncoder.encode(bits))
        #expect(found.coding.differential == .mark)
        #expect(found.frame.length == 223)
    }
}
