import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do frames in records come out as the generator put them in?")
struct RecordStreamTests {
    private static let faults = FaultPlan([
        PlacedFault(5, .missing), PlacedFault(9, .repeated(2)), PlacedFault(14, .badErrorControl),
        PlacedFault(19, .wrongSpacecraft(86)), PlacedFault(25, .countReset(200)),
    ])

    /// `before`: octets of a record in front of its data.
    private func check(
        _ name: String, _ framing: RecordFraming, _ link: Framing, octetsBefore: Int, seed: UInt64
    ) {
        let codes: [CodeblockFormat?] = [
            nil, CodeblockFormat(errorCapability: 8, interleaving: 1),
        ]
        let channel = ChannelFormat.fixed(
            code: codes[Int(seed % 2)], randomizer: seed % 3 == 0 ? .short : nil)
        var traffic = GeneratedTraffic(
            seed: seed, version: seed % 2 == 0 ? .tm : .aos, channel: channel)
        let stream = traffic.records(
            frames: 40, faults: RecordStreamTests.faults, framing: framing)
        var parameters = traffic.parameters
        parameters.framing = link
        let whole = parameters.decode(stream.octets)
        TruthCheck.run(whole, stream, "\(name), seed \(seed)", bitsAdded: -8 * octetsBefore)
        #expect(whole.balance.framesRejected[.fecf] == 1)
        #expect(whole.balance.framesRejected[.spacecraft] == 1)
        #expect(whole.balance.skippedBits[.malformed] == 0)
        for chunking in [Chunking.fixed(1), .random(seed, upTo: 300)] {
            let parts = parameters.decode(stream.octets, chunking, ownSlabs: true)
            #expect(parts.records == whole.records, "\(name), \(chunking), seed \(seed)")
        }
    }

    @Test(arguments: 1...6)
    func kiss(seed: UInt64) {
        var form = RecordFraming.KISSForm()
        form.port = seed % 2 == 0 ? 12 : 0
        form.hasTimeRecords = seed % 3 == 0
        form.sharesDelimiters = seed % 3 == 1
        check("KISS", .kiss(form), .kiss(KISSParameters()), octetsBefore: 0, seed: seed)
    }

    @Test(arguments: 1...6)
    func lengthPrefixed(seed: UInt64) {
        var form = RecordFraming.LengthPrefixForm()
        form.offset = Int(seed % 3) * 2
        form.width = [2, 3, 4][Int(seed % 3)]
        form.isLittleEndian = seed % 2 == 0
        form.bias = [0, 4, -3][Int(seed % 3)]
        form.headerOctets = seed % 2 == 0 ? 0 : 8
        var prefix = LengthPrefixParameters()
        prefix.offset = form.offset
        prefix.width = form.width
        prefix.byteOrder = form.isLittleEndian ? .little : .big
        prefix.bias = form.bias
        prefix.headerOctets = form.headerOctets
        check(
            "length", .lengthPrefixed(form), .lengthPrefixed(prefix),
            octetsBefore: form.offset + form.width + form.headerOctets, seed: seed)
    }

    @Test(arguments: 1...4)
    func fixedFrames(seed: UInt64) {
        check("fixed", .bare(octetsBefore: 0), .fixedFrames, octetsBefore: 0, seed: seed)
    }
}
