import OrderedJSON

/// What another decoder made of the same recording, in the neutral form of the recordings' truth.
struct IndependentResult {
    /// Members that mean the same in every decoder.
    private static let known: Set<String> = [
        "frames_total", "frames", "frames_bad_fecf", "frames_rejected_scid",
        "frames_duplicate_dropped", "frames_sha256", "vc", "apid", "vc_apid", "packets",
        "encapsulation_packets", "encapsulation_sha256", "nonidle_stream_sha256", "ocf_words",
    ]
    /// Digests of a whole stream.
    private static let digests = ["frames_sha256", "nonidle_stream_sha256", "encapsulation_sha256"]

    /// What is compared.
    let members: [JSONMember]
    /// Names of members that are not.
    let others: [String]

    init(_ members: [JSONMember]) {
        self.members = members.filter { Self.known.contains($0.name) && $0.value != .null }
        others = members.map(\.name).filter { !Self.known.contains($0) }
    }

    /// Something in it depends on every octet that came out: counts alone confirm nothing.
    var hasDigest: Bool {
        let object = JSONValue.object(members)
        if Self.digests.contains(where: { object[$0] != nil }) { return true }
        let applications = object["apid"].map { FixtureResult.members(of: $0) } ?? []
        return !applications.isEmpty && applications.allSatisfy { $0.value["sha256"]?.text != nil }
    }
}
