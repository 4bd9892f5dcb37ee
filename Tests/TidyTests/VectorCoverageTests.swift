import Foundation
import Testing

/// Does a suite run every vector that other people's tools made, but for the formats that are not
/// read here?
@Suite(.enabled(if: Project.shared != nil, "NOT TESTED: no shared files"))
struct VectorCoverageTests {
    @Test func everyKindHasItsSuite() throws {
        for file in try files() {
            let kinds = Dictionary(try vectors(of: file).map { ($0.kind, 1) }, uniquingKeysWith: +)
            let known = VectorCoverage.all.filter { $0.file == file }
            let listed = Dictionary(known.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
            #expect(kinds == listed, "\(file).json")
        }
        let names = Set(try files())
        #expect(VectorCoverage.all.allSatisfy { names.contains($0.file) })
    }

    /// An outcome that no suite knows would be read as any other.
    @Test func everyOutcomeIsKnown() throws {
        for entry in VectorCoverage.all where entry.suite != nil {
            let found = try vectors(of: entry.file).filter { $0.kind == entry.kind }
            let outcomes = Set(found.compactMap(\.expect))
            #expect(
                outcomes == VectorCoverage.outcomes[entry.kind, default: ["ok"]], "\(entry.kind)")
        }
    }

    /// The suites are there, and each names the file that it is listed for.
    @Test(arguments: VectorCoverage.all)
    func suiteReadsItsFile(_ entry: VectorCoverage) throws {
        guard let suite = entry.suite else {
            #expect(VectorCoverage.elsewhere.contains(entry.kind))
            return
        }
        let path = "Tests/\(suite).swift"
        try #require(Project.exists(path), "\(path)")
        let text = String(decoding: try Project.data(path), as: UTF8.self)
        // A suite of one file of vectors alone keeps its name where it opens it.
        let names = ["\"\(entry.file)\"", "SecurityVector.all"]
        #expect(names.contains { text.contains($0) }, "\(path) does not read \(entry.file).json")
    }

    private var folder: URL {
        get throws { try #require(Project.shared).appending(path: "standards/vectors") }
    }

    /// Names of the files of vectors.
    private func files() throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".json") }.map { String($0.dropLast(".json".count)) }.sorted()
    }

    private struct Entry: Decodable {
        let kind: String
        let expect: String?
    }

    private func vectors(of file: String) throws -> [Entry] {
        struct Contents: Decodable { let vectors: [Entry] }
        let data = try Data(contentsOf: folder.appending(path: "\(file).json"))
        return try JSONDecoder().decode(Contents.self, from: data).vectors
    }
}

/// Vectors of one kind, and the suite that would fail if one of them were read wrongly.
struct VectorCoverage: Sendable, CustomTestStringConvertible {
    let file: String
    let kind: String
    let count: Int
    /// Path of the suite under `Tests`; `nil` for formats that are not read here.
    let suite: String?

    var testDescription: String { "\(file): \(kind)" }

    private init(_ file: String, _ kind: String, _ count: Int, _ suite: String?) {
        (self.file, self.kind, self.count, self.suite) = (file, kind, count, suite)
    }

    /// File delivery and transfer between ground stations.
    static let elsewhere: Set = ["cfdp_pdu", "sle_isp1_credentials", "sle_tml", "sle_pdu"]

