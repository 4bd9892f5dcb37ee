import ChannelCoding
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Does no link file that is accepted make the decoder trap?")
struct HostileParameterTests {
    private static let streams: [(name: String, octets: [UInt8])] = {
        var generator = SeededGenerator(seed: 61)
        let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D]
        let markers = Array((0..<300).map { _ in marker + generator.octets(3) }.joined())
        return [
            ("zeros", [UInt8](repeating: 0, count: 2_000)),
            ("ones", [UInt8](repeating: 0xFF, count: 2_000)),
            ("ends", [UInt8](repeating: 0xC0, count: 500)),
            ("noise", generator.octets(3_000)), ("markers", markers),
            (
                "start words",
                Array((0..<200).map { _ in [0xDE, 0xAD, 0xBE, 0xEF, 0, 0, 0, 9] }.joined())
            ),
            ("flags", [UInt8](repeating: 0x7E, count: 500)),
            ("start octets", [UInt8](repeating: 0xFD, count: 900)), ("nothing", []),
        ]
    }()

    private func survive(_ parameters: ManagedParameters, _ name: String) {
        for stream in HostileParameterTests.streams {
            let whole = parameters.decode(stream.octets)
            let parts = parameters.decode(
                stream.octets, .random(62, upTo: 40), ownSlabs: true)
            // Datagrams are frames: there, chunks are what makes the records.
            if parameters.framing == .opaque || parameters.wrapper != ManagedParameters.Wrapper() {
                continue
            }
            if parts.records != whole.records {
                Issue.record("\(name), \(stream.name)")
                Difference.report(parts.records, whole.records)
            }
        }
    }

    @Test(arguments: [1, 7, 1_000, 65_536], [8, 9, 32, 192])
    func markersAndLengths(length: Int, bits: Int) throws {
        let octets = [UInt8](repeating: 0x1A, count: (bits + 7) / 8)
        let marker = try #require(AttachedSyncMarker(octets: octets, bitCount: bits))
        for (errors, acquire, flywheel) in [(0, 1, 0), (bits / 4, 2, 3), (1, 255, 255)] {
            var sync = SyncParameters(marker: marker)
            sync.maximumErrors = errors
            sync.acquire = acquire
            sync.flywheel = flywheel
            for fecf in [false, true] {
                var frame = FrameParameters()
                frame.length = length
                frame.fecf = fecf
                var parameters = ManagedParameters(
                    name: "hostile", framing: .synchronized(sync), frame: frame)
                parameters.coding.randomizer = fecf ? .period131071 : nil
                survive(parameters, "\(bits) bits, \(length) octets, \(errors) errors, \(fecf)")
                let before = length - octets.count
                guard before > 0 else { continue }
                sync.frameStartsBefore = before
                parameters.framing = .synchronized(sync)
                survive(parameters, "\(bits) bits at the end of \(length)")
            }
        }
    }

    /// What a link file can't say, and a program can: no length, a marker behind the frame.
    @Test func impossibleFrames() {
        for (length, before) in [(0, 0), (0, 10), (3, 500)] {
            var sync = SyncParameters(marker: .standard)
            sync.frameStartsBefore = before
            var frame = FrameParameters()
            frame.length = length
            frame.type = .aos
            frame.aosSpacecraftBits = 9
            survive(
                ManagedParameters(name: "odd", framing: .synchronized(sync), frame: frame),
                "\(length) octets, marker at \(before)")
        }
        survive(ManagedParameters(name: "none", framing: .fixedFrames), "no length")
    }

    @Test(arguments: [1, 4], [-4_096, 0, 4_096])
    func lengthPrefixes(width: Int, bias: Int) {
        for (offset, header, maximum) in [(0, 0, 1), (4_096, 4_096, 1_048_576), (3, 9, 65_542)] {
            var prefix = LengthPrefixParameters()
            prefix.width = width
            prefix.bias = bias
            prefix.offset = offset
            prefix.headerOctets = header
            prefix.maximumLength = maximum
            var parameters = ManagedParameters(name: "hostile", framing: .lengthPrefixed(prefix))
            survive(parameters, "prefix \(width) \(bias) \(offset)")
            parameters.frame.type = .tm
            parameters.coding.randomizer = .period255
            survive(parameters, "prefix TM \(width) \(bias) \(offset)")
        }
    }

    private func others(_ maximum: Int) -> [Framing] {
        var slip = SLIPParameters()
        slip.maximumLength = maximum
        var cobs = COBSParameters()
        cobs.maximumLength = maximum
        cobs.reduced = maximum == 1
        var hdlc = HDLCParameters()
        hdlc.maximumLength = min(65_536, maximum)
        var fprime = FPrimeParameters()
        fprime.maximumLength = min(65_536, maximum)
        return [
            .slip(slip), .cobs(cobs), .hdlc(hdlc), .fprime(fprime), .mavlink(MAVLinkParameters()),
        ]
    }

    @Test(arguments: [1, 65_542, 1_048_576])
    func records(maximum: Int) {
        var kiss = KISSParameters()
        kiss.maximumLength = maximum
        for type in [FrameParameters.FrameType.tm, .aos, .uslp, .opaque, .packets] {
            var parameters = ManagedParameters(name: "hostile", framing: .kiss(kiss))
            parameters.frame.type = type
            parameters.frame.fhec = true
            parameters.frame.insertZone = 2_048
            survive(parameters, "KISS \(type)")
            for framing in others(maximum) {
                parameters.framing = framing
                survive(parameters, "\(framing) \(type)")
                parameters.coding.randomizer = .period255
                survive(parameters, "\(framing) \(type), randomized")
                parameters.coding.randomizer = nil
            }
            parameters.framing = .opaque
            parameters.wrapper = ManagedParameters.Wrapper(before: 3, after: 4_096)
            survive(parameters, "opaque \(type)")
        }
    }

    @Test(arguments: [7, 65_542, 1_048_576], [0, 4_096])
    func barePackets(maximum: Int, before: Int) {
        var parameters = ManagedParameters(name: "hostile", framing: .packets)
        parameters.packets.maximumLength = maximum
        parameters.packets.octetsBefore = before
        parameters.packets.errorControl = true
        survive(parameters, "packets \(maximum) \(before)")
    }

    /// Frames that have to be moved and are too long for it, codeblocks of another length.
    @Test func codedRecords() throws {
        for depth in ReedSolomonCode.interleavingDepths {
            let code = try #require(ReedSolomonCode(errorCapability: 8, interleavingDepth: depth))
            for mode in [ReedSolomonParameters.Mode.correct, .strip] {
                var parameters = ManagedParameters(
                    name: "hostile", framing: .kiss(KISSParameters()))
                parameters.coding.reedSolomon = ReedSolomonParameters(code: code)
                parameters.coding.reedSolomon?.mode = mode
                survive(parameters, "records with parity, I=\(depth)")
                parameters.framing = .fixedFrames
                parameters.frame.length = code.dataLength
                survive(parameters, "fixed, I=\(depth)")
            }
        }
        for length in [0, 1, 20, 892] {
            for framing in others(1_020) + [.fixedFrames, .opaque] {
                var parameters = ManagedParameters(name: "hostile", framing: framing)
                parameters.coding.ldpc = .c2
                parameters.frame.length = length
                survive(parameters, "LDPC, \(framing), \(length) octets")
            }
        }
        var long = ManagedParameters(
            name: "hostile", framing: .lengthPrefixed(LengthPrefixParameters()))
        long.coding.randomizer = .period255
        let decoded = long.decode([0xFF, 0xFF] + [UInt8](repeating: 0, count: 65_535))
        #expect(decoded.balance.framesDelivered == 1)
    }

    /// A stage in front of any framing: what a link file refuses, a program can ask for.
    @Test func symbols() {
        var generator = SeededGenerator(seed: 63)
        let framings: [Framing] = [
            .synchronized(SyncParameters(marker: .standard)), .fixedFrames, .opaque, .packets,
            .kiss(KISSParameters()), .lengthPrefixed(LengthPrefixParameters()),
        ]
        for framing in framings {
            var parameters = ManagedParameters(name: "symbols", framing: framing)
            parameters.frame.length = 20
            parameters.coding.differential = .space
            survive(parameters, "differential \(framing)")
            var convolutional = ConvolutionalParameters(
                code: ConvolutionalCode(rate: generator.pick(ConvolutionalCode.Rate.allCases)))
            for form in SymbolForm.allCases {
                convolutional.symbols = form
                convolutional.modulation = .qpsk
                parameters.coding.convolutional = convolutional
                survive(parameters, "convolutional \(framing) \(form)")
            }
        }
    }
}
