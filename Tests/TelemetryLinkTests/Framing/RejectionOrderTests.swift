import CCSDS
import FeedhornExactness
import FeedhornTestKit
import Testing

@testable import TelemetryLink

@Suite("Is a frame rejected for the first check that it fails?")
struct RejectionOrderTests {
    private static let spacecraft: UInt16 = 5

    /// One TM frame per record, so that frames of any length arrive.
    private func reasons(
        _ frames: [[UInt8]], _ change: (inout ManagedParameters) -> Void
    ) -> [RejectionReason?] {
        var parameters = ManagedParameters(
            name: "order", framing: .lengthPrefixed(LengthPrefixParameters()))
        change(&parameters)
        return frames.map { frame in
            let decoded = parameters.decode([0, UInt8(frame.count)] + frame)
            #expect(decoded.balance.framesFound == 1)
            if decoded.records.rejected.isEmpty {
                #expect(decoded.balance.framesDelivered == 1)
            } else {
                #expect(decoded.records.statistics.channels.isEmpty)
                #expect(decoded.packets.isEmpty && decoded.records.gaps.isEmpty)
            }
            return decoded.records.rejected.first?.reason
        }
    }

    /// Version, spacecraft, channel, octets, pointer; FECF right or wrong.
    private func frame(
        version: UInt8 = 0, spacecraft: UInt16 = 5, channel: UInt8 = 1, length: Int = 32,
        pointer: UInt16 = 0x7FF, isRight: Bool = true
    ) -> [UInt8] {
        let identification =
            UInt16(version) << 14 | spacecraft << 4 | UInt16(channel) << 1
        var octets: [UInt8] = [
            UInt8(identification >> 8), UInt8(identification & 0xFF), 0, 0,
            0x18 | UInt8(pointer >> 8), UInt8(pointer & 0xFF),
        ]
        octets += [UInt8](repeating: 0, count: length - 8)
        let check = FrameCheckSequence.compute(octets)
        return octets + [UInt8(check >> 8), UInt8(check & 0xFF) ^ (isRight ? 0 : 1)]
    }

    @Test func telemetry() {
        let frames = [
            frame(
                version: 1, spacecraft: 6, channel: 2, length: 33, pointer: 1_000, isRight: false),
            frame(version: 1, spacecraft: 6, channel: 2, length: 33, pointer: 1_000),
            frame(spacecraft: 6, channel: 2, length: 33, pointer: 1_000),
            frame(channel: 2, length: 33, pointer: 1_000), frame(length: 33, pointer: 1_000),
            frame(pointer: 1_000), frame(), frame(length: 31),
        ]
        let reasons = reasons(frames) { parameters in
            parameters.frame.type = .tm
            parameters.frame.fecf = true
            parameters.frame.length = 32
            parameters.acceptedSpacecraft = [SpacecraftIdentifier(rawValue: 5)]
            parameters.channels.services = [VirtualChannelIdentifier(rawValue: 1): .packets]
            parameters.channels.rejectOthers = true
        }
        #expect(
            reasons == [
                .fecf, .version, .spacecraft, .virtualChannel, .length, .firstHeaderPointer, nil,
                .length,
            ])
    }

    @Test("A pointer at the end of the zone means that no packet starts")
    func pointerAtTheEnd() {
        let reasons = reasons([frame(pointer: 24), frame(pointer: 25), frame(pointer: 0x7FE)]) {
            $0.frame.type = .tm
            $0.frame.fecf = true
        }
        #expect(reasons == [nil, .firstHeaderPointer, nil])
    }

    /// Every prefix of a frame, and the empty record, which is none.
    @Test func everyPrefix() {
        let whole = frame()
        let prefixes = (1..<whole.count).map { Array(whole.prefix($0)) }
        let checked = reasons(prefixes) {
            $0.frame.type = .tm
            $0.frame.fecf = true
        }
        #expect(checked.allSatisfy { $0 == .fecf })
        let unchecked = reasons(prefixes) { $0.frame.type = .tm }
        #expect(unchecked.prefix(5).allSatisfy { $0 == .length })
        #expect(unchecked.dropFirst(5).allSatisfy { $0 == nil })
    }
}
