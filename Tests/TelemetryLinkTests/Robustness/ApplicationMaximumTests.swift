import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Are packets of more applications than the table holds delivered, and not counted?")
struct ApplicationMaximumTests {
    private static let channels: [UInt8] = Array(0..<9)
    /// Every APID but the idle one.
    private static let applications: UInt16 = 2_047

    /// AOS frames without gaps: each APID on each channel once, and again with a later count.
    private func frames(counts: [UInt16]) -> [GeneratedFrame] {
        var format = FrameFormat(.aos, length: 8 + 70 * 23)
        format.hasErrorControl = false
        var builder = FrameBuilder(
            format: format, spacecraft: 1, generator: SeededGenerator(seed: 1))
        var frames: [GeneratedFrame] = []
        for count in counts {
            for channel in ApplicationMaximumTests.channels {
                for application in 0..<ApplicationMaximumTests.applications {
                    builder.enqueue(
                        .space(application: application, sequenceCount: count, data: [0]),
                        on: channel)
                }
                while builder.waitingOctets(on: channel) > 0 {
                    frames.append(builder.packetFrame(on: channel))
                }
            }
        }
        return frames
    }

    @Test func overTheMaximum() {
        let channel = ChannelFormat.fixed()
        // Seven are missing of each.
        let frames = frames(counts: [0, 8])
        let stream = StreamBuilder(channel: channel, generator: SeededGenerator(seed: 2))
            .build(frames)
        let parameters = ManagedParameters(
            channel: channel, format: frames[0].format, accepts: [1])
        let decoded = parameters.decode(stream.octets, .fixed(100_000))
        let packets = decoded.packets.filter { !$0.record.flags.contains(.idle) }
        let sent = 9 * 2_047
        #expect(packets.count == 2 * sent)
        let statistics = decoded.records.statistics
        #expect(statistics.applications.count == ApplicationBank.maximumEntries)
        #expect(statistics.spacePackets == UInt64(decoded.packets.count))
        let counted = statistics.applications.filter { $0.application != .idle }
        #expect(counted.allSatisfy { $0.packets == 2 && $0.missing == 7 })
        let gaps = decoded.records.gaps.count {
            if case .application = $0.scope { true } else { false }
        }
        #expect(gaps == counted.count && gaps < sent)
        #expect(packets.count { $0.record.flags.contains(.gapBefore) } == gaps)
    }
}
