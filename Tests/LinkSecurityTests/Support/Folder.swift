import Foundation
import Glibc

/// A folder of its own for a test; gone with the object.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "feedhorn-keys-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Writes a file with this mode; its path.
    func write(_ name: String, _ octets: some Sequence<UInt8>, mode: mode_t) throws -> String {
        let file = path + "/" + name
        try Data(octets).write(to: URL(fileURLWithPath: file))
        try requireSuccess(chmod(file, mode))
        return file
    }

    private func requireSuccess(_ code: Int32) throws {
        if code != 0 { throw CocoaError(.fileWriteUnknown) }
    }
}
