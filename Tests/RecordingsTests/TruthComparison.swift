import Foundation
import TelemetryLink

/// Compares a decoded recording with the manifest's truth, key by key.
struct TruthComparison {
    /// Truth that is not compared, with the reason.
    static let notCompared: [String: String] = [
        "peer_expectation": "a sentence; its numbers stand in the other keys",
        "asm_exact_hits": "counts the search's own steps; frames_total is what they lead to",
        "noise_bursts_between_cadus": "what the generator inserted, not what can be decoded",
        "injected_symbol_errors_in_correctable_cadus":
            "some injected errors repeat a symbol; the sum is compared as an upper bound",
        "strict_zero_fill_decodable_of_first_50": "has a test of its own",
        "frames_dropped_before_writing": "not in the file",
    ]

    private let truth: [String: Any]
    private let decoded: DecodedRecording
    private(set) var differences: [String] = []
    private(set) var compared: Set<String> = []

    init(_ recording: Recording, _ decoded: DecodedRecording) {
        truth = recording.truth
        self.decoded = decoded
        for (key, expected) in truth where TruthComparison.notCompared[key] == nil {
            compare(key, expected, isFramed: recording.layer != "space packets")
            compared.insert(key)
        }
    }

    private mutating func compare(_ key: String, _ expected: Any, isFramed: Bool) {
        switch key {
        case "frames" where !isFramed: break  // packet layers have no frames
        case "vc_stats": channelStatistics(expected)
        case "times", "frame_times": times(key, expected)
        case "frame_sha256": equal(key, expected, decoded.frameDigests)
        case "asm_bit_offsets": equal(key, expected, decoded.frameBits)
        case "nonidle_stream_md5": equal(key, expected, decoded.nonIdleMD5)
        case "cadus_total": equal(key, expected, decoded.summary["frames_total"])
        case "cadus_uncorrectable":
            equal(key, expected, decoded.balance.framesRejected[.code])
        case "packets_rejected":
            equal(key, expected, decoded.rejectedSpacePackets)
        case "frames_bad_crc":
            equal(key, expected, decoded.balance.framesRejected[.checksum])
        case "junk_bytes":
            equal(key, expected, decoded.balance.skippedBits[.noSync] / 8)
        case "ax25": equal(key, expected, decoded.frameOctets.map(AmateurHeaders.ax25))
        case "csp_v1_headers_big_endian":
            equal(key, expected, decoded.frameOctets.map(AmateurHeaders.csp))
        case "trailing_bytes":
            equal(key, expected, decoded.balance.skippedBits[.truncated] / 8)
        case "rs_corrected_symbols" where decoded.summary[key] == nil:
            // Strip-only: no code is run, and the truth is empty.
            equal(key, expected, [String: Any]())
        case "packets_with_valid_crc16_pec": packetErrorControl(expected)
        case "vc": equal(key, expected, decoded.summary[key] ?? [String: Any]())
        case "apid": applications(key, expected, decoded.summary[key])
        case "vc_apid":
            let mine = decoded.summary[key] as? [String: Any] ?? [:]
            let channels = (expected as? [String: [String: Any]] ?? [:]).filter { !$1.isEmpty }
            equal("\(key) channels", channels.keys.sorted(), mine.keys.sorted())
            for (channel, truth) in channels {
                applications("\(key)[\(channel)]", truth, mine[channel])
            }
        default: equal(key, expected, decoded.summary[key])
        }
    }

    private mutating func equal(_ key: String, _ expected: Any, _ found: Any?) {
        guard let found else {
            differences.append("\(key): expected \(expected), not reported")
            return
        }
        if canonical(expected) != canonical(found) {
            differences.append("\(key): expected \(short(expected)), found \(short(found))")
        }
    }

    /// JSON with sorted names: the same text for the same value.
    static func canonical(_ value: Any) -> String {
        let options: JSONSerialization.WritingOptions = [.sortedKeys, .fragmentsAllowed]
        let data = try? JSONSerialization.data(withJSONObject: value, options: options)
        return data.map { String(decoding: $0, as: UTF8.self) } ?? "not JSON: \(value)"
    }

    private func canonical(_ value: Any) -> String { TruthComparison.canonical(value) }

