import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Is a stream that broke off not continued by what comes next?")
struct InterruptionTests {
    private func run(
        _ parameters: ManagedParameters, _ parts: [[UInt8]]
    ) -> Decoded {
        var decoder = LinkDecoder(parameters)
        var result = Decoded()
        for part in parts {
            var batch = PacketBatch()
            decoder.consume(
                Slab(copying: part), 0..<part.count,
                receivedAt: ReceptionTime(utc: 1, monotonic: 1), into: &batch)
            result.check(decoder)
            decoder.interrupt(into: &batch)
            result.check(decoder)
            #expect(decoder.balance.pendingBits == 0)
            result.note(batch)
        }
        var batch = PacketBatch()
        decoder.finish(into: &batch)
        result.note(batch)
        result.close(decoder)
        return result
    }

    @Test func kiss() {
        let parameters = ManagedParameters(name: "kiss", framing: .kiss(KISSParameters()))
        let decoded = run(parameters, [[0xC0, 0, 1, 0xC0, 0, 2], [3, 0xC0, 0, 4, 0xC0]])
        #expect(decoded.frames.map(\.octets) == [[1], [4]])
        #expect(decoded.balance.skippedBits[.truncated] == 16)
        #expect(decoded.balance.skippedBits[.noSync] == 8)
    }

    @Test func lostWhileInterrupted() {
        var prefix = LengthPrefixParameters()
        prefix.maximumLength = 4
        let parameters = ManagedParameters(name: "length", framing: .lengthPrefixed(prefix))
        let decoded = run(parameters, [[0xFF, 0xFF, 0xFF, 0xFF], [0, 1, 5]])
        #expect(
            decoded.records.events.map(\.kind) == [
                .skipped(.malformed, bits: 24), .skipped(.truncated, bits: 8),
            ])
        #expect(decoded.frames.map(\.octets) == [[5]])
    }

    /// Whole frames on both sides of the break, and a packet over it that its count holds.
    @Test(arguments: 0..<8)
    func cadus(shift: Int) {
        var traffic = GeneratedTraffic(round: 2)
        let stream = traffic.stream(frames: 20)
        let bits = stream.truth.frames[9].bits ?? 0..<0
        // The break lies a few bits behind a frame's end.
        let cut = bits.upperBound / 8 + 1
        let parts = [Array(stream.octets[..<cut]), Array(stream.octets[cut...])]
        let decoded = run(traffic.parameters, [parts[0].shifted(by: shift), parts[1]])
        let gaps = decoded.records.gaps.filter { $0.scope.isChannel }
        #expect(decoded.frames.count == 19)
        #expect(gaps.count <= 1)
        let states = decoded.records.events.filter {
            if case .state(_, .search) = $0.kind { true } else { false }
        }
        #expect(states.count >= 1)
    }
}

extension CounterScope {
    fileprivate var isChannel: Bool {
        if case .virtualChannel = self { true } else { false }
    }
}
