import FeedhornTestKit
import Testing

@Suite("What must, may and must not be delivered?")
struct DeliveryTruthTests {
    /// Ten coded frames: CADUs of 32 + 2,040 bits.
    private func truth(
        _ faults: [PlacedFault], errorCapability: Int = 16, fill: Int = 0,
        plan change: (inout FaultPlan) -> Void = { _ in }
    ) -> StreamTruth {
        let code = CodeblockFormat(
            errorCapability: errorCapability, fill: [UInt8](repeating: 0, count: fill))
        let channel = ChannelFormat(code: code, randomizer: .long)
        var plan = FaultPlan(faults)
        change(&plan)
        return stream(channel, FrameFormat(.tm, length: code.dataLength), plan).truth
    }

    private func stream(
        _ channel: ChannelFormat, _ format: FrameFormat, _ plan: FaultPlan
    ) -> GeneratedStream {
        var frames = FrameBuilder(
            format: format, spacecraft: 5, generator: SeededGenerator(seed: 3))
        let builder = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 4))
        return builder.build((0..<10).map { _ in frames.packetFrame(on: 0) }, faults: plan)
    }

    private func expectations(_ truth: StreamTruth) -> String {
        String(
            truth.frames.map { frame -> Character in
                switch frame.expectation {
                case .mustDeliver: "+"
                case .mayDeliver: "?"
                case .mustNotDeliver: "-"
                }
            })
    }

    @Test func everyShift() {
        for shift in 0..<8 {
            let truth = truth([]) { $0.leadingBits = shift }
            #expect(truth.frames[0].bits == shift..<shift + 2_072)
            #expect(expectations(truth) == "++++++++++")
            #expect(truth.isExact && truth.isRegular)
        }
    }

    @Test(arguments: [8, 16])
    func symbolErrors(errorCapability: Int) {
        for count in [1, errorCapability, errorCapability + 1, 2 * errorCapability] {
            let truth = truth(
                [PlacedFault(4, .symbolErrors(count, codeword: nil, place: .anywhere))],
                errorCapability: errorCapability)
            let isCorrected = count <= errorCapability
            #expect(truth.frames[4].fate == (isCorrected ? .corrected : .uncorrectable))
            #expect(truth.frames[4].rejection == (isCorrected ? nil : .code))
            #expect(truth.correctedSymbols == (isCorrected ? [0: 9, count: 1] : [0: 9]))
            #expect(truth.isExact)
        }
    }

    @Test func insideTheFill() {
        let truth = truth([PlacedFault(4, .fillErrors(3))], fill: 20)
        #expect(truth.frames[4].fate == .uncorrectable)
        #expect(truth.rejections == [.code: 1])
        #expect(expectations(truth) == "++++-+++++")
    }

    @Test func markerErrors() {
        #expect(expectations(truth([PlacedFault(4, .markerErrors(3))])) == "++++++++++")
        let lost = truth([PlacedFault(4, .markerErrors(4))])
        #expect(expectations(lost) == "++++?+++++")
        #expect(lost.frames[4].fate == .markerLost)
    }

    /// The next marker is found inside the broken frame.
    @Test func cutInTheMiddle() {
        let truth = truth([PlacedFault(4, .deletedBits(at: 1_000, count: 77))])
        #expect(expectations(truth) == "++++-+++++")
        #expect(truth.frames[4].fate == .broken)
        #expect(truth.isExact && !truth.isRegular)
    }

    /// Ten octets less at the end are ten wrong symbols, and the next frame begins before this one
    /// ends; its marker is there all the same.
    @Test func cutAtTheEnd() {
        let truth = truth([PlacedFault(4, .deletedBits(at: 1_992, count: 80))])
        #expect(expectations(truth) == "++++++++++")
        #expect(truth.frames[4].fate == .corrected)
        #expect((8...10).contains(truth.frames[4].correctedSymbols[0]))
        #expect(truth.frames[5].bits?.lowerBound == 5 * 2_072 - 80)
        #expect(truth.frames.indices.filter { truth.frames[$0].isOverlapped } == [5])
        #expect(!truth.isRegular)
    }

    /// The code is cyclic: two octets less near the beginning leave a codeword within reach,
    /// which ends inside the next marker.
    @Test func wholeOctetsCutNearTheBeginning() {
        let channel = ChannelFormat(code: CodeblockFormat(), randomizer: .short)
        let plan = FaultPlan([PlacedFault(4, .deletedBits(at: 46, count: 16))])
        let truth = stream(channel, FrameFormat(.tm, length: 223), plan).truth
        #expect(expectations(truth) == "++++??++++")
        #expect(truth.mayHoldFalseFrames && !truth.isExact)
    }

    /// What looks like a marker inside a frame that can't be read may be taken for one.
    @Test func markersByChance() {
        let plan = FaultPlan([PlacedFault(4, .symbolErrors(40, codeword: nil, place: .anywhere))])
        for (hasMarker, isInverted) in [(false, false), (true, false), (true, true)] {
            let channel = ChannelFormat(code: CodeblockFormat(), randomizer: nil)
            var builder = FrameBuilder(
                format: FrameFormat(.tm, length: 223), spacecraft: 5,
                generator: SeededGenerator(seed: 3))
            var data = [UInt8](repeating: 0x55, count: 180)
            let marker: [UInt8] = [0x1A, 0xCF, 0xFC, 0x1D].map { isInverted ? ~$0 : $0 }
            // Many, for errors may hit one or the other.
            if hasMarker { data = Array((0..<45).map { _ in marker }.joined()) }
            for count: UInt16 in 0..<10 {
                builder.enqueue(
                    .space(application: 1, sequenceCount: count, data: data), on: 0)
            }
            let frames = (0..<8).map { _ in builder.packetFrame(on: 0) }
            let truth = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 4))
                .build(frames, faults: plan).truth
            #expect(truth.frames[4].fate == .uncorrectable)
            #expect(truth.holdsFalseMarkers == hasMarker && truth.isRegular == !hasMarker)
        }
    }

    @Test func bitsInFront() {
        let truth = truth([PlacedFault(4, .insertedBits(at: 0, count: 5))])
        #expect(expectations(truth) == "++++++++++")
        #expect(truth.frames[4].bits?.lowerBound == 4 * 2_072 + 5)
    }

    @Test func polarityTurnsAtAFrame() {
        let truth = truth([PlacedFault(4, .polarityTurn(at: 0))])
        #expect(expectations(truth) == "++++++++++")
        #expect(truth.frames.map(\.isInverted) == (0..<10).map { $0 >= 4 })
    }

    @Test func polarityTurnsInsideAFrame() {
        let truth = truth([PlacedFault(4, .polarityTurn(at: 500))]) { $0.startsInverted = true }
        #expect(expectations(truth) == "++++-+++++")
        #expect(truth.frames.map(\.isInverted) == (0..<10).map { $0 < 5 })
    }

    /// The marker lost its first bits, which the frame before happens to end with, and the last
    /// octet has the other polarity: the frame can be read, from where it would have begun.
    @Test func turnBehindALostBit() {
        let truth = truth([
            PlacedFault(4, .deletedBits(at: 0, count: 1)),
            PlacedFault(4, .polarityTurn(at: 2_064)),
        ])
        #expect(truth.frames[4].bits?.lowerBound == 4 * 2_072 - 1)
        #expect(truth.frames[4].correctedSymbols == [1])
        #expect(truth.frames[4].expectation == .mustDeliver)
        #expect(truth.frames[5].isInverted)
    }

    @Test func streamEndsInsideAFrame() {
        let truth = truth([PlacedFault(9, .deletedBits(at: 2_000, count: 72))])
        #expect(truth.frames[9].fate == .truncated)
        #expect(expectations(truth) == "+++++++++-")
    }

    /// Without code and FECF only the markers around a frame speak for it.
    @Test func nothingToVerifyWith() {
        var format = FrameFormat(.tm, length: 60)
        format.hasErrorControl = false
        let plain = stream(ChannelFormat(), format, FaultPlan()).truth
        #expect(expectations(plain) == "++++++++++")
        let cut = FaultPlan([PlacedFault(2, .deletedBits(at: 100, count: 16))])
        let broken = stream(ChannelFormat(), format, cut).truth
        #expect(broken.mayHoldFalseFrames && !broken.isExact)
        #expect(expectations(broken).hasPrefix("+??????"))
    }

    /// A mission's word inside the frame, eight octets behind its beginning.
    @Test func markerInsideTheFrame() {
        var channel = ChannelFormat()
        channel.marker = [0xFA, 0xF3, 0x20, 0x55]
        channel.frameStartsBefore = 8
        var frames = FrameBuilder(
            format: FrameFormat(.tm, length: 60), spacecraft: 5,
            generator: SeededGenerator(seed: 5))
        let builder = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 6))
        var plan = FaultPlan([
            PlacedFault(2, .symbolErrors(1, codeword: nil, place: .anywhere)),
            PlacedFault(4, .deletedBits(at: 200, count: 9)),
        ])
        plan.leadingBits = 3
        let built = builder.build((0..<10).map { _ in frames.serviceFrame(on: 0) }, faults: plan)
        let bits = BitSequence(built.octets)
        for frame in built.truth.frames {
            #expect(frame.frame.octets[8..<12] == channel.marker[...])
            let start = frame.bits?.lowerBound ?? 0
            #expect(bits.octets(at: start + 64, count: 4) == channel.marker || frame.source == 2)
        }
        #expect(built.truth.frames[1].bits == 483..<963)
        #expect(expectations(built.truth) == "++-+-+++++")
    }

    @Test func headerErrors() {
        var format = FrameFormat(.aos, length: 223)
        format.hasErrorControl = false
        format.hasHeaderErrorControl = true
        let channel = ChannelFormat(code: CodeblockFormat(), randomizer: .short)
        let plan = FaultPlan([PlacedFault(1, .headerErrors(2)), PlacedFault(2, .headerErrors(3))])
        let built = stream(channel, format, plan)
        #expect(expectations(built.truth) == "++-+++++++")
        #expect(built.truth.rejections == [.headerErrorControl: 1])
    }
}
