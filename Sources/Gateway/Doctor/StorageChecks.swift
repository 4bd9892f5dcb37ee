import ChannelCoding
import Glibc
import LinkConfiguration
import TelemetryLink

/// Room for so many hours, on each of the file systems that something is written to.
struct StorageChecks {
    private(set) var findings: [DoctorFinding] = []

    /// Of a segment, blocks and checkpoints besides the octets: measured below 3 %, a little more.
    private static let overhead = 1.05
    /// Files that must be possible: segments and packet files of some hours.
    private static let fewestFiles: UInt64 = 1_000

    private struct Place {
        var subject: String
        var path: String
        /// What is written there for each octet received.
        var share: Double
    }

    init(_ configuration: StationConfiguration, hours: Double) {
        let (rate, unknown) = StorageChecks.rate(configuration.links)
        var places: [Place] = []
        if configuration.capture.isEnabled {
            places.append(
                Place(
                    subject: "capture", path: configuration.capture.directory,
                    share: Self.overhead))
        }
        for sink in configuration.sinks {
            guard case .packetFiles(let files) = sink.kind else { continue }
            places.append(
                Place(
                    subject: "sink \(sink.name?.value ?? "packetFiles")", path: files.directory,
                    share: 1))
        }
        var needed: [dev_t: Double] = [:]
        for place in places {
            check(place, octetsPerSecond: rate, hours: hours, unknown, &needed)
        }
    }

    /// Octets per second of all links together, and the links whose rate nobody knows.
    private static func rate(_ links: [LinkFile]) -> (Double, [String]) {
        var sum = 0.0
        var unknown: [String] = []
        for link in links {
            guard let rate = octetBitRate(link.parameters) else {
                unknown.append(link.parameters.name)
                continue
            }
            // Several peers may send at a time.
            var peers = 1.0
            if case .tcp(.listen(let tcp)) = link.source { peers = Double(tcp.peers) }
            sum += rate / 8 * peers
        }
        return (sum, unknown)
    }

    /// Bits per second, eight to an octet that is received. The rate of a line counts such; a
    /// `bitRate` may count soft symbols, which take an octet each.
    private static func octetBitRate(_ parameters: ManagedParameters) -> Double? {
        guard let rate = parameters.bitRate else { return parameters.lineRate.map { Double($0) } }
        let soft = parameters.coding.convolutional.map { $0.symbols.bitsPerSymbol } ?? 1
        return Double(rate) * Double(soft)
    }

    private mutating func check(
        _ place: Place, octetsPerSecond: Double, hours: Double, _ unknown: [String],
        _ needed: inout [dev_t: Double]
    ) {
        let path = FileCheck.trimmed(place.path)
        let folder = FileCheck.existing(path)
        // The daemon makes the folder itself, and none above it.
        let parent = FileCheck.parent(path)
        let isMissing = folder != path && folder != parent
        if isMissing {
            let finding = FileCheck.missing(parent, place.subject, fix: "create it")
            findings.append(finding)
            if finding.outcome == .fail { return }
        }
        guard isMissing || faccessat(AT_FDCWD, folder, W_OK | X_OK, AT_EACCESS) == 0 else {
            findings.append(
                .fail(
                    place.subject, "\(place.path): \(folder) may not be written to",
                    fix: "create it, and give it to the user who runs Feedhorn"))
            return
        }
        var status = stat()
        var system = statvfs()
        guard stat(folder, &status) == 0, statvfs(folder, &system) == 0 else {
            findings.append(
                .fail(
                    place.subject, "\(folder): \(String(cString: strerror(errno)))",
                    fix: "name another folder"))
            return
        }
        if status.st_mode & S_IFMT != S_IFDIR {
            findings.append(
                .fail(place.subject, "\(folder) is no folder", fix: "name another folder"))
            return
        }
        let wanted = octetsPerSecond * 3_600 * hours * place.share
        needed[status.st_dev, default: 0] += wanted
        room(
            place, Double(system.f_bavail) * Double(system.f_frsize),
            needed[status.st_dev] ?? 0, octetsPerSecond, hours, unknown)
        // File systems without a table of files have 0 of 0.
        if system.f_files > 0, system.f_favail < Self.fewestFiles {
            findings.append(
                .fail(
                    place.subject, "\(place.path): room for \(system.f_favail) more files",
                    fix: "remove files there, or take another file system"))
        }
    }

    private mutating func room(
        _ place: Place, _ free: Double, _ needed: Double, _ rate: Double, _ hours: Double,
        _ unknown: [String]
    ) {
        let amount = "\(Self.size(free)) free at \(place.path)"
        let time = hours == hours.rounded() ? "\(Int(hours))" : "\(hours)"
        if needed > free || free == 0 {
            findings.append(
                .fail(
                    place.subject, "\(amount), \(Self.size(needed)) needed for \(time) h",
                    fix: "make room, or take another file system"))
        } else if rate == 0 {
            findings.append(
                .warn(
                    place.subject, "\(amount); no rate is known: \(Self.list(unknown))",
                    fix: "write bitRate to say for how long that is enough"))
        } else if !unknown.isEmpty {
            findings.append(
                .warn(
                    place.subject,
                    "\(amount), \(Self.size(needed)) needed for \(time) h; besides what the links "
                        + "of unknown rate bring: \(Self.list(unknown))",
                    fix: "write their bitRate"))
        } else {
            findings.append(
                .ok(place.subject, "\(amount), \(Self.size(needed)) needed for \(time) h"))
        }
    }

    private static func list(_ names: [String]) -> String {
        names.isEmpty ? "there are no links" : names.joined(separator: ", ")
    }

    /// `12.3 GB`: in thousands, three digits.
    private static func size(_ octets: Double) -> String {
        var (value, unit) = (octets, 0)
        let units = ["octets", "kB", "MB", "GB", "TB", "PB"]
        while value >= 1_000, unit + 1 < units.count {
            value /= 1_000
            unit += 1
        }
        let tenths = Int(value * 10)
        return unit == 0 || tenths >= 1_000
            ? "\(Int(value)) \(units[unit])" : "\(tenths / 10).\(tenths % 10) \(units[unit])"
    }
}
