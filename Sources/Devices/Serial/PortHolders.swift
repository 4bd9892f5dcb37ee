import CLinux
import Glibc

/// Finds out who has a port, as far as `/proc` tells: other users' processes may be hidden.
public enum PortHolders {
    /// Octets of `/proc/locks` that are read: some ten thousand locks.
    private static let maximumLockTable = 1 << 20
    /// Processes, and descriptors of each, that are looked at.
    private static let maximumEntries = 65_536
    /// Holders that are told; more would only make a message longer.
    private static let maximumHolders = 8

    /// Those who hold the port's lock, or else those who have it open.
    public static func holders(of path: String) -> [PortHolder] {
        let lockHolders = lockHolders(of: path)
        let processes = lockHolders.isEmpty ? openers(of: path) : lockHolders
        return processes.prefix(maximumHolders).map {
            PortHolder(process: $0, name: processName($0))
        }
    }

    /// The processes that hold an exclusive `flock` on the file; the file is not opened.
    static func lockHolders(of path: String) -> [Int32] {
        guard let status = try? SystemCalls.status(atPath: path) else { return [] }
        let table = SystemCalls.contents(ofFile: "/proc/locks", maximum: maximumLockTable)
        return lockHolders(
            in: String(decoding: table, as: UTF8.self),
            major: clinux_device_major(status.device),
            minor: clinux_device_minor(status.device),
            inode: UInt64(status.inode))
    }

    /// Reads the kernel's table of locks, of which a line is
    /// `1: FLOCK  ADVISORY  WRITE 4302 00:1c:5 0 EOF`: the device in hexadecimal, the rest not.
    static func lockHolders(
        in table: String, major: UInt32, minor: UInt32, inode: UInt64
    ) -> [Int32] {
        var found: [Int32] = []
        for line in table.split(separator: "\n") {
            let words = line.split(separator: " ")
            guard words.count >= 6, words[1] == "FLOCK", words[3] == "WRITE" else { continue }
            let place = words[5].split(separator: ":")
            guard place.count == 3, UInt32(place[0], radix: 16) == major,
                UInt32(place[1], radix: 16) == minor, UInt64(place[2]) == inode
            else { continue }
            // The table is no snapshot: a line may come twice when locks change meanwhile.
            if let process = Int32(words[4]), !found.contains(process) { found.append(process) }
        }
        return found
    }

    /// The processes that have the file open.
    private static func openers(of path: String) -> [Int32] {
        guard let wanted = try? SystemCalls.status(atPath: path) else { return [] }
        let processes = SystemCalls.names(inDirectory: "/proc", maximum: maximumEntries)
        return processes.compactMap { Int32($0) }.filter { process in
            let directory = "/proc/\(process)/fd"
            let descriptors = SystemCalls.names(inDirectory: directory, maximum: maximumEntries)
            return descriptors.contains { name in
                guard let status = try? SystemCalls.status(atPath: "\(directory)/\(name)")
                else { return false }
                return status.device == wanted.device && status.inode == wanted.inode
            }
        }
    }

    /// The processes that run a program of this name (at most 15 characters, as the kernel keeps
    /// it).
    public static func processes(named name: String) -> [PortHolder] {
        SystemCalls.names(inDirectory: "/proc", maximum: maximumEntries)
            .compactMap { Int32($0) }.filter { processName($0) == name }
            .map { PortHolder(process: $0, name: name) }
    }

    private static func processName(_ process: Int32) -> String {
        let octets = SystemCalls.contents(ofFile: "/proc/\(process)/comm", maximum: 64)
        let name = String(decoding: octets.prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
        return name.isEmpty ? "unknown" : name
    }
}
