import Glibc

/// Finishes the files that an earlier process left open: cuts each to its last whole packet and
/// gives it its name.
struct PacketFileRecovery {
    /// Folders below the root: link, spacecraft, channel, APID, and one to spare.
    static let maximumDepth = 5

    private let report: (SinkEvent) -> Void

    init(report: @escaping (SinkEvent) -> Void) {
        self.report = report
    }

    func recover(root: String) {
        for path in leftOvers(in: root, depth: 0) { finish(path) }
    }

    private func leftOvers(in folder: String, depth: Int) -> [String] {
        guard depth <= PacketFileRecovery.maximumDepth, let stream = opendir(folder) else {
            return []
        }
        defer { closedir(stream) }
        var files: [String] = []
        var folders: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            let path = folder + "/" + name
            var status = stat()
            guard name != ".", name != "..", lstat(path, &status) == 0 else { continue }
            if status.st_mode & S_IFMT == S_IFDIR { folders.append(path) }
            if status.st_mode & S_IFMT == S_IFREG, isLeftOver(name) { files.append(path) }
        }
        return files + folders.flatMap { leftOvers(in: $0, depth: depth + 1) }
    }

    private func isLeftOver(_ name: String) -> Bool {
        PacketFileKey.suffixes.contains { name.hasSuffix($0 + PacketFileKey.openSuffix) }
    }

    private func finish(_ part: String) {
        let descriptor = open(part, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return report(.leftOverKept(path: part, code: errno)) }
        defer { close(descriptor) }
        var status = stat()
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, fstat(descriptor, &status) == 0 else {
            return report(.leftOverKept(path: part, code: errno))
        }
        let length = UInt64(max(0, status.st_size))
        let path = String(part.dropLast(PacketFileKey.openSuffix.utf8.count))
        var scanner = PacketLengthScanner(
            descriptor: descriptor, fileLength: length,
            isEncapsulation: path.hasSuffix(PacketFileKey.suffixes[1]))
        guard let whole = scanner.wholeLength() else {
            return report(.leftOverKept(path: part, code: EIO))
        }
        guard whole == length || ftruncate(descriptor, off_t(whole)) == 0,
            whole == 0 || fdatasync(descriptor) == 0, rename(part, to: path, isEmpty: whole == 0)
        else { return report(.leftOverKept(path: part, code: errno)) }
        report(.leftOverFinished(path: path, keptOctets: whole, cutOctets: length - whole))
    }

    /// Gives the file the first free name; an empty one goes.
    private func rename(_ part: String, to path: String, isEmpty: Bool) -> Bool {
        if isEmpty { return unlink(part) == 0 }
        let suffix = PacketFileKey.suffixes.first { path.hasSuffix($0) } ?? ""
        let stem = path.dropLast(suffix.utf8.count)
        for number in 1...PacketFile.maximumNumber {
            let name = number == 1 ? path : "\(stem)-\(number)\(suffix)"
            guard access(name, F_OK) != 0 else { continue }
            return Glibc.rename(part, name) == 0
        }
        errno = EEXIST
        return false
    }
}
