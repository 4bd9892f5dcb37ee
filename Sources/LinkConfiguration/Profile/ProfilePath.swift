/// Where profiles are looked for: the folders that hold a folder for each profile.
public struct ProfilePath: Sendable, Equatable {
    /// The file in the folder of a profile.
    public static let fileName = "profile.yaml"
    /// Where a station's own profiles are, and those that came with the program.
    public static let systemFolders = ["/etc/feedhorn/hardware", "/usr/share/feedhorn/hardware"]
    /// The folder of profiles in a directory of work, and beside a station configuration.
    private static let localFolder = "Hardware"

    /// In the order in which they are looked through: of two profiles of one name the first counts.
    public var folders: [String]

    /// - Parameters:
    ///   - named: folders that were asked for; they come first.
    ///   - variable: more of them, with colons between, as `FEEDHORN_PROFILES` has them.
    public init(named: [String] = [], variable: String? = nil) {
        let further = (variable ?? "").split(separator: ":").map(String.init)
        let all = named + further + [ProfilePath.localFolder] + ProfilePath.systemFolders
        folders = all.enumerated().filter { !all[..<$0.offset].contains($0.element) }
            .map(\.element)
    }

    /// The same, and behind the folders that were asked for the one beside a station configuration.
    public func besides(_ station: String) -> ProfilePath {
        var path = self
        let beside = FilePath.resolve(ProfilePath.localFolder, from: station)
        guard !folders.contains(beside) else { return path }
        let place = folders.firstIndex(of: ProfilePath.localFolder) ?? folders.endIndex
        path.folders.insert(beside, at: place)
        return path
    }

    /// The file of a profile; `nil` where there is none of this name.
    public func find(
        _ name: String, in files: any ConfigurationFiles = SystemFiles()
    ) -> String? {
        folders.lazy.map { FilePath.join($0, name) }
            .first { folder in
                (try? files.names(in: folder))?.contains(ProfilePath.fileName) == true
            }
            .map { FilePath.join($0, ProfilePath.fileName) }
    }

    /// The files of all profiles, in the order of their names.
    public func all(in files: any ConfigurationFiles = SystemFiles()) -> [String] {
        var found: [String: String] = [:]
        for folder in folders {
            for name in (try? files.names(in: folder)) ?? [] where found[name] == nil {
                guard ScalarValue.isName(name) else { continue }
                let inner = FilePath.join(folder, name)
                guard (try? files.names(in: inner))?.contains(ProfilePath.fileName) == true
                else { continue }
                found[name] = FilePath.join(inner, ProfilePath.fileName)
            }
        }
        return found.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }.map(\.value)
    }
}
