import FeedhornTestKit
import Foundation
import Glibc
import QueryService
import Testing

@testable import Gateway

/// Does each check fail where it should, say what to do, and pass elsewhere?
struct DoctorTests {
    private func expect(
        _ finding: DoctorFinding?, _ outcome: DoctorFinding.Outcome, _ words: String...
    ) {
        #expect(finding?.outcome == outcome, "\(finding?.line ?? "nothing said")")
        for word in words {
            #expect(finding?.line.contains(word) == true, "\(finding?.line ?? "")")
        }
        if outcome != .ok { #expect(finding?.fix?.isEmpty == false) }
    }

    @Test func noLinks() throws {
        expect(try DoctorStation().worst(of: "configuration"), .warn, "no links")
    }

    // MARK: serial ports

    @Test func aPort() throws {
        var station = try DoctorStation()
        let path = station.folder.path + "/radio"
        station.links = DoctorStation.serial(path)
        expect(try station.worst(of: "link a"), .fail, "no port")
        let radio = try FakeSerialRadio(path: path)
        expect(try station.worst(of: "link a"), .ok, path, "group")
        withExtendedLifetime(radio) {}
        let file = station.folder.path + "/file"
        try "".write(toFile: file, atomically: true, encoding: .utf8)
        station.links = DoctorStation.serial(file)
        expect(try station.worst(of: "link a"), .fail, "no serial port")
    }

    @Test func somebodyElseHasThePort() throws {
        var station = try DoctorStation()
        let path = station.folder.path + "/radio"
        let radio = try FakeSerialRadio(path: path)
        station.links = DoctorStation.serial(path)
        let holder = Process()
        holder.executableURL = URL(fileURLWithPath: "/bin/sleep")
        holder.arguments = ["600"]
        holder.standardInput = FileHandle(forReadingAtPath: path)
        try holder.run()
        // It may have SIGTERM blocked, as the thread that starts it had, and whoever waits for the
        // end of these tests' output waits for it.
        defer { kill(holder.processIdentifier, SIGKILL) }
        expect(try station.worst(of: "link a"), .fail, "in use by", "sleep")
        withExtendedLifetime(radio) {}
    }

    @Test("what the daemon holds is fine, and what it can't open is not")
    func daemon() throws {
        var station = try DoctorStation()
        station.links = DoctorStation.serial("/dev/nowhere")
        station.daemon = DaemonView(
            station: "test", links: ["a": .init(state: "RECEIVING", reason: "open")])
        expect(try station.worst(of: "link a"), .ok, "held by the daemon, RECEIVING")
        expect(try station.worst(of: "query socket"), .ok, "the daemon answers")
        station.daemon = DaemonView(
            station: "test", links: ["a": .init(state: "ABSENT", reason: "gone")])
        let lines = try station.findings(of: "link a").map(\.line)
        #expect(lines.contains { $0.contains("the daemon says ABSENT: gone") })
        #expect(lines.contains { $0.contains("no port") })
        station.daemon = DaemonView(station: "another", links: [:])
        expect(try station.worst(of: "query socket"), .fail, "another answers")
    }

    // MARK: network

    @Test func udpPorts() throws {
        var station = try DoctorStation()
        let taken = try BoundPort(SOCK_DGRAM)
        station.links = "  - {name: a, source: {udp: {port: \(taken.port)}}, framing: packets}"
        expect(try station.worst(of: "link a"), .fail, "in use", "ss -lunpt")
        taken.close()
        expect(try station.worst(of: "link a"), .ok, "is free")
        station.host.largestReceiveBuffer = 212_992
        expect(try station.worst(of: "link a"), .warn, "rmem_max", "212992", "90-feedhorn.conf")
        station.links =
            "  - {name: a, source: {udp: {port: 9, bind: 192.0.2.1}}, framing: packets}"
        expect(try station.worst(of: "link a"), .fail)
    }

    @Test func tcpPorts() throws {
        var station = try DoctorStation()
        let taken = try BoundPort(SOCK_STREAM)
        station.links =
            "  - {name: a, source: {tcp: {listen: \"127.0.0.1:\(taken.port)\"}}, framing: packets}"
        let other = try BoundPort(SOCK_STREAM)
        station.sinks = "  - tcpServer: {name: out, listen: \"127.0.0.1:\(other.port)\"}"
        expect(try station.worst(of: "link a"), .fail, "in use")
        expect(try station.worst(of: "sink out"), .fail, "in use")
        taken.close()
        expect(try station.worst(of: "link a"), .ok, "is free")
        station.links =
            "  - {name: a, source: {tcp: {connect: \"nobody.invalid:5\"}}, framing: packets}"
        expect(try station.worst(of: "link a"), .fail, "no address")
        station.sinks = "  - udp: {name: out, to: \"127.0.0.1:5\"}"
        expect(try station.worst(of: "sink out"), .ok, "was not tried")
    }

    // MARK: files

    @Test func filesAndKeys() throws {
        var station = try DoctorStation()
        let keys = station.folder.path + "/keys"
        try "feedhornKeys: 1\nk: 000102030405060708090a0b0c0d0e0f\n".write(
            toFile: keys, atomically: true, encoding: .utf8)
        station.links = """
              - name: a
                source: {file: {path: \(station.folder.path)/none}}
                framing: [fixedFrames, tmFrames]
                frame: {length: 100}
                security:
                  keys: \(keys)
                  associations: {1: {service: authentication, key: k}}
            """
        chmod(keys, 0o644)
        var lines = try station.findings(of: "link a")
        #expect(lines.contains { $0.outcome == .fail && $0.line.contains("keys:") })
        #expect(lines.contains { $0.outcome == .fail && $0.line.contains("/none") })
        chmod(keys, 0o600)
        try "".write(
            toFile: station.folder.path + "/none", atomically: true, encoding: .utf8)
        lines = try station.findings(of: "link a")
        #expect(lines.allSatisfy { $0.outcome == .ok })
    }

    @Test func room() throws {
        var station = try DoctorStation()
        station.links = DoctorStation.serial("/dev/nowhere")
        // 9,600 Bd are 960 octets a second: 3.5 MB an hour.
        expect(try station.worst(of: "capture"), .ok, "3.6 MB needed for 1 h")
        station.hours = 1e9
        expect(try station.worst(of: "capture"), .fail, "needed", "make room")
        station.hours = 1
        station.links = "  - {name: a, source: stdin, framing: packets}"
        expect(try station.worst(of: "capture"), .warn, "no rate is known: a", "bitRate")
        station.links += "\n  - {name: b, source: {file: {path: /x}}, framing: packets"
        station.links += ", bitRate: 8 kbit/s}"
        expect(try station.worst(of: "capture"), .warn, "3.7 MB needed", "unknown rate bring: a")
        station.capture = station.folder.path + "/none/below"
        expect(try station.worst(of: "capture"), .fail, "is not there")
        // The daemon makes the last one, however it is written.
        for made in ["/made", "/made/", "/made//"] {
            station.capture = station.folder.path + made
            expect(try station.worst(of: "capture"), .warn, "unknown rate bring: a")
        }
        station.capture = "/proc/self"
        expect(try station.worst(of: "capture"), .fail)
    }

    @Test("an octet of a line is an octet, soft symbol or not")
    func roomForSoftSymbols() throws {
        var station = try DoctorStation()
        func link(_ source: String, _ more: String) -> String {
            "  - {name: a, source: {\(source)}, framing: [cadu, aosFrames], "
                + "coding: {convolutional: {symbols: signed8}}, frame: {length: 100}\(more)}"
        }
        station.links = link("serial: {path: /dev/nowhere, baud: 9600 Bd}", "")
        expect(try station.worst(of: "capture"), .ok, "3.6 MB needed for 1 h")
        // 9,600 symbols a second are as many octets: 34.6 MB an hour.
        station.links = link("tcp: {connect: \"localhost:5\"}", ", bitRate: 9600 bit/s")
        expect(try station.worst(of: "capture"), .ok, "36.2 MB needed for 1 h")
    }

    @Test(
        "a disk that is full",
        .enabled(if: geteuid() == 0, "NOT TESTED: mounting a disk needs root"))
    func fullDisk() throws {
        var station = try DoctorStation()
        let disk = station.folder.path + "/disk"
        try FileManager.default.createDirectory(
            atPath: disk, withIntermediateDirectories: false)
        guard mount("tmpfs", disk, "tmpfs", 0, "size=64k") == 0 else { return }
        defer { umount(disk) }
        try? Data(count: 65_536).write(to: URL(fileURLWithPath: disk + "/full"))
        station.links = DoctorStation.serial("/dev/nowhere")
        station.capture = disk
        expect(try station.worst(of: "capture"), .fail, "0 octets free")
    }

    // MARK: clock and socket

    @Test func clock() throws {
        var station = try DoctorStation()
        expect(try station.worst(of: "clock"), .ok, "synchronised, by chronyd")
        station.host.clock.isSynchronized = false
        station.host.processes = []
        // No octet is lost by that.
        expect(
            try station.worst(of: "clock"), .warn, "not synchronised", "source unknown",
            "start chronyd")
        station.host.processes = ["chronyd"]
        expect(try station.worst(of: "clock"), .warn, "by chronyd", "rtcsync")
        station.host.processes = ["ntpd"]
        expect(try station.worst(of: "clock"), .warn, "wait until ntpd has a source")
        station.host.clock.isSynchronized = nil
        expect(try station.worst(of: "clock"), .warn, "does not say")
        station.host.clock.seconds = 999
        expect(try station.worst(of: "clock"), .fail, "before this program")
    }

    @Test func querySocket() throws {
        var station = try DoctorStation()
        expect(try station.worst(of: "query socket"), .ok, "is free")
        try "".write(toFile: station.query, atomically: true, encoding: .utf8)
        expect(try station.worst(of: "query socket"), .fail, "no socket")
        station.query = station.folder.path + "/none/q.sock"
        expect(try station.worst(of: "query socket"), .fail, "is not there")
    }

    @Test("only where nobody can serve the socket is free, or left over")
    func unanswered() throws {
        var station = try DoctorStation()
        for error in [
            QueryClientError.notPermitted(path: station.query), .timedOut(operation: "receive"),
            .disconnected, .malformed("no JSON"), .refused(status: 503, body: ""),
            .system(operation: "connect", code: ENOMEM),
        ] {
            station.unanswered = error
            expect(try station.worst(of: "query socket"), .warn, station.query)
        }
        station.unanswered = .noSocket(path: station.query)
        expect(try station.worst(of: "query socket"), .ok, "is free")
        let socket = try SilentSocket(at: station.query)
        station.unanswered = .notServing(path: station.query)
        expect(try station.worst(of: "query socket"), .ok, "left over")
        withExtendedLifetime(socket) {}
    }

    @Test func asking() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/q.sock"
        #expect(throws: QueryClientError.noSocket(path: path)) { try DaemonView.ask(path) }
        let socket = try SilentSocket(at: path)
        #expect(throws: QueryClientError.timedOut(operation: "receive")) {
            try DaemonView.ask(path, patience: .milliseconds(20))
        }
        socket.close()
        #expect(throws: QueryClientError.notServing(path: path)) { try DaemonView.ask(path) }
    }

    @Test(
        "folders that the unit makes may be missing",
        .enabled(
            if: access("/run/feedhorn", F_OK) != 0 && access("/var/lib/feedhorn", F_OK) != 0,
            "NOT TESTED: Feedhorn is installed here"))
    func foldersOfTheUnit() throws {
        var station = try DoctorStation()
        station.links = DoctorStation.serial("/dev/nowhere")
        station.query = "/run/feedhorn/query.sock"
        station.capture = "/var/lib/feedhorn/capture"
        station.sinks = "  - packetFiles: {name: f, directory: /var/lib/feedhorn/packets}"
        expect(
            try station.worst(of: "query socket"), .warn, "/run/feedhorn is not there",
            "start the unit")
        expect(try station.worst(of: "capture"), .warn, "/var/lib/feedhorn is not there")
        expect(try station.worst(of: "sink f"), .warn, "/var/lib/feedhorn is not there")
        #expect(try station.findings(of: "capture").contains { $0.text.contains("needed for") })
        station.query = "/run/feedhorn/deeper/query.sock"
        expect(try station.worst(of: "query socket"), .fail)
        station.capture = "/var/lib/feedhorn/deeper/capture"
        expect(try station.worst(of: "capture"), .fail)
    }

    @Test("a program that opens ports by itself, unless it was told not to")
    func grabbers() {
        let running: Set = ["ModemManager", "gpsd"]
        let found = PortGrabbers.findings(["ID_VENDOR_ID": "0403"], "link a", running)
        #expect(found.map(\.outcome) == [.warn, .warn])
        #expect(found[0].line.contains("ID_MM_DEVICE_IGNORE"))
        let kept = PortGrabbers.findings(["ID_MM_DEVICE_IGNORE": "1"], "link a", running)
        #expect(kept.count == 1 && kept[0].text.hasPrefix("gpsd"))
        #expect(PortGrabbers.findings([:], "link a", running).isEmpty)
    }
}

