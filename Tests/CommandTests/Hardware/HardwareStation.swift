import Foundation
import Testing

/// A station whose link is a profile with what this machine has in place of the device.
enum HardwareStation {
    /// Writes a station configuration with one link.
    ///
    /// - Returns: its path.
    static func configuration(_ folder: Folder, _ link: String) throws -> String {
        try folder.write("station.yaml", text(folder, link))
    }

    static func text(_ folder: Folder, _ link: String) -> String {
        """
        feedhorn: 1
        station: {name: station}
        capture: {directory: \(folder.file("station-capture"))}
        query: {socket: \(folder.file("station.sock"))}
        sinks:
          - packetFiles: {directory: \(folder.file("packets"))}
        links:
          - \(link.replacingOccurrences(of: "\n", with: "\n    "))

        """
    }

    /// Packets in the files of the sink, in the order of the files' names.
    static func filedPackets(_ folder: Folder) throws -> [UInt8] {
        let root = folder.file("packets")
        let names = FileManager.default.enumerator(atPath: root)?.compactMap { $0 as? String } ?? []
        var octets: [UInt8] = []
        for name in names.sorted() {
            var isFolder: ObjCBool = false
            let path = root + "/" + name
            guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                !isFolder.boolValue
            else { continue }
            octets += try Array(Data(contentsOf: URL(fileURLWithPath: path)))
        }
        return octets
    }
}
