import FeedhornTestKit
import LinkFraming
import Testing

@Suite("Are MAVLink frames found, whatever the line does, and none made up?")
struct MAVLinkFramerTests {
    /// HEARTBEAT (0, extra 50, 9 octets), ATTITUDE (30, extra 39, 28 octets) of the dialect common.
    private static let frames: [[UInt8]] = {
        var generator = SeededGenerator(seed: 26)
        return (0..<20).map { index in
            let isHeartbeat = index % 3 == 0
            return LinkEncoder.mavlink(
                isHeartbeat
                    ? [0, 0, 0, 0, 2, 3, 81, 4, 3] : generator.octets(index % 2 == 0 ? 28 : 20),
                message: isHeartbeat ? 0 : 30, extra: isHeartbeat ? 50 : 39, sequence: UInt8(index),
                version: index % 3 == 2 ? 1 : 2)
        }
    }()

    /// Message 60,000 is in no table.
    private static let unknown = LinkEncoder.mavlink(
        [1, 2, 3], message: 60_000, extra: 7, sequence: 0)

    private func run(_ wire: [UInt8], _ framer: MAVLinkFramer = MAVLinkFramer()) -> FramerRun {
        let whole = FramerRun(framer, wire, [0..<wire.count])
        let parts = FramerRun(framer, wire, (0..<wire.count).map { $0..<$0 + 1 })
        #expect(parts == whole)
        #expect(whole.faults == [])
        return whole
    }

    @Test func everything() {
        FramerVerifier(
            name: "MAVLink", framer: MAVLinkFramer(),
            samples: MAVLinkFramerTests.frames.map { Sample($0, $0) },
            noise: { generator in
                let noise = generator.octets(generator.integer(below: 20))
                return noise.map { $0 >= 0xFD ? 0x11 : $0 }
                    + generator.pick([[], [0xFD, 3], [0xFE]])
            },
            isChecked: true
        ).verify()
    }

    @Test("a frame that fails where one is expected is a failed frame")
    func failed() {
        let good = MAVLinkFramerTests.frames[0]
        var bad = MAVLinkFramerTests.frames[1]
        bad[12] ^= 1
        #expect(run(good + bad + good).failures == [.checksum])
        #expect(run(good + bad + good).passedData == [good, good])
        // Where none is expected, it is noise.
        let lone = run(bad + good)
        #expect(lone.failures == [] && lone.passedData == [good])
        #expect(lone.owned == ["noRecord": 8 * bad.count])
    }

    @Test("a length that is too large swallows no frame behind it")
    func wrongLength() {
        let good = MAVLinkFramerTests.frames[0]
        var bad = MAVLinkFramerTests.frames[1]
        bad[1] = 200
        let found = run(good + bad + Array((0..<15).map { _ in good }.joined()))
        #expect(found.passedData.count == 16)
        #expect(found.failures == [.checksum] && found.records[1].bits == 8 * bad.count)
    }

    @Test("an unknown message is taken where frames are around it, unverified")
    func unknownMessages() {
        let good = MAVLinkFramerTests.frames[0]
        let unknown = MAVLinkFramerTests.unknown
        let between = run(good + unknown + unknown + good)
        #expect(between.goodData == [good, unknown, unknown, good])
        #expect(between.passedData == [good, good])
        #expect(run(unknown + good).goodData == [unknown, good])
        // Nothing says that it is a frame.
        #expect(run(unknown).goodData == [])
        #expect(run(unknown + unknown).goodData == [])
        #expect(run(good + unknown + [1, 2, 3] + good).goodData == [good, good])
    }

    @Test("options that nobody has defined: found, and refused")
    func unknownOptions() {
        let good = MAVLinkFramerTests.frames[0]
        let refused = LinkEncoder.mavlink(
            [1], message: 0, extra: 50, sequence: 1, options: 0x02)
        let found = run(good + refused + good)
        #expect(found.goodData == [good, good] && found.failures == [.version])
    }

    @Test("noise makes no frames")
    func rustling() {
        var generator = SeededGenerator(seed: 98)
        let wire = generator.octets(300_000)
        let found = FramerRun(MAVLinkFramer(), wire, [0..<wire.count])
        #expect(found.records == [])
        #expect(found.owned == ["noRecord": 2_400_000])
    }

    @Test("start octets only take no longer than their number says", .timeLimit(.minutes(15)))
    func startOctetsOnly() {
        let wire = [UInt8](repeating: 0xFE, count: 100_000)
        #expect(FramerRun(MAVLinkFramer(), wire, [0..<wire.count]).records == [])
    }
}

@Suite("Is a signature asked for where there is somebody to check it?")
struct MAVLinkSignatureTests {
    /// The signed frame of `mavlink.json`, made by pymavlink with a key, and accepted by the C
    /// parser; its last six octets are the signature.
    private static let frame: [UInt8] = [
        0xFD, 0x09, 0x01, 0x00, 0x00, 0x01, 0x01, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02,
        0x03, 0x51, 0x04, 0x03, 0x00, 0xE6, 0x03, 0x15, 0xCD, 0x5B, 0x07, 0x00, 0x00, 0xDE, 0x9A,
        0x84, 0x02, 0xA9, 0x8A,
    ]

    /// Knows what one frame must be signed with.
    private struct Literal: MAVLinkSignatureVerifier {
        func isRight(_ signature: UInt64, of signed: RawSpan) -> Bool {
            signed.withUnsafeBytes { Array($0) } == Array(MAVLinkSignatureTests.frame.dropLast(6))
                && signature == 0xDE9A_8402_A98A
        }
    }

    private func run(_ wire: [UInt8], _ framer: MAVLinkFramer) -> FramerRun {
        FramerRun(framer, wire, [0..<wire.count])
    }

    @Test func fields() throws {
        try withSpan(MAVLinkSignatureTests.frame) { span in
            let signature = try #require(try MAVLinkFrameView(checking: span).signature)
            #expect(signature.link == 3)
            #expect(signature.timestamp == 123_456_789)
            #expect(signature.value == 0xDE9A_8402_A98A)
        }
    }

    @Test func checked() {
        let frame = MAVLinkSignatureTests.frame
        #expect(run(frame, MAVLinkFramer()).passedData == [frame])
        #expect(run(frame, MAVLinkFramer(signatures: Literal())).passedData == [frame])
        var forged = frame
        forged[33] ^= 1
        let found = run(forged, MAVLinkFramer(signatures: Literal()))
        #expect(found.passedData == [] && found.failures == [.authentication])
        #expect(run(forged, MAVLinkFramer()).passedData == [forged])
    }

    @Test("a signed frame is taken once: its time must go on")
    func repeated() {
        let frame = MAVLinkSignatureTests.frame
        let found = run(frame + frame, MAVLinkFramer(signatures: Literal()))
        #expect(found.passedData == [frame] && found.failures == [.authentication])
        // Without a key nobody knows whether a time is the sender's.
        #expect(run(frame + frame, MAVLinkFramer()).passedData == [frame, frame])
    }

    @Test("with a key, a frame without a signature is refused, unless told otherwise")
    func unsigned() {
        let plain = LinkEncoder.mavlink(
            [0, 0, 0, 0, 2, 3, 81, 4, 3], message: 0, extra: 50, sequence: 0)
        let strict = run(plain, MAVLinkFramer(signatures: Literal()))
        #expect(strict.failures == [.authentication])
        let lenient = MAVLinkFramer(signatures: Literal(), acceptsUnsigned: true)
        #expect(run(plain, lenient).passedData == [plain])
    }
}
