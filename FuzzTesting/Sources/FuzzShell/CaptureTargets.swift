import CaptureStore
import FuzzWire
import Glibc
import OrderedJSON
import Synchronization

/// Capture files: whatever is in them, the reader comes to their end and its sums are right.
func fuzzCapture(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    try requireReadable(bytes)
}

/// Capture files whose seals are made true, so that what they seal is looked at.
func fuzzSealedCapture(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var octets = Array(bytes)
    CaptureSeals.renew(&octets)
    let result = octets.withUnsafeBytes { octets in
        Result { () throws(FuzzFinding) in try requireReadable(octets) }
    }
    try result.get()
}

private func requireReadable(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    try file.with(bytes) { path throws(FuzzFinding) in try requireReadable(path, bytes) }
}

private let file = MemoryFile()

private func requireReadable(
    _ path: String, _ bytes: UnsafeRawBufferPointer
) throws(FuzzFinding) {
    do {
        let reader = try CaptureReader(path: path)
        var records = 0
        while try reader.next() != nil {
            records += 1
            // Each block gives a few records at most, and none has less than 12 octets.
            try require(records <= bytes.count + 64, "endless file")
        }
        let report = reader.report
        try requireEqual(
            report.goodOctets + report.lostOctets, UInt64(bytes.count), "octets good and lost")
        // Damage can name a link of any number; the report of all those before it takes a thousand
        // times as long as reading the file.
        let parts = report.sections.reduce(0) { $0 + 1 + $1.links.count }
        guard parts <= 16 || parts <= 200 && bytes.count % 16 == 0 else { return }
        try require(!report.text.isEmpty, "a report without words")
        try require(
            JSONParser.parse(Array(report.json.encoded().utf8)) != nil, "a report that is no JSON")
    } catch {
        throw error as? FuzzFinding ?? FuzzFinding("unexpected error: \(error)")
    }
}

/// A file without a name, one for all inputs of this process, one after the other.
private final class MemoryFile: Sendable {
    private let descriptor: CInt
    private let isUsed = Mutex(())

    init() {
        let folder = getenv("TMPDIR").map { String(cString: $0) } ?? "/tmp"
        var path = Array("\(folder)/feedhorn-fuzz.XXXXXX".utf8CString)
        descriptor = path.withUnsafeMutableBufferPointer { path in
            path.baseAddress.map { mkstemp($0) } ?? -1
        }
        // Only the descriptor is used: nothing is left behind.
        _ = path.withUnsafeBufferPointer { path in path.baseAddress.map { unlink($0) } }
    }

    /// What `body` makes of the path of a file with these octets.
    func with(
        _ bytes: UnsafeRawBufferPointer, _ body: (String) throws(FuzzFinding) -> Void
    ) throws(FuzzFinding) {
        let result = isUsed.withLock { _ in
            Result { () throws(FuzzFinding) in
                guard ftruncate(descriptor, 0) == 0,
                    pwrite(descriptor, bytes.baseAddress, bytes.count, 0) == bytes.count
                else { throw FuzzFinding("a file of \(bytes.count) octets: error \(errno)") }
                try body("/proc/self/fd/\(descriptor)")
            }
        }
        try result.get()
    }
}

/// JSON text: what is read is written, and read again as the same.
func fuzzJSON(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    guard let value = JSONParser.parse(Array(bytes)) else { return }
    let text = value.encoded()
    guard let again = JSONParser.parse(Array(text.utf8)) else {
        throw FuzzFinding("not read again: \(text)")
    }
    try requireEqual(again.encoded(), text, "written again")
}