/// Listens, and never answers.
private final class SilentSocket {
    private var socket: Int32

    struct NotBound: Error {}

    init(at path: String) throws {
        socket = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        let octets = Array(path.utf8)
        guard octets.count < MemoryLayout.size(ofValue: address.sun_path) else {
            throw NotBound()
        }
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: octets) }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        let socket = socket
        let result = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(socket, $0, length) }
        }
        guard result == 0, listen(socket, 4) == 0 else { throw NotBound() }
    }

    func close() {
        if socket >= 0 { Glibc.close(socket) }
        socket = -1
    }

    deinit { close() }
}

/// A port of the loopback that is taken.
private final class BoundPort {
    let port: UInt16
    private var socket: Int32

    struct NotBound: Error {}

    init(_ kind: __socket_type) throws {
        socket = Glibc.socket(AF_INET, Int32(kind.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let socket = socket
        let result = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { place in
                bind(socket, place, length) == 0 && getsockname(socket, place, &length) == 0
            }
        }
        guard result else { throw NotBound() }
        if kind == SOCK_STREAM { listen(socket, 1) }
        port = UInt16(bigEndian: address.sin_port)
    }

    func close() {
        if socket >= 0 { Glibc.close(socket) }
        socket = -1
    }

    deinit { close() }
}
