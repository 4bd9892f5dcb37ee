import Gateway
import Glibc

/// A file written through a buffer.
struct OutputFile: ~Copyable {
    private let path: String
    private let descriptor: Int32
    private var buffer: [UInt8] = []

    /// Octets gathered before a write.
    private static let bufferLimit = 1 << 18

    init(_ path: String) throws(OctetFile.Failure) {
        self.path = path
        descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw OctetFile.Failure(path: path, code: errno) }
    }

    deinit {
        close(descriptor)
    }

    mutating func write(_ octets: RawSpan) throws(OctetFile.Failure) {
        octets.withUnsafeBytes { buffer.append(contentsOf: $0) }
        if buffer.count >= OutputFile.bufferLimit { try flush() }
    }

    mutating func flush() throws(OctetFile.Failure) {
        var written = 0
        // Each turn writes at least one octet.
        while written < buffer.count {
            let count = buffer.withUnsafeBytes { octets in
                Glibc.write(
                    descriptor, octets.baseAddress.map { $0 + written }, octets.count - written)
            }
            if count > 0 {
                written += count
            } else if errno != EINTR {
                throw OctetFile.Failure(path: path, code: errno)
            }
        }
        buffer.removeAll(keepingCapacity: true)
    }
}
