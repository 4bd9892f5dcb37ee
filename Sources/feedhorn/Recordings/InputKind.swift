import Glibc

/// What a recording holds, told by its first octets.
enum InputKind {
    /// Octets of the link and nothing else.
    case octets
    /// A capture at this path.
    case capture(path: String)

    /// The first octets of every pcapng file, read in any byte order.
    static let captureMagic: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A]

    /// - Returns: `.octets` for what can't be opened as well: whoever reads it then says why.
    static func of(_ path: String) -> InputKind {
        let isInput = path == "-"
        let descriptor = isInput ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else { return .octets }
        defer { if !isInput { close(descriptor) } }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return .octets
        }
        var first = [UInt8](repeating: 0, count: captureMagic.count)
        guard pread(descriptor, &first, first.count, 0) == first.count, first == captureMagic
        else { return .octets }
        return .capture(path: isInput ? "/dev/stdin" : path)
    }
}
