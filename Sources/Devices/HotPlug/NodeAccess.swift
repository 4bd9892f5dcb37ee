import Glibc

/// Who may open a device's node, by its owner, group and mode. What else may forbid it (a
/// service's `DeviceAllow`, another program's lock) is not in it.
public struct NodeAccess: Hashable, Sendable {
    /// The owner's number.
    public var owner: UInt32
    /// The group's number.
    public var group: UInt32
    /// Permission bits.
    public var mode: UInt32

    /// An owner, a group and their rights.
    public init(owner: UInt32, group: UInt32, mode: UInt32) {
        self.owner = owner
        self.group = group
        self.mode = mode
    }

    /// Of the node at `path`; `nil` where there is none.
    public init?(path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.init(owner: status.st_uid, group: status.st_gid, mode: status.st_mode & 0o7777)
    }

    /// Whether somebody may read it.
    public func isReadable(by user: SystemUser) -> Bool { allows(4, user) }
    /// Whether somebody may write it.
    public func isWritable(by user: SystemUser) -> Bool { allows(2, user) }

    /// The first that fits counts: owner, group, others.
    private func allows(_ bit: UInt32, _ user: SystemUser) -> Bool {
        if user.number == 0 { return true }
        if user.number == owner { return mode & (bit << 6) != 0 }
        if user.groups.contains(group) { return mode & (bit << 3) != 0 }
        return mode & bit != 0
    }
}

extension NodeAccess: CustomStringConvertible {
    /// `root:dialout 0660`.
    public var description: String {
        let digits = String(mode, radix: 8)
        let user = getpwuid(owner).map { String(cString: $0.pointee.pw_name) } ?? "\(owner)"
        let name = getgrgid(group).map { String(cString: $0.pointee.gr_name) } ?? "\(group)"
        return "\(user):\(name) " + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
}

/// A user of the system with all groups.
public struct SystemUser: Hashable, Sendable {
    /// More groups than a user can have in the kernel.
    private static let maximumGroups: Int32 = 65_536

    /// The name.
    public var name: String
    /// The number.
    public var number: UInt32
    /// The numbers of the groups.
    public var groups: Set<UInt32>

    /// A user.
    public init(name: String, number: UInt32, groups: Set<UInt32>) {
        self.name = name
        self.number = number
        self.groups = groups
    }

    /// The user of this name; `nil` where there is none.
    public init?(named name: String) {
        guard let entry = getpwnam(name)?.pointee else { return nil }
        self.init(name: name, number: entry.pw_uid, primary: entry.pw_gid)
    }

    /// Who runs this program.
    public static var current: SystemUser {
        let number = geteuid()
        guard let entry = getpwuid(number)?.pointee else {
            return SystemUser(name: "\(number)", number: number, groups: [getegid()])
        }
        return SystemUser(
            name: String(cString: entry.pw_name), number: number, primary: entry.pw_gid)
    }

    private init(name: String, number: UInt32, primary: UInt32) {
        var count = Self.maximumGroups
        var groups = [gid_t](repeating: 0, count: Int(count))
        let result = getgrouplist(name, primary, &groups, &count)
        let known = result >= 0 ? groups.prefix(Int(max(0, count))) : []
        self.init(name: name, number: number, groups: Set(known).union([primary]))
    }
}