    /// What the vectors of a kind expect, where it is not only that they are read.
    static let outcomes: [String: Set<String>] = [
        "tm_frame": [
            "ok", "fecf_error", "no_packet_start", "only_idle_data", "bad_version",
            "fhp_out_of_range",
        ],
        "aos_frame": ["ok", "fecf_error", "no_packet_start", "only_idle_data"],
        "uslp_frame": ["ok", "fecf_error", "only_idle_data"],
        "tm_stream": [
            "all packets, idle dropped", "packets touching frame 1 lost, partial discarded",
        ],
        "cadu_stream": ["3 frames"], "sdls_tm": ["ok", "mac_error (FECF ok)"],
        "space_packet": [
            "ok", "need_more:header", "need_more:4", "bad_packet_version:1",
            "not_a_space_packet:encapsulation(pvn 7)",
        ],
        "pus_c_tm": ["ok", "pec_error"],
        "leap_seconds": [], "time_scales": [], "cuc": [], "cds": [], "ccs": [],
        "ascii_bad": [
            "invalid_day_of_year", "invalid_month", "invalid_day", "invalid_hour",
            "no leap second on that day",
        ],
        "time_bad": [
            "need_more", "reserved sub-ms code 3", "unknown time code id 0",
            "unknown/agency time code id", "second P-field octet has extension bit",
        ],
        "crc": [], "aos_fhec": ["clean", "corrected"], "rs_dual_basis": [], "rs_generator": [],
        "rs_encode": ["clean"], "rs_decode": ["corrected", "uncorrectable"],
        "randomizer_tm_255": [], "randomizer_tm_131071": [], "randomizer_apply": [],
        "randomizer_tc": [],
        "slip": ["ok", "protocol_error:bad escape", "need_more"], "cobs": ["ok", "invalid"],
        "kiss": ["ok", "ok (not data)"], "ax25_ui": ["ok", "fcs_error"],
        "fprime_legacy_stream": [
            "2 packets, leading junk discarded", "need_more",
            "first frame crc_error then resync", "length >= 4096 rejected, resync",
        ],
        "mavlink_v1": ["ok", "crc_error"], "mavlink_v2": ["ok", "crc_error"],
        "mavlink_crc_extra_table": [],
    ]

    static let all =
        frames + packets + times + coding + links + [
            VectorCoverage("cfdp", "cfdp_pdu", 11, nil),
            VectorCoverage("sle", "sle_isp1_credentials", 6, nil),
            VectorCoverage("sle", "sle_tml", 7, nil),
            VectorCoverage("sle", "sle_pdu", 69, nil),
        ]

    private static let frames = [
        VectorCoverage("tm_frame", "tm_frame", 17, "CCSDSTests/Frames/TMTransferFrameVectorTests"),
        VectorCoverage(
            "aos_frame", "aos_frame", 15, "CCSDSTests/Frames/AOSTransferFrameVectorTests"),
        VectorCoverage(
            "uslp_frame", "uslp_frame", 20, "CCSDSTests/Frames/USLPTransferFrameVectorTests"),
        VectorCoverage("clcw", "clcw", 6, "CCSDSTests/Frames/CommunicationsLinkControlWordTests"),
        VectorCoverage("sdls", "sdls_tm", 4, "LinkSecurityTests/Frames/VectorTests"),
        VectorCoverage(
            "tm_stream", "tm_stream", 2, "TelemetryLinkTests/Extraction/TMStreamVectorTests"),
        VectorCoverage(
            "cadu_stream", "cadu_stream", 10, "TelemetryLinkTests/Sync/CaduVectorTests"),
    ]

    private static let packets = [
        VectorCoverage(
            "space_packet", "space_packet", 17, "CCSDSTests/Packets/SpacePacketVectorTests"),
        VectorCoverage(
            "encapsulation", "encapsulation_packet", 16,
            "CCSDSTests/Packets/EncapsulationPacketVectorTests"),
        VectorCoverage("pcap", "pcap_space_packet", 3, "CCSDSTests/Packets/CapturedPacketTests"),
        VectorCoverage("pus", "pus_c_tm", 9, "CCSDSTests/PUS/PUSVectorTests"),
        VectorCoverage("pus", "pus_c_tc", 2, "CCSDSTests/PUS/PUSVectorTests"),
        VectorCoverage("pus", "pus_a_tm", 2, "CCSDSTests/PUS/PUSVectorTests"),
        VectorCoverage(
            "cfs", "cfs_tlm", 3, "CCSDSTests/CoreFlightSystem/CoreFlightTelemetryTests"),
    ]

