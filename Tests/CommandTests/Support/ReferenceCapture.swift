import Foundation

/// Captures written by the format's reference writer, which is not ours.
enum ReferenceCapture {
    struct Failed: Error {}

    /// Nanoseconds since 1970 UTC, and of the monotonic clock, of the first chunk.
    static let utc = 1_795_377_600_000_000_000
    static let monotonic = 5_000_000_000

    /// Writes `octets` in chunks of 1 to 700 octets, 3 ms apart, as received on the first of
    /// `links`; on every other link a chunk of nine octets comes between two of them.
    ///
    /// - Parameter isClosed: with its end; else as if its writer had died.
    static func write(
        _ octets: [UInt8], links: [String] = ["demo"], isClosed: Bool = true, to path: String
    ) throws {
        let data = path + ".octets"
        try Data(octets).write(to: URL(fileURLWithPath: data))
        defer { try? FileManager.default.removeItem(atPath: data) }
        let arguments = [path, data, isClosed ? "closed" : "open"] + links
        guard try python(["-c", script] + arguments) == 0 else { throw Failed() }
    }

    private static let script = """
        import sys, random
        sys.path.insert(0, '\(SharedFiles.folder)/capture')
        import tgcap
        path, data, closed, names = sys.argv[1], sys.argv[2], sys.argv[3], sys.argv[4:]
        octets = open(data, 'rb').read()
        random = random.Random(1)
        with open(path, 'wb') as file:
            writer = tgcap.Writer(file, 'test', segid=bytes(range(16)))
            links = [writer.link(name, '', 9600, {}) for name in names]
            utc, mono, at = \(utc), \(monotonic), 0
            while at < len(octets):
                count = random.randint(1, 700)
                writer.chunk(links[0], utc, mono, octets[at:at + count])
                for link in links[1:]: writer.chunk(link, utc, mono, b'elsewhere')
                at, utc, mono = at + count, utc + 3000000, mono + 3000000
            if closed == 'closed': writer.close(utc, mono, 4)
        """

    /// The state that the reference validator gives a capture.
    static func state(of path: String) throws -> String {
        let output = Pipe()
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3", SharedFiles.validator, path]
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        let report = try JSONSerialization.jsonObject(with: text) as? [String: Any]
        return report?["state"] as? String ?? ""
    }

    private static func python(_ arguments: [String]) throws -> Int32 {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["python3"] + arguments
        try process.run()
        process.waitUntilExit()
        return process.terminationStatus
    }
}
