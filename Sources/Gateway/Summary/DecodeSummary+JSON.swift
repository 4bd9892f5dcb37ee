import CCSDS
import LinkConfiguration
public import OrderedJSON
public import TelemetryLink

extension DecodeSummary {
    /// The summary in the neutral form that the recordings' truth has, with the balance.
    ///
    /// - Parameters:
    ///   - balance: the decoder's books.
    ///   - statistics: the decoder's counts.
    public func json(_ balance: LinkBalance, _ statistics: LinkStatistics) -> JSONValue {
        var members: [JSONValue.Member] = [
            .init("link", .string(link.parameters.name)),
            .init("frames_total", .unsigned(balance.framesFound)),
            .init("frames", .unsigned(frames)),
            .init("frames_bad_fecf", .unsigned(balance.framesRejected[.fecf])),
            .init("frames_rejected", BalanceJSON.reasons(balance.framesRejected)),
            .init("frames_rejected_scid", .unsigned(foreignFrames(balance))),
            .init("frames_duplicate_dropped", .unsigned(balance.framesDuplicate)),
        ]
        if hasDigests { members.append(.init("frames_sha256", .string(frameDigest.text))) }
        members.append(.init("vc", counts(channels)))
        members.append(.init("vc_stats", channelStatistics(statistics)))
        members.append(.init("apid", applicationsJSON(applications)))
        members.append(.init("vc_apid", channelApplicationsJSON))
        members.append(.init("packets", .unsigned(spacePackets + encapsulationPackets)))
        members.append(.init("encapsulation_packets", .unsigned(encapsulationPackets)))
        if !encapsulationProtocols.isEmpty {
            members.append(.init("encapsulation_protocols", protocols))
        }
        if hasDigests {
            if encapsulationPackets > 0 {
                members.append(
                    .init("encapsulation_sha256", .string(encapsulationDigest.text)))
            }
            members.append(.init("nonidle_stream_sha256", .string(nonIdleDigest.text)))
        }
        members += channelMembers(statistics)
        if let security = SecuritySummary.json(statistics) {
            members.append(.init("security", security))
        }
        if let diagnosis = diagnosis(balance, statistics) {
            members.append(
                .init(
                    "diagnosis",
                    .object([
                        .init("rung", .string(diagnosis.rung.rawValue)),
                        .init("sentence", .string(diagnosis.sentence)),
                    ])))
        }
        members.append(.init("balance", BalanceJSON.balance(balance)))
        return .object(members)
    }

    /// Frames of another spacecraft: a wrong version is one way in which junk shows.
    private func foreignFrames(_ balance: LinkBalance) -> UInt64 {
        balance.framesRejected[.spacecraft] + balance.framesRejected[.version]
    }

    private func counts(_ counts: ChannelEntries<UInt64>) -> JSONValue {
        .object(
            counts.entries.sorted { $0.channel < $1.channel }.map {
                .init($0.channel.description, .unsigned($0.value))
            })
    }

    private func applicationsJSON(
        _ applications: ApplicationSummaries
    ) -> JSONValue {
        .object(
            applications.entries.sorted { $0.application < $1.application }.map {
                .init($0.application.description, $0.summary.json(isIdle: $0.application == .idle))
            })
    }

    private var channelApplicationsJSON: JSONValue {
        .object(
            channelApplications.entries.sorted { $0.channel < $1.channel }.map {
                .init($0.channel.description, applicationsJSON($0.value))
            })
    }

    private var protocols: JSONValue {
        .object(
            encapsulationProtocols.sorted { $0.key.rawValue < $1.key.rawValue }.map {
                .init($0.key.description, .unsigned($0.value))
            })
    }

    /// An LDPC code's symbols are bits.
    private var correctedName: String {
        let coding = link.parameters.coding
        return coding.reedSolomon == nil && coding.ldpc != nil
            ? "corrected_bits" : "corrected_symbols"
    }

