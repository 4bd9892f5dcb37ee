import Foundation
import LinkConfiguration
import TelemetryLink
import Testing

/// Real telemetry decodes to the truth that others computed, whole and in pieces.
@Suite(.enabled(if: Recording.isPresent, "no recordings: set FEEDHORN_RECORDINGS"))
struct RecordingsTests {
    @Test func everyLabelledRecordingIsThere() {
        #expect(Recording.all.count == 64)
    }

    @Test(arguments: Recording.all)
    func decodesToTheTruth(_ recording: Recording) throws {
        let link = try LinkFile.load(recording.linkFile.path)
        let octets = try recording.octets
        let decoded = DecodedRecording(octets, link, chunk: { 1 << 18 })
        let comparison = TruthComparison(recording, decoded)
        #expect(comparison.differences == [])
        #expect(decoded.balance.isBalanced)
        #expect(decoded.balance.pendingBits == 0)
        #expect(decoded.balance.bitsIn == UInt64(octets.count) * 8)
    }

    @Test(arguments: Recording.all)
    func chunksDoNotMatter(_ recording: Recording) throws {
        let link = try LinkFile.load(recording.linkFile.path)
        let octets = try recording.octets
        let whole = DecodedRecording(octets, link, chunk: { .max >> 1 })
        for seed in [UInt64(1), 2, 3] {
            var generator = SplitMix(seed)
            // Small pieces for small files; a large one would take minutes octet by octet.
            let largest = max(3, octets.count >> (seed == 1 ? 4 : 10))
            let pieces = DecodedRecording(
                octets, link, chunk: { Int.random(in: 1...largest, using: &generator) })
            for kind in whole.records.keys {
                let difference = firstDifference(
                    whole.records[kind] ?? [], pieces.records[kind] ?? [])
                #expect(difference == nil, "\(kind), seed \(seed)")
            }
            #expect(pieces.balance == whole.balance, "seed \(seed)")
        }
    }

    @Test(arguments: Recording.all.filter(\.isBitStream))
    func bitShiftsDoNotMatter(_ recording: Recording) throws {
        let link = try LinkFile.load(recording.linkFile.path)
        let octets = try recording.octets
        for shift in 1..<8 {
            let decoded = DecodedRecording(
                octets.shifted(by: shift), link, chunk: { 65_536 })
            let truth = recording.truth
            for key in ["frames_total", "frames", "frames_sha256", "nonidle_stream_sha256"]
            where truth[key] != nil {
                let expected = TruthComparison.canonical(truth[key] as Any)
                let found = TruthComparison.canonical(decoded.summary[key] as Any)
                #expect(found == expected, "\(key) at \(shift)")
            }
            #expect(decoded.balance.isBalanced)
        }
    }

    @Test func everyTruthKeyIsComparedOrNamed() {
        var unknown: Set<String> = []
        for recording in Recording.all {
            let known: Set = [
                "frames_total", "frames", "frames_bad_fecf", "frames_rejected_scid",
                "frames_duplicate_dropped", "vc", "frames_sha256", "vc_stats", "apid", "packets",
                "encapsulation_packets", "encapsulation_sha256", "nonidle_stream_sha256",
                "vc_apid", "ocf_words", "times", "frame_times", "packets_with_valid_crc16_pec",
                "rs_corrected_symbols", "rs_result_histogram", "nonidle_stream_md5",
                "cadus_total", "cadus_uncorrectable", "packets_rejected", "trailing_bytes",
                "kiss_records", "kiss_nondata_records", "frame_lengths", "frame_sha256",
                "asm_bit_offsets", "frames_bad_crc", "junk_bytes", "ax25",
                "csp_v1_headers_big_endian",
            ]
            unknown.formUnion(
                recording.truth.keys.filter {
                    !known.contains($0) && TruthComparison.notCompared[$0] == nil
                })
        }
        #expect(unknown == [])
    }
}

private func firstDifference(_ left: [String], _ right: [String]) -> String? {
    for index in 0..<max(left.count, right.count) {
        let pair = (
            index < left.count ? left[index] : "-", index < right.count ? right[index] : "-"
        )
        if pair.0 != pair.1 { return "\(index): \(pair.0) / \(pair.1)" }
    }
    return nil
}

extension [UInt8] {
    /// The same bits, so many bits later; zeros in front and behind.
    func shifted(by bits: Int) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(count + 1)
        var carry: UInt8 = 0
        for octet in self {
            result.append(carry | octet >> UInt8(bits))
            carry = octet << UInt8(8 - bits)
        }
        result.append(carry)
        return result
    }
}

/// SplitMix64: repeatable by its seed.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }
}
