import Testing

/// Is there any vector of our formats that no test here knows the kind of?
@Suite(.enabled(if: Vectors.areThere, Vectors.absent))
struct VectorCoverageTests {
    @Test(
        arguments: [
            ("space_packet", ["space_packet"]), ("encapsulation", ["encapsulation_packet"]),
            ("tm_frame", ["tm_frame"]), ("aos_frame", ["aos_frame"]),
            ("uslp_frame", ["uslp_frame"]),
            ("clcw", ["clcw"]), ("cfs", ["cfs_tlm"]), ("pcap", ["pcap_space_packet"]),
            ("sdls", ["sdls_tm"]),
            ("pus", ["pus_c_tm", "pus_c_tc", "pus_a_tm"]),
            (
                "time",
                [
                    "leap_seconds", "time_scales", "cuc", "cds", "ccs", "ascii_a", "ascii_b",
                    "ascii_bad", "time_bad",
                ]
            ),
        ] as [(String, [String])])
    func kinds(_ file: String, _ known: [String]) {
        let vectors = Vectors.load(file)
        #expect(!vectors.isEmpty)
        for vector in vectors { #expect(known.contains(vector.kind), "\(vector.id)") }
    }
}
