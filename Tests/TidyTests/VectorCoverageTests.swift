import Foundation
import Testing

/// Does a suite run every vector that other people's tools made, but for the formats that are not
/// read here?
@Suite(.enabled(if: Project.shared != nil, "NOT TESTED: no shared files"))
struct VectorCoverageTests {
    @Test func everyKindHasItsSuite() throws {
        for file in try files() {
            let kinds = Dictionary(try kinds(of: file).map { ($0, 1) }, uniquingKeysWith: +)
            let known = VectorCoverage.all.filter { $0.file == file }
            let listed = Dictionary(known.map { ($0.kind, $0.count) }, uniquingKeysWith: +)
            #expect(kinds == listed, "\(file).json")
        }
        let names = Set(try files())
        #expect(VectorCoverage.all.allSatisfy { names.contains($0.file) })
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

    private func kinds(of file: String) throws -> [String] {
        struct Contents: Decodable {
            struct Entry: Decodable { let kind: String }
            let vectors: [Entry]
        }
        let data = try Data(contentsOf: folder.appending(path: "\(file).json"))
        return try JSONDecoder().decode(Contents.self, from: data).vectors.map(\.kind)
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

    static let all = frames + packets + times + coding + links + [
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
