import Foundation

/// A folder of its own for a test; gone with the object.
final class Folder {
    let path: String

    init() throws {
        path = NSTemporaryDirectory() + "feedhorn-test-" + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: path)
    }

    /// Path of a file in it.
    func file(_ name: String) -> String { path + "/" + name }

    @discardableResult
    func write(_ name: String, _ octets: some Sequence<UInt8>) throws -> String {
        try Data(octets).write(to: URL(fileURLWithPath: file(name)))
        return file(name)
    }

    @discardableResult
    func write(_ name: String, _ text: String) throws -> String {
        try write(name, Array(text.utf8))
    }

    func create(_ name: String) throws -> (path: String, handle: FileHandle) {
        try write(name, "")
        return (file(name), try FileHandle(forWritingTo: URL(fileURLWithPath: file(name))))
    }

    func octets(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(fileURLWithPath: file(name))))
    }
}
