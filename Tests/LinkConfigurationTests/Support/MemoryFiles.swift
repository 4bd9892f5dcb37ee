import LinkConfiguration

/// Configuration files in memory.
struct MemoryFiles: ConfigurationFiles {
    var files: [String: String]

    func contents(of path: String, limit: Int) throws(ConfigurationFileError) -> [UInt8] {
        guard let text = files[path] else { throw ConfigurationFileError("no such file") }
        guard text.utf8.count <= limit else {
            throw ConfigurationFileError("larger than \(limit) octets")
        }
        return Array(text.utf8)
    }

    func names(in directory: String) -> [String] {
        let prefix = directory + "/"
        let inside = files.keys.filter { $0.hasPrefix(prefix) }.map { $0.dropFirst(prefix.count) }
        return Array(Set(inside.map { String($0.prefix { $0 != "/" }) }))
    }
}
