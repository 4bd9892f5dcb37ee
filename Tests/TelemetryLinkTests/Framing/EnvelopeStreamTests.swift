import CCSDS
import FeedhornTestKit
import LinkFraming
import Testing

@testable import TelemetryLink

@Suite("Are AX.25, CSP and cFS found in streams, whatever the line does?")
struct EnvelopeStreamTests {
    private static let data: [[UInt8]] = {
        var generator = SeededGenerator(seed: 71)
        return [[0xC0, 0xDB], [0x7E, 0xFF], generator.octets(40), generator.octets(200), [0]]
    }()

    private func parameters(
        _ framing: Framing, _ envelopes: [Envelope], _ type: FrameParameters.FrameType = .opaque
    ) -> ManagedParameters {
        var parameters = ManagedParameters(name: "envelopes", framing: framing)
        parameters.envelopes = envelopes
        parameters.frame.type = type
        return parameters
    }

    private func kissNoise(_ generator: inout SeededGenerator) -> [UInt8] {
        generator.pick([[0xC0, 0x06, 1, 2, 0xC0], [0xC0, 0xC0], [0xC0, 0x00, 0xDB, 0x01, 0xC0]])
    }

    // MARK: AX.25

    private func address(_ callsign: String, _ last: UInt8) -> [UInt8] {
        let padded = callsign + String(repeating: " ", count: 6 - callsign.count)
        return padded.utf8.map { $0 << 1 } + [last]
    }

    /// Without digipeaters, with one, with two.
    private func ax25(_ data: [UInt8], _ digipeaters: Int) -> [UInt8] {
        let relays = (0..<digipeaters).map { place -> [UInt8] in
            let isLast: UInt8 = place == digipeaters - 1 ? 1 : 0
            return address("RELAY\(place)", 0xE0 | isLast)
        }
        return address("GND", 0xE0) + address("SAT", digipeaters == 0 ? 0x61 : 0x60)
            + relays.flatMap { $0 } + [0x03, 0xF0] + data
    }

    @Test(arguments: [false, true])
    func ax25InKISS(isStripped: Bool) {
        StreamVerifier(
            name: "KISS, AX.25",
            parameters: parameters(
                .kiss(KISSParameters()), [Envelope(.ax25, isStripped: isStripped)]),
            samples: EnvelopeStreamTests.data.enumerated().map { place, data in
                let frame = ax25(data, place % 3)
                return StreamSample(LinkEncoder.kiss(frame), isStripped ? data : frame)
            },
            noise: kissNoise
        ).verify()
    }

    @Test(arguments: [false, true])
    func ax25InHDLC(isStripped: Bool) {
        let samples = EnvelopeStreamTests.data.enumerated().map { place, data in
            let frame = ax25(data, place % 3)
            var sender = HDLCSender()
            for _ in 0..<3 { sender.flag() }
            sender.frame(frame)
            sender.flag()
            return StreamSample(sender.octets(), isStripped ? data : frame)
        }
        StreamVerifier(
            name: "HDLC, AX.25",
            parameters: parameters(
                .hdlc(HDLCParameters()), [Envelope(.ax25, isStripped: isStripped)]),
            samples: samples,
            noise: { $0.octets($0.integer(below: 30)) + [0xFF, 0xFF] }, isChecked: true
        ).verify()
    }

    // MARK: CSP

    /// Version 2: 2 bits of priority, 14 each of addresses, 6 each of ports and flags.
    private func csp2(_ data: [UInt8], coversHeader: Bool) -> [UInt8] {
        let header: [UInt8] = [0x80, 0x0A, 0x00, 0x15, 0x45, 0x01]
        let check = BitwiseChecksum.crc32c(coversHeader ? header + data : data)
        return header + data + [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: check >> $0) }
    }

    @Test(arguments: [CSPVersion.one, .two], [false, true])
    func cspInKISS(version: CSPVersion, coversHeader: Bool) {
        for isStripped in [false, true] {
            StreamVerifier(
                name: "KISS, CSP \(version)",
                parameters: parameters(
                    .kiss(KISSParameters()),
                    [Envelope(.csp(version, .asFlagged), isStripped: isStripped)]),
                samples: EnvelopeStreamTests.data.map { data in
                    let packet =
                        version == .two
                        ? csp2(data, coversHeader: coversHeader)
                        : LinkEncoder.csp(
                            data, source: 1, destination: 10, port: 30,
                            coversHeader: coversHeader)
                    return StreamSample(LinkEncoder.kiss(packet), isStripped ? data : packet)
                },
                noise: kissNoise
            ).verify()
        }
    }

    /// A checksum that is always there keeps everything out that was not sent.
    @Test func cspAlwaysChecked() {
        StreamVerifier(
            name: "SLIP, CSP",
            parameters: parameters(
                .slip(SLIPParameters()), [Envelope(.csp(.two, .always), isStripped: true)]),
            samples: EnvelopeStreamTests.data.map {
                StreamSample(LinkEncoder.slip(csp2($0, coversHeader: true)), $0)
            },
            noise: { $0.pick([[0xC0], [0xC0, 0xDB, 0x01, 0xC0]]) }, isChecked: true
        ).verify()
    }

    // MARK: cFS

    /// A packet of version 1 or 2 of the message header, with its number as seconds.
    private func message(_ number: UInt8, isExtended: Bool, _ data: [UInt8]) -> [UInt8] {
        let time: [UInt8] = [0x11, 0x22, 0x33, number, 0x80, 0x00]
        let header =
            isExtended ? [0x04, 0x2A, 0x12, 0x34] + time : time + [UInt8](repeating: 0, count: 4)
        let field = header.count + data.count - 1
        return [0x08, 0x7F, 0xC0, number, UInt8(field >> 8), UInt8(field & 0xFF)] + header + data
    }

    @Test(arguments: [false, true])
    func coreFlightSystem(isExtended: Bool) throws {
        let messages = EnvelopeStreamTests.data.enumerated().map { place, data in
            message(UInt8(place), isExtended: isExtended, data)
        }
        let version: CoreFlightTelemetryView.HeaderVersion = isExtended ? .extended : .primary
        StreamVerifier(
            name: "SLIP, cFS \(version)",
            parameters: parameters(.slip(SLIPParameters()), [], .packets),
            samples: messages.map { StreamSample(LinkEncoder.slip($0), $0) },
            noise: { $0.pick([[0xC0], [0xC0, 0xDB, 0x01, 0xC0]]) },
            leaving: { $0.packetOctets }
        ).verify()
        let bare = ManagedParameters(name: "bare", framing: .packets)
            .decodeInManyWays(Array(messages.joined()))
        #expect(bare.packetOctets == messages)
        for (place, octets) in bare.packetOctets.enumerated() {
            let packet = try SpacePacketView(checking: octets.span.bytes)
            let view = try CoreFlightTelemetryView(checking: packet, version: version)
            let (seconds, subseconds) = (view.seconds, view.subseconds)
            let (system, payload) = (view.extendedHeader?.system, [UInt8](view.payload))
            #expect(seconds == 0x1122_3300 | UInt32(place) && subseconds == 0x8000)
            #expect(system == (isExtended ? 0x1234 : nil))
            #expect(payload == EnvelopeStreamTests.data[place])
        }
    }
}
