import Glibc

/// Configuration files of the system.
public struct SystemFiles: ConfigurationFiles {
    /// More names in `conf.d` than this are an accident.
    private static let maximumNames = 4096

    /// Reads with the rights of the process.
    public init() {}

    /// The octets of a regular file or a pipe.
    public func contents(of path: String, limit: Int) throws(ConfigurationFileError) -> [UInt8] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY)
        guard descriptor >= 0 else { throw SystemFiles.error(errno) }
        defer { close(descriptor) }
        var octets: [UInt8] = []
        // One octet more than allowed tells a file that is too large from one that just fits.
        while octets.count <= limit {
            var buffer = [UInt8](repeating: 0, count: min(65_536, limit + 1 - octets.count))
            let count = read(descriptor, &buffer, buffer.count)
            if count < 0 {
                if errno == EINTR { continue }
                throw SystemFiles.error(errno)
            }
            if count == 0 { return octets }
            octets += buffer.prefix(count)
        }
        throw ConfigurationFileError("larger than \(limit) octets")
    }

    /// Names in a directory, `.` and `..` left out.
    public func names(in directory: String) throws(ConfigurationFileError) -> [String] {
        guard let stream = opendir(directory) else {
            if errno == ENOENT { return [] }
            throw SystemFiles.error(errno)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while names.count < SystemFiles.maximumNames, let entry = readdir(stream) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private static func error(_ code: Int32) -> ConfigurationFileError {
        switch code {
        case ENOENT: ConfigurationFileError("no such file")
        case EISDIR: ConfigurationFileError("is a directory")
        case EACCES: ConfigurationFileError("permission denied")
        default: ConfigurationFileError(String(cString: strerror(code)).lowercased())
        }
    }
}
