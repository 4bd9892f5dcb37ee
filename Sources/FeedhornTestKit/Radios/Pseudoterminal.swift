import CLinux
import Glibc

/// Both ends of a pseudoterminal. The radio writes to the master; the slave is held open only to
/// look at it, and so that the master stays usable while no reader has it open.
struct Pseudoterminal: Sendable {
    /// The slave's path.
    let path: String
    private let master: Int32
    private let slave: Int32
    /// The settings before anybody opened it.
    private let former: clinux_termios2

    init() throws(FakeRadioError) {
        let master = try Self.check("posix_openpt") { clinux_pty_open() }
        do throws(FakeRadioError) {
            let path = try Self.slavePath(of: master)
            slave = try Self.check("open") { open(path, O_RDWR | O_NOCTTY | O_CLOEXEC) }
            var line = clinux_termios2()
            try Self.check("TCGETS2") { clinux_tty_get(master, &line) }
            former = line
            self.path = path
            self.master = master
        } catch {
            _ = Glibc.close(master)
            throw error
        }
    }

    private static func slavePath(of master: Int32) throws(FakeRadioError) -> String {
        var name = [CChar](repeating: 0, count: 64)  // "/dev/pts/" and a number
        try check("ptsname_r") { clinux_pty_slave_name(master, &name, name.count) }
        return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
    }

    @discardableResult
    private static func check(
        _ call: String, _ body: () -> Int32
    ) throws(FakeRadioError) -> Int32 {
        let value = body()
        guard value >= 0 else { throw .system(call: call, number: errno) }
        return value
    }

    /// Hangs the terminal up.
    func closeMaster() {
        _ = Glibc.close(master)
    }

    /// Gives the terminal's number free. After the master, so that the reader sees a hang-up.
    func closeSlave() {
        _ = Glibc.close(slave)
    }
}

// MARK: The stable name

extension Pseudoterminal {
    /// Makes `path` lead to the slave, replacing in one step whatever stood there.
    func link(at place: String) throws(FakeRadioError) {
        let temporary = "\(place).\(getpid()).new"
        unlink(temporary)
        do throws(FakeRadioError) {
            try Self.check("symlink") { symlink(path, temporary) }
            try Self.check("rename") { rename(temporary, place) }
        } catch {
            unlink(temporary)
            closeMaster()
            closeSlave()
            throw error
        }
    }

    /// Removes the name, unless it leads elsewhere by now.
    static func removeLink(at place: String, to target: String) {
        // One octet more, so that a longer target is not taken for this one.
        var found = [CChar](repeating: 0, count: target.utf8.count + 1)
        let count = readlink(place, &found, found.count)
        let octets = found.prefix(max(0, count)).map(UInt8.init(bitPattern:))
        if String(decoding: octets, as: UTF8.self) == target { unlink(place) }
    }
}

// MARK: Octets

extension Pseudoterminal {
    /// Octets that may be on the way to the reader at once.
    ///
    /// The kernel's line buffer holds 4,095. While it never fills, all octets sent lie in it, and
    /// it can be told whether they were read; once it is full, others wait behind it unseen.
    private static let maximumUnread = 2_048

    /// Writes as many octets as may be on the way now: 0 when the reader has to read first.
    func write(_ octets: ArraySlice<UInt8>) throws(FakeRadioError) -> Int {
        var unread: Int32 = 0
        // First the look that moves everything into the line buffer, then the count of it.
        if hasUnreadOctets {
            try Self.check("FIONREAD") { clinux_readable_octets(slave, &unread) }
        }
        let part = octets.prefix(max(0, Self.maximumUnread - Int(unread)))
        if part.isEmpty { return 0 }
        let count = part.withUnsafeBytes { Glibc.write(master, $0.baseAddress, $0.count) }
        if count >= 0 { return count }
        if errno == EAGAIN || errno == EINTR { return 0 }
        throw .system(call: "write", number: errno)
    }

    /// Whether the slave has something to read. `poll` first moves what the kernel still holds on
    /// the way from one end to the other.
    var hasUnreadOctets: Bool {
        var request = pollfd(fd: slave, events: Int16(POLLIN), revents: 0)
        return poll(&request, 1, 0) != 0
    }

    /// What the slave's side has sent.
    func received() throws(FakeRadioError) -> [UInt8] {
        let maximum = 65_536  // more than the kernel holds
        var octets: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 4_096)
        while octets.count < maximum {
            let count = read(master, &part, part.count)
            if count > 0 {
                octets += part[..<count]
            } else if count == 0 || errno == EAGAIN {
                break
            } else if errno != EINTR {
                throw .system(call: "read", number: errno)
            }
        }
        return octets
    }

    /// The slave's settings, which the master shows.
    func settings() throws(FakeRadioError) -> SerialLineSettings {
        var line = clinux_termios2()
        try Self.check("TCGETS2") { clinux_tty_get(master, &line) }
        return SerialLineSettings(line)
    }

    func reset() throws(FakeRadioError) {
        var line = former
        try Self.check("TIOCNXCL") { clinux_tty_clear_exclusive(slave) }
        try Self.check("TCSETS2") { clinux_tty_set(slave, &line) }
    }

    static func sleep(_ duration: Duration) {
        usleep(UInt32(duration / .microseconds(1)))
    }
}