    private static let times = [
        VectorCoverage("time", "leap_seconds", 1, "CCSDSTests/Time/LeapSecondTests"),
        VectorCoverage("time", "time_scales", 9, "CCSDSTests/Time/TimeScaleTests"),
        VectorCoverage("time", "cuc", 14, "CCSDSTests/Time/UnsegmentedTimeCodeTests"),
        VectorCoverage("time", "cds", 11, "CCSDSTests/Time/SegmentedTimeCodeTests"),
        VectorCoverage("time", "ccs", 4, "CCSDSTests/Time/SegmentedTimeCodeTests"),
        VectorCoverage("time", "ascii_a", 2, "CCSDSTests/Time/ASCIITimeCodeTests"),
        VectorCoverage("time", "ascii_b", 3, "CCSDSTests/Time/ASCIITimeCodeTests"),
        VectorCoverage("time", "ascii_bad", 5, "CCSDSTests/Time/ASCIITimeCodeTests"),
        VectorCoverage("time", "time_bad", 7, "CCSDSTests/Time/TimeCodeErrorTests"),
    ]

    private static let coding = [
        VectorCoverage("crc", "crc", 12, "ChannelCodingTests/Checksum/ReflectedCRCTests"),
        VectorCoverage(
            "aos_fhec", "aos_fhec", 24,
            "ChannelCodingTests/HeaderErrorControl/FrameHeaderErrorControlTests"),
        VectorCoverage("rs", "rs_dual_basis", 1, reedSolomon),
        VectorCoverage("rs", "rs_generator", 2, reedSolomon),
        VectorCoverage("rs", "rs_encode", 64, reedSolomon),
        VectorCoverage("rs", "rs_decode", 50, reedSolomon),
        VectorCoverage("randomizer", "randomizer_tm_255", 1, randomizer),
        VectorCoverage("randomizer", "randomizer_tm_131071", 1, randomizer),
        VectorCoverage("randomizer", "randomizer_apply", 6, randomizer),
        VectorCoverage(
            "randomizer", "randomizer_tc", 1, "FeedhornTestKitTests/Coding/CodingVectorTests"),
    ]

    private static let reedSolomon = "ChannelCodingTests/ReedSolomon/ReedSolomonVectorTests"
    private static let randomizer = "ChannelCodingTests/Randomizer/PseudorandomizerTests"

    private static let links = [
        VectorCoverage("slip", "slip", 20, "LinkFramingTests/SLIP/SLIPVectorTests"),
        VectorCoverage("cobs", "cobs", 20, "LinkFramingTests/COBS/COBSVectorTests"),
        VectorCoverage("kiss", "kiss", 27, "LinkFramingTests/KISS/KISSVectorTests"),
        VectorCoverage("kiss", "kiss_smack", 4, "LinkFramingTests/KISS/KISSVectorTests"),
        VectorCoverage("kiss", "kiss_xor_checksum", 4, "LinkFramingTests/KISS/KISSVectorTests"),
        VectorCoverage("ax25", "ax25_ui", 7, "LinkFramingTests/AX25/AX25VectorTests"),
        VectorCoverage("fprime", "fprime_legacy", 5, "LinkFramingTests/FPrime/FPrimeVectorTests"),
        VectorCoverage(
            "fprime", "fprime_legacy_stream", 4, "LinkFramingTests/FPrime/FPrimeVectorTests"),
        VectorCoverage("csp", "csp_v1", 4, "LinkFramingTests/CSP/CSPPacketTests"),
        VectorCoverage("csp", "csp_v2", 4, "LinkFramingTests/CSP/CSPPacketTests"),
        VectorCoverage("mavlink", "mavlink_v1", 7, "LinkFramingTests/MAVLink/MAVLinkVectorTests"),
        VectorCoverage("mavlink", "mavlink_v2", 8, "LinkFramingTests/MAVLink/MAVLinkVectorTests"),
        VectorCoverage(
            "mavlink", "mavlink_crc_extra_table", 1, "LinkFramingTests/MAVLink/MAVLinkVectorTests"),
    ]
}
