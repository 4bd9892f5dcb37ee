import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Do bits and time tell how many frames are missing when the count has come round?")
struct SilentGapTests {
    /// Octets of a frame of 32 with its marker.
    private static let unit = 36
    /// The first frame that does not come.
    private static let first = 11

    /// 600 TM frames, whose counts come round every 256.
    private func stream() -> [UInt8] {
        var link = SmallLink()
        for place in 0..<260 { link.queue(60, first: UInt16(place)) }
        link.packetFrames(600)
        return StreamBuilder(channel: ChannelFormat(), generator: SeededGenerator(seed: 2))
            .build(link.frames, faults: FaultPlan()).octets
    }

    private func parameters(bitRate: UInt64? = nil) -> ManagedParameters {
        var parameters = ManagedParameters(
            channel: ChannelFormat(), format: FrameFormat(.tm, length: 32), accepts: [5],
            duplicates: .keepAndContinue)
        parameters.bitRate = bitRate
        return parameters
    }

    /// The stream with `count` frames replaced by noise of so many octets.
    private func stream(without count: Int, noise: Int) -> [UInt8] {
        let stream = stream()
        var generator = SeededGenerator(seed: 7)
        let before = SilentGapTests.first * SilentGapTests.unit
        return stream[..<before]
            + (0..<noise).map { _ in UInt8.random(in: 0...255, using: &generator) }
            + stream[(before + count * SilentGapTests.unit)...]
    }

    @Test("Noise where 256 frames were: so many may be missing, whatever the chunks")
    func noise() {
        for (count, counted) in [(256, 0), (259, 3), (512, 0)] as [(UInt64, UInt64)] {
            let octets = stream(without: Int(count), noise: Int(count) * SilentGapTests.unit)
            let decoded = parameters().decode(octets)
            #expect(decoded.gaps == [.gap(missing: counted)], "\(count)")
            #expect(decoded.frameEstimates == [count, count], "\(count)")
            #expect(decoded.records.statistics.channels.map(\.missing) == [counted])
            #expect(
                decoded.records.statistics.channels.map(\.estimatedMore) == [count - counted])
            #expect(decoded.frames[SilentGapTests.first].annotation.missingBefore == .max)
            #expect(decoded.balance.discardedOctets[.frameGap] > 0)
            for seed in 1...5 as ClosedRange<UInt64> {
                let parts = parameters().decode(octets, .random(seed, upTo: 400))
                #expect(parts.records == decoded.records, "\(count), seed \(seed)")
            }
        }
    }

    @Test("A slip inside the noise does not hide a cycle")
    func slip() {
        let decoded = parameters().decode(
            stream(without: 256, noise: 256 * SilentGapTests.unit - 5))
        #expect(decoded.frameEstimates == [256, 256])
    }

    @Test("Noise for fewer than a cycle: the count is believed")
    func shortNoise() {
        let decoded = parameters().decode(stream(without: 200, noise: 200 * SilentGapTests.unit))
        #expect(decoded.gaps == [.gap(missing: 200)])
        #expect(decoded.frameEstimates.allSatisfy { $0 == nil })
        #expect(decoded.records.statistics.channels.map(\.estimatedMore) == [0])
    }

    @Test("Silence of so many frames on a link whose bit rate is known")
    func silence() {
        for (count, step) in [
            (256, .gap(missing: 0)), (255, .reset), (300, .gap(missing: 44)),
        ] as [(UInt64, CounterStep)] {
            let decoded = decode(silentFor: count, bitRate: 9600)
            #expect(decoded.gaps == [step], "\(count)")
            #expect(decoded.frameEstimates == [count, count], "\(count)")
        }
    }

    @Test("Silence proves nothing where the bit rate is not known")
    func unknownRate() {
        let decoded = decode(silentFor: 256, bitRate: nil)
        #expect(decoded.frameEstimates.isEmpty)
    }

    @Test("Octets in lumps, as receivers deliver them, are no silence")
    func lumps() {
        // 27 ms a frame: 600 frames in lumps of a second, each stamped when it was complete.
        let second = 33 * SilentGapTests.unit
        let decoded = parameters(bitRate: 9600).decode(
            stream(), .fixed(second), monotonic: { 1_000_000_000 * UInt64(($0 + second) / second) })
        #expect(decoded.records.gaps.isEmpty)
    }

    @Test("Other channels' frames are no missing ones")
    func otherChannels() {
        var link = SmallLink()
        link.packetFrames(1)
        for _ in 0..<400 { link.frames.append(link.builder.packetFrame(on: 1)) }
        link.packetFrames(1)
        let decoded = link.decode()
        #expect(decoded.records.gaps.isEmpty)
    }

    /// Frames that come without a break but for `count` frames of silence.
    private func decode(silentFor count: UInt64, bitRate: UInt64?) -> Decoded {
        let octets = stream(without: Int(count), noise: 0)
        let silence = count * UInt64(SilentGapTests.unit)
        return parameters(bitRate: bitRate).decode(
            octets, .fixed(SilentGapTests.unit),
            monotonic: {
                let sent = $0 > SilentGapTests.first * SilentGapTests.unit ? silence : 0
                return (UInt64($0) + sent) * 8_000_000_000 / 9600
            })
    }
}

extension Decoded {
    /// Estimates of the frame counts' gaps, the virtual channels' and the master channels'.
    fileprivate var frameEstimates: [UInt64?] {
        records.gaps.compactMap { gap in
            if case .application = gap.scope { nil } else { .some(gap.estimate) }
        }
    }
}
