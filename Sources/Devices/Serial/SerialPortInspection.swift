import CLinux
import Glibc

/// What can be known of a serial port without opening it: opening one raises DTR.
public struct SerialPortInspection: Sendable {
    /// The port's path now.
    public let path: String
    /// It is a character device, as terminals are.
    public let isDevice: Bool
    /// The kernel's driver, where `/sys` names it.
    public let driver: String?
    /// Number of the group that owns it, and whether its members, or everybody, may read it.
    public let group: UInt32
    /// The group may read it.
    public let groupMayRead: Bool
    /// Everybody may read it.
    public let othersMayRead: Bool
    /// This process may read it.
    public let mayRead: Bool
    /// Those who hold the port's lock, or have it open.
    public let holders: [PortHolder]
    /// What udev says of it; empty for what is no device of the kernel's.
    public let properties: [String: String]

    /// Looks at the port that `name` means now.
    ///
    /// - Throws: that there is none, or more than one.
    public init(_ name: SerialPortName) throws(DeviceError) {
        let path = try SerialPortFinder(name).path()
        self.path = path
        var status = stat()
        guard stat(path, &status) == 0 else {
            throw .system(call: "stat", target: path, number: errno)
        }
        isDevice = status.st_mode & S_IFMT == S_IFCHR
        group = status.st_gid
        groupMayRead = status.st_mode & S_IRGRP != 0
        othersMayRead = status.st_mode & S_IROTH != 0
        mayRead = faccessat(AT_FDCWD, path, R_OK, AT_EACCESS) == 0
        holders = PortHolders.holders(of: path).filter { $0.process != getpid() }
        driver = SerialPortInspection.driver(path)
        let ports = (try? DeviceDirectory())?.serialPorts() ?? []
        let real = SerialPortInspection.resolved(path)
        properties = ports.first { $0.node == real }?.properties ?? [:]
    }

    /// Where links lead in the end.
    private static func resolved(_ path: String) -> String {
        guard let real = realpath(path, nil) else { return path }
        defer { free(real) }
        return String(cString: real)
    }

    private static func driver(_ path: String) -> String? {
        let name = resolved(path).split(separator: "/").last.map(String.init) ?? ""
        return SystemCalls.destination(ofLink: "/sys/class/tty/\(name)/device/driver")
            .flatMap { $0.split(separator: "/").last.map(String.init) }
    }
}
