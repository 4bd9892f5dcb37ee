import Devices
import Glibc
import LinkConfiguration

/// A serial port: there, a device with a driver, readable, nobody else's.
enum SerialCheck {
    private static let daemonUser = "feedhorn"

    static func findings(
        _ serial: LinkConfiguration.SerialSource, _ subject: String, _ host: HostView
    ) -> [DoctorFinding] {
        let name = SerialPortName(serial)
        do throws(DeviceError) {
            return findings(try SerialPortInspection(name), subject, host)
        } catch {
            return [
                .fail(
                    subject, "no port \(name): \(error)",
                    fix: "plug it in, or see /dev/serial/by-id for what is there")
            ]
        }
    }

    static func findings(
        _ port: SerialPortInspection, _ subject: String, _ host: HostView
    ) -> [DoctorFinding] {
        guard port.isDevice else {
            return [
                .fail(
                    subject, "\(port.path) is no serial port",
                    fix: "name a device; source: file reads a file")
            ]
        }
        var findings = [access(port, subject)]
        if let holder = port.holders.first {
            findings.append(
                .fail(
                    subject, "\(port.path) is in use by \(holder)",
                    fix: "end \(holder.name), or keep it off the port"))
        }
        findings += PortGrabbers.findings(port.properties, subject, host.processes)
        return findings
    }

    private static func access(
        _ port: SerialPortInspection, _ subject: String
    ) -> DoctorFinding {
        let group = groupName(port.group)
        let driver = port.driver.map { ", driver \($0)" } ?? ", no driver named"
        guard port.mayRead else {
            return .fail(
                subject, "\(port.path) is there\(driver), and may not be read",
                fix: "adduser USER \(group), and log in again")
        }
        // Whoever asks may be root; the daemon is not.
        if !port.othersMayRead, let isMember = isMember(daemonUser, of: port.group),
            !isMember || !port.groupMayRead
        {
            return .warn(
                subject, "\(port.path) is there\(driver), not readable by the user \(daemonUser)",
                fix: "adduser \(daemonUser) \(group)")
        }
        return .ok(subject, "\(port.path) is there\(driver), group \(group)")
    }

    private static func groupName(_ number: UInt32) -> String {
        guard let entry = getgrgid(number) else { return "\(number)" }
        return String(cString: entry.pointee.gr_name)
    }

    /// Whether a user is in a group; `nil` where there is no such user.
    private static func isMember(_ user: String, of group: UInt32) -> Bool? {
        guard let entry = getpwnam(user) else { return nil }
        if entry.pointee.pw_uid == 0 || entry.pointee.pw_gid == group { return true }
        var groups = [gid_t](repeating: 0, count: 256)
        var count = Int32(groups.count)
        guard getgrouplist(user, entry.pointee.pw_gid, &groups, &count) >= 0 else { return nil }
        return groups.prefix(Int(count)).contains(group)
    }
}

extension SerialPortName {
    init(_ serial: LinkConfiguration.SerialSource) {
        self = serial.match.map { .device(DeviceMatch($0)) } ?? .path(serial.path)
    }
}