    private func short(_ value: Any) -> String { String("\(value)".prefix(400)) }

    /// The truth tried a CRC on every packet: what has none (time and idle packets, one without a
    /// secondary header) shows there as none right of some, and is not checked here.
    private mutating func packetErrorControl(_ expected: Any) {
        let expected = (expected as? [String: String] ?? [:]).filter { !$1.hasPrefix("0/") }
        equal(
            "packets_with_valid_crc16_pec", expected,
            decoded.summary["packets_with_valid_crc16_pec"])
    }

    /// Everything that the truth says of each APID, and no APID besides.
    private mutating func applications(_ key: String, _ expected: Any, _ found: Any?) {
        let expected = expected as? [String: [String: Any]] ?? [:]
        let found = found as? [String: [String: Any]] ?? [:]
        equal("\(key) APIDs", expected.keys.sorted(), found.keys.sorted())
        for (application, truth) in expected {
            for (name, value) in truth {
                // The count of idle packets means nothing, and some of the truth leaves it out.
                if application == "2047", value is NSNull { continue }
                equal("\(key)[\(application)].\(name)", value, found[application]?[name])
            }
        }
    }

    private mutating func channelStatistics(_ expected: Any) {
        let channels = expected as? [String: [String: Int]] ?? [:]
        let found = decoded.summary["vc_stats"] as? [String: [String: Int]] ?? [:]
        for (channel, counts) in channels {
            let mine = found[channel] ?? [:]
            let discards = decoded.discards[channel] ?? [:]
            for (name, count) in counts {
                guard let value = value(name, mine, discards), value != count else { continue }
                differences.append(
                    "vc_stats[\(channel)].\(name): expected \(count), found \(value)")
            }
        }
    }

    /// Our number under the truth's name; `nil` where the two count different things.
    private func value(_ name: String, _ mine: [String: Int], _ discards: [String: Int]) -> Int? {
        // Steps that are a gap of nearly a whole cycle there, and no gap here.
        let others = (mine["resets"] ?? 0) + (mine["duplicates"] ?? 0)
        switch name {
        // Every channel's first header pointer is read there; here only a packet channel's.
        case "idle_frames": return (mine["idle_frames"] ?? 0) > 0 ? mine["idle_frames"] : nil
        case "frame_gaps": return (mine["frame_gaps"] ?? 0) + others
        case "frames_missing": return others == 0 ? mine["frames_missing"] : nil
        case "orphan_tail": return discards["orphanTail"] ?? 0
        case "dropped_partial:frame_gap": return discards["frameGap"] ?? 0
        case "dropped_partial:fhp_mismatch", "fhp_mismatch":
            return discards["firstHeaderPointerMismatch"] ?? 0
        default: return -1
        }
    }

    private mutating func times(_ key: String, _ expected: Any) {
        let entries = expected as? [[String: Any]] ?? []
        let found = decoded.summary[key] as? [[String: Any]] ?? []
        guard entries.count == found.count else {
            differences.append("\(key): expected \(entries.count), found \(found.count)")
            return
        }
        for (entry, mine) in zip(entries, found) {
            for name in ["n", "apid", "first_raw", "last_raw"] where entry[name] != nil {
                equal("\(key).\(name)", entry[name] as Any, mine[name])
            }
            for name in ["first", "last"] where entry[name] != nil {
                if !sameTime(entry[name], mine[name]) {
                    differences.append(
                        "\(key).\(name): expected \(entry[name] ?? ""), found \(mine[name] ?? "")")
                }
            }
        }
    }

    /// The truth has microseconds (or a number of seconds), we have nanoseconds.
    private func sameTime(_ expected: Any?, _ found: Any?) -> Bool {
        if let expected = expected as? Double, let found = found as? Double {
            return abs(expected - found) < 1e-6
        }
        guard let expected = expected as? String, let found = found as? String else { return false }
        let mine = found.hasSuffix("Z") ? String(found.dropLast()) : found
        guard expected.prefix(19) == mine.prefix(19) else { return false }
        let fraction = Double("0" + expected.dropFirst(19)) ?? 0
        return abs(fraction - (Double("0" + mine.dropFirst(19)) ?? 9)) < 6e-7
    }
}
