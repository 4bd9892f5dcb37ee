import Foundation

/// What the reference validator says of a file.
struct ReferenceVerdict: Decodable, Equatable {
    struct Fault: Decodable, Equatable {
        var offset: UInt64
        var code: String
    }

    struct Link: Decodable, Equatable {
        var name: String?
        var chunks: UInt64
        var octets: UInt64
        var drops: UInt64
        var crc_bad: UInt64
        var gaps: UInt64
        var lost: UInt64
    }

    struct Section: Decodable, Equatable {
        var station: String?
        var blocks: UInt64
        var missing_blocks: UInt64
        var events: UInt64
        var checkpoints: UInt64
        var index_entries: UInt64
        var durable_until: UInt64
        var sha256_verified: Bool
        var reason: UInt32?
        var links: [Link]
    }

    var state: String
    var first_error: Fault?
    var error_count: UInt64?
    var blocks: UInt64
    var good_octets: UInt64
    var lost_octets: UInt64
    var good_until: UInt64?
    var sections: [Section]
}

enum ReferenceValidator {
    private static let program = """
        import sys, json
        sys.path.insert(0, sys.argv[1])
        import capture_check
        for path in open(sys.argv[2]).read().split('\\n'):
            if path: print(json.dumps(capture_check.check(path)))
        """

    /// The verdicts on `paths`, in one run of the validator.
    static func check(_ paths: [String]) throws -> [ReferenceVerdict] {
        let directory = try TemporaryDirectory()
        let list = try directory.write(Array(paths.joined(separator: "\n").utf8), to: "list")
        let result = try SharedFiles.run(
            "python3", ["-B", "-c", program, SharedFiles.captureTools.path, list])
        guard result.status == 0 else { throw ValidatorFailed(status: result.status) }
        return try result.output.split(separator: 0x0A).map {
            try JSONDecoder().decode(ReferenceVerdict.self, from: Data($0))
        }
    }

    struct ValidatorFailed: Error {
        var status: Int32
    }
}
