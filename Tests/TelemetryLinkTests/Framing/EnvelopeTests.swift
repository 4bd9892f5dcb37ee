import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

@Suite("Are AX.25 and CSP taken off where something is in them, and checked where not?")
struct EnvelopeTests {
    private func address(_ callsign: String, _ last: UInt8) -> [UInt8] {
        let padded = callsign + String(repeating: " ", count: 6 - callsign.count)
        return padded.utf8.map { $0 << 1 } + [last]
    }

    private func ax25(_ data: [UInt8], control: UInt8 = 3) -> [UInt8] {
        address("GND", 0xE0) + address("SAT", 0x61) + [control, 0xF0] + data
    }

    private func parameters(
        _ envelopes: [Envelope], _ type: FrameParameters.FrameType = .opaque
    ) -> ManagedParameters {
        var parameters = ManagedParameters(name: "envelopes", framing: .kiss(KISSParameters()))
        parameters.envelopes = envelopes
        parameters.frame.type = type
        return parameters
    }

    private func csp(_ isStripped: Bool) -> Envelope {
        Envelope(.csp(.one, .asFlagged), isStripped: isStripped)
    }

    private static let packet = GeneratedPacket.space(
        application: 5, sequenceCount: 0, data: [1, 2, 3]
    ).octets

    @Test func whole() {
        let frame = ax25([1, 2, 3])
        let decoded = parameters([Envelope(.ax25, isStripped: false)])
            .decode(LinkEncoder.kiss(frame) + LinkEncoder.kiss([1, 2, 3]))
        #expect(decoded.frames.map(\.octets) == [frame])
        #expect(decoded.frames.map(\.annotation.quality) == [.undetermined])
        #expect(decoded.records.rejected.map(\.octets) == [[1, 2, 3]])
        #expect(decoded.balance.framesRejected[.envelope] == 1)
    }

    @Test func stripped() {
        let wire =
            LinkEncoder.kiss(ax25(EnvelopeTests.packet))
            // A connection is asked for: no data in it.
            + LinkEncoder.kiss(address("GND", 0xE0) + address("SAT", 0x61) + [0x3F])
        let parameters = parameters([Envelope(.ax25, isStripped: true)], .packets)
        let decoded = parameters.decode(wire)
        #expect(decoded.packets.map(\.octets) == [EnvelopeTests.packet])
        #expect(decoded.balance.strippedBits[.wrapper] == 16 * 8)
        #expect(decoded.balance.skippedBits[.notData] == 15 * 8)
        #expect(decoded.records.statistics.nonDataRecords == 1)
        #expect(parameters.decode(wire, .fixed(1)).records == decoded.records)
    }

    @Test(arguments: [false, true])
    func checksums(coversHeader: Bool) {
        let packet = LinkEncoder.csp(
            EnvelopeTests.packet, source: 1, destination: 10, port: 30, coversHeader: coversHeader)
        var bad = packet
        bad[6] ^= 1
        let wire = LinkEncoder.kiss(packet) + LinkEncoder.kiss(bad)
        let whole = parameters([csp(false)]).decode(wire)
        #expect(whole.frames.map(\.octets) == [packet])
        #expect(whole.frames.map(\.annotation.quality) == [.good])
        #expect(whole.balance.framesRejected[.checksum] == 1)
        let inside = parameters([csp(true)], .packets).decode(wire)
        #expect(inside.packets.map(\.octets) == [EnvelopeTests.packet])
        #expect(inside.balance.strippedBits[.wrapper] == 32)
        #expect(inside.balance.strippedBits[.checksum] == 32)
        #expect(inside.balance.framesRejected[.checksum] == 1)
    }

    @Test("one in the other")
    func nested() {
        let packet = LinkEncoder.csp(
            EnvelopeTests.packet, source: 1, destination: 10, port: 30)
        let decoded = parameters([Envelope(.ax25, isStripped: true), csp(true)], .packets)
            .decode(LinkEncoder.kiss(ax25(packet)))
        #expect(decoded.packets.map(\.octets) == [EnvelopeTests.packet])
        #expect(decoded.balance.strippedBits[.wrapper] == 20 * 8)
        let outerOnly = parameters([Envelope(.ax25, isStripped: true), csp(false)])
            .decode(LinkEncoder.kiss(ax25(packet)))
        #expect(outerOnly.frames.map(\.octets) == [packet])
    }

    @Test("what is encrypted or a fragment can't be read as what the link file says is in it")
    func notPlain() {
        for flag: UInt8 in [0x02, 0x04, 0x08, 0x10] {
            let packet: [UInt8] = [0x82, 0xA5, 0x05, flag] + EnvelopeTests.packet
            let wire = LinkEncoder.kiss(packet)
            let inside = parameters([csp(true)], .packets).decode(wire)
            #expect(inside.packets == [] && inside.balance.framesRejected[.envelope] == 1)
            let whole = parameters([csp(false)]).decode(wire)
            #expect(whole.frames.map(\.octets) == [packet])
        }
    }

    @Test("a datagram is a packet, however long its frames are")
    func datagrams() {
        var parameters = ManagedParameters(name: "datagrams", framing: .opaque)
        parameters.envelopes = [csp(true)]
        parameters.frame.length = 3
        let first = LinkEncoder.csp([7, 8, 9], source: 1, destination: 2, port: 3)
        let second = LinkEncoder.csp([1, 2, 3], source: 1, destination: 2, port: 3)
        let short: [UInt8] = [1, 2]
        let wire = first + second + short
        let decoded = parameters.decode(
            wire, chunks: [0..<11, 11..<22, 22..<24])
        #expect(decoded.frames.map(\.octets) == [[7, 8, 9], [1, 2, 3]])
        #expect(decoded.balance.framesRejected[.envelope] == 1)
    }

    @Test("a header without data behind it carries nothing")
    func empty() {
        let decoded = parameters([csp(true)], .packets)
            .decode(LinkEncoder.kiss([0x82, 0xA5, 0x05, 0x00]))
        #expect(decoded.balance.skippedBits[.notData] == 32)
        #expect(decoded.balance.framesFound == 0)
    }
}
