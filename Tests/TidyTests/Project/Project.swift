import Foundation

/// The files of this package, as they lie on disk.
enum Project {
    /// The package's folder: three above this file, symbolic links resolved.
    static let root: URL = {
        var url = URL(filePath: #filePath).resolvingSymlinksInPath()
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    /// Files shared between projects (vectors, recordings); `nil` where there are none.
    static let shared: URL? = {
        let named = ProcessInfo.processInfo.environment["FEEDHORN_SHARED"]
        let url =
            named.map { URL(filePath: $0, directoryHint: .isDirectory) }
            ?? root.deletingLastPathComponent().appending(path: "shared")
        return FileManager.default.fileExists(atPath: url.path) ? url : nil
    }()

    /// Every Swift file under `Sources`.
    static let sources = swiftFiles(under: "Sources")

    /// Every Swift file under `Tests`.
    static let tests = swiftFiles(under: "Tests")

    /// Names of the folders in `folder`, sorted.
    static func folders(in folder: String) -> [String] {
        names(in: folder).filter { isFolder(folder + "/" + $0) }
    }

    /// Names of what lies in `folder`, sorted; hidden ones left out.
    static func names(in folder: String) -> [String] {
        let path = root.appending(path: folder).path
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        return names.filter { !$0.hasPrefix(".") }.sorted()
    }

    static func isFolder(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        let full = root.appending(path: path).path
        return FileManager.default.fileExists(atPath: full, isDirectory: &isFolder)
            && isFolder.boolValue
    }

    static func exists(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: root.appending(path: path).path)
    }

    static func data(_ path: String) throws -> Data {
        try Data(contentsOf: root.appending(path: path))
    }

    /// Paths of all files under `folder` ("" = the package), sorted; build folders, version
    /// control and what editors leave behind are not the project's.
    static func files(under folder: String) -> [String] {
        let start = folder.isEmpty ? root : root.appending(path: folder)
        guard let walk = FileManager.default.enumerator(atPath: start.path) else { return [] }
        let prefix = folder.isEmpty ? "" : folder + "/"
        var files: [String] = []
        for case let path as String in walk {
            let name = path.split(separator: "/").last.map(String.init) ?? path
            if name == ".git" || name.hasPrefix(".build") || name == "node_modules" {
                walk.skipDescendants()
            } else if !isFolder(prefix + path), !isLeftover(name) {
                files.append(prefix + path)
            }
        }
        return files.sorted()
    }

    private static func isLeftover(_ name: String) -> Bool {
        name == "Package.resolved" || name.hasSuffix(".swp") || name.hasSuffix("~")
    }

    private static func swiftFiles(under folder: String) -> [SwiftFile] {
        files(under: folder).filter { $0.hasSuffix(".swift") }.map { path in
            SwiftFile(
                path: path, source: String(decoding: (try? data(path)) ?? Data(), as: UTF8.self))
        }
    }
}
