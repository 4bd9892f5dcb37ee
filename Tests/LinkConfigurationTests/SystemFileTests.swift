import Foundation
import LinkConfiguration
import Testing

/// Are files of the system read, and is it said why one cannot be?
struct SystemFileTests {
    private func inDirectory(_ body: (String) throws -> Void) throws {
        let url = FileManager.default.temporaryDirectory
            .appending(path: "feedhorn-" + UUID().uuidString)
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: url) }
        try body(url.path)
    }

    private func reason(_ path: String) -> String? {
        do {
            _ = try LinkFile.load(path)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func readsAStationFromDisk() throws {
        try inDirectory { directory in
            let further = directory + "/conf.d"
            try FileManager.default.createDirectory(
                atPath: further, withIntermediateDirectories: false)
            try Data("feedhorn: 1\nstation: {name: a}\n".utf8)
                .write(to: URL(filePath: directory + "/s.yaml"))
            try Data("feedhorn: 1\nstation: {agency: b}\n".utf8)
                .write(to: URL(filePath: further + "/x.yaml"))
            let station = try StationConfiguration.load(directory + "/s.yaml")
            #expect(station.station.name == "a" && station.station.agency == "b")
            #expect(station.files.count == 2)
        }
    }

    @Test func saysWhyNot() throws {
        try inDirectory { directory in
            #expect(reason(directory + "/no.yaml") == "\(directory)/no.yaml: no such file")
            #expect(reason(directory) == "\(directory): is a directory")
            let large = directory + "/large.yaml"
            try Data(count: 262_145).write(to: URL(filePath: large))
            #expect(reason(large) == "\(large): larger than 262144 octets")
            let closed = directory + "/closed.yaml"
            try Data("a".utf8).write(to: URL(filePath: closed))
            try FileManager.default.setAttributes([.posixPermissions: 0], ofItemAtPath: closed)
            if geteuid() != 0 { #expect(reason(closed) == "\(closed): permission denied") }
            #expect(reason("/dev/null")?.hasPrefix("/dev/null:1:1: the file is empty") == true)
            #expect(reason("/dev/zero") == "/dev/zero: larger than 262144 octets")
        }
    }
}
