import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

/// The stream that other tools were compared on: AOS frames of 892 octets, Reed–Solomon (255,223)
/// with I = 4, randomized; packets on one virtual channel.
struct ComparedLink {
    var version = FrameFormat.Version.aos
    var duplicates = DuplicateTreatment.keepAndContinue
    /// Count of the first frame.
    var firstCount: UInt64 = 7
    var lengths = 100...700
    var change: (inout FrameFormat) -> Void = { _ in }

    static let spacecraft: UInt16 = 42
    static let channel = ChannelFormat(
        code: CodeblockFormat(interleaving: 4), randomizer: .short)

    var format: FrameFormat {
        var format = FrameFormat(version, length: 892)
        format.hasErrorControl = false
        change(&format)
        return format
    }

    var parameters: ManagedParameters {
        ManagedParameters(
            channel: ComparedLink.channel, format: format, accepts: [ComparedLink.spacecraft],
            duplicates: duplicates)
    }

    func frames(_ count: Int) -> [GeneratedFrame] {
        let source = PacketSource(
            applications: [PacketSource.Application(identifier: 9, lengths: lengths)],
            generator: SeededGenerator(seed: 61))
        var builder = FrameBuilder(
            format: format, spacecraft: ComparedLink.spacecraft,
            generator: SeededGenerator(seed: 62))
        builder.setChannelCount(firstCount, on: 5)
        var plan = TrafficPlan(
            builder: builder,
            channels: [TrafficPlan.Channel(virtualChannel: 5, service: .packets(source))],
            generator: SeededGenerator(seed: 63))
        return plan.frames(count)
    }

    func stream(_ faults: [PlacedFault], frames count: Int = 30) -> GeneratedStream {
        var builder = StreamBuilder(
            channel: ComparedLink.channel, generator: SeededGenerator(seed: 64))
        builder.acceptedSpacecraft = [ComparedLink.spacecraft]
        builder.duplicates = duplicates
        return builder.build(frames(count), faults: FaultPlan(faults))
    }

    /// Decodes, and compares with all that is true of the stream.
    func decode(
        _ faults: [PlacedFault], frames count: Int = 30, _ name: String = ""
    ) -> (decoded: Decoded, truth: StreamTruth) {
        let stream = stream(faults, frames: count)
        let decoded = parameters.decode(stream.octets)
        TruthCheck.run(decoded, stream, name)
        return (decoded, stream.truth)
    }
}