    private func channelStatistics(_ statistics: LinkStatistics) -> JSONValue {
        .object(
            statistics.channels.map { channel in
                .init(
                    channel.channel.description,
                    .object([
                        .init("frames", .unsigned(channel.frames)),
                        .init("idle_frames", .unsigned(channel.idleFrames)),
                        .init("frame_gaps", .unsigned(channel.gaps)),
                        .init("frames_missing", .unsigned(channel.missing)),
                        .init("frames_estimated_more", .unsigned(channel.estimatedMore)),
                        .init("duplicates", .unsigned(channel.duplicates)),
                        .init("resets", .unsigned(channel.resets)),
                        .init(correctedName, .unsigned(channel.correctedSymbols)),
                    ]))
            })
    }

    /// What only some links have: control fields, times, codes, packet error control, KISS.
    private func channelMembers(_ statistics: LinkStatistics) -> [JSONValue.Member] {
        var members: [JSONValue.Member] = []
        if !controlFields.isEmpty {
            members.append(
                .init(
                    "ocf_words",
                    .object(
                        controlFields.sorted { $0.key < $1.key }.map {
                            .init(hexadecimal($0.key), .unsigned($0.value))
                        })))
        }
        members += controlWords.members
        members += times.members
        if link.parameters.coding.reedSolomon?.mode == .correct {
            members += codeMembers(statistics)
        } else if link.parameters.coding.ldpc != nil {
            members.append(bitCodeMember(statistics))
        }
        if link.parameters.packets.errorControl {
            let code =
                link.parameters.packets.errorControlCode == .isoChecksum ? "iso8473" : "crc16"
            members.append(.init("packets_with_valid_\(code)_pec", errorControl(statistics)))
        }
        if case .kiss = link.parameters.framing {
            members.append(.init("kiss_records", .unsigned(statistics.records)))
            members.append(.init("kiss_nondata_records", .unsigned(statistics.nonDataRecords)))
            if statistics.lastReceiverTime > 0 {
                let time = instant(statistics.lastReceiverTime)
                members.append(.init("kiss_last_receiver_time", .string(time)))
            }
            members.append(
                .init("frame_lengths", .array(frameLengths.map { .integer(Int64($0)) })))
        }
        return members
    }

    /// Milliseconds since 1970 UTC, as the receiver's clock has them.
    private func instant(_ milliseconds: UInt64) -> String {
        let (nanoseconds, isLate) = milliseconds.multipliedReportingOverflow(by: 1_000_000)
        return UTCInstant(unixNanoseconds: isLate ? .max : nanoseconds).formatted()
    }

    private func hexadecimal(_ word: UInt32) -> String {
        Hexadecimal.text([24, 16, 8, 0].map { UInt8(truncatingIfNeeded: word >> $0) })
    }

    private func codeMembers(_ statistics: LinkStatistics) -> [JSONValue.Member] {
        let corrected = statistics.correctedSymbols.enumerated().filter { $0.element > 0 }
            .map { JSONValue.Member(String($0.offset), .unsigned($0.element)) }
        let failed = JSONValue.Member("-1", .unsigned(statistics.uncorrectableCodewords))
        return [
            .init("rs_corrected_symbols", .object(corrected)),
            .init(
                "rs_result_histogram",
                .object((statistics.uncorrectableCodewords > 0 ? [failed] : []) + corrected)),
        ]
    }

    private func bitCodeMember(_ statistics: LinkStatistics) -> JSONValue.Member {
        let counts = statistics.bitCodewords
        return .init(
            "ldpc",
            .object([
                .init("codewords", .unsigned(counts.codewords)),
                .init("corrected_codewords", .unsigned(counts.corrected)),
                .init("corrected_bits", .unsigned(counts.bits)),
                .init("most_corrected_bits", .unsigned(counts.mostBits)),
                .init("uncorrectable_codewords", .unsigned(statistics.uncorrectableCodewords)),
            ]))
    }

    private func errorControl(_ statistics: LinkStatistics) -> JSONValue {
        var counts: [ApplicationProcessIdentifier: (good: UInt64, all: UInt64)] = [:]
        for application in statistics.applications where application.application != .idle {
            var count = counts[application.application] ?? (0, 0)
            guard application.errorControlGood + application.errorControlBad > 0 else { continue }
            count.good += application.errorControlGood
            count.all += application.errorControlGood + application.errorControlBad
            counts[application.application] = count
        }
        return .object(
            counts.sorted { $0.key < $1.key }.map {
                .init($0.key.description, .string("\($0.value.good)/\($0.value.all)"))
            })
    }
}
