import CaptureStore
import Foundation
import TelemetryLink

/// A capture that is written and read back.
enum SelfTestCapture {
    /// The octets as the capture has them.
    static func roundTrip(_ octets: [UInt8], name: String, _ folder: String) throws -> [UInt8] {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let configuration = CaptureConfiguration(
            directory: folder, station: "self-test", application: "feedhorn \(Version.text)")
        let writer = try CaptureWriter(
            configuration: configuration,
            links: [CaptureLink(name: name, description: "", bitRate: 0)])
        writer.append(
            link: 0, slab: Slab(copying: octets), range: 0..<octets.count,
            time: ReceptionTime(utc: 1, monotonic: 1))
        writer.close()
        var read: [UInt8] = []
        for file in try FileManager.default.contentsOfDirectory(atPath: folder).sorted() {
            let reader = try CaptureReader(path: folder + "/" + file)
            while let record = try reader.next() {
                guard case .chunk(let chunk) = record else { continue }
                chunk.octets.withUnsafeBytes { read += $0 }
            }
        }
        return read
    }

    /// The octets of all files below a folder, in the order of their names.
    static func contents(under folder: String) throws -> [UInt8] {
        let names = FileManager.default.subpaths(atPath: folder) ?? []
        var octets: [UInt8] = []
        for name in names.sorted() {
            var isFolder: ObjCBool = false
            let path = folder + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            octets += try Data(contentsOf: URL(fileURLWithPath: path))
        }
        return octets
    }
}
