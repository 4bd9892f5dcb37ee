public import LinkConfiguration
public import QueryService
import TelemetryLink

/// Looks before a pass whether all that a station needs is there, as far as that can be known
/// without starting it; changes nothing but for a moment.
public struct Doctor {
    let configuration: StationConfiguration
    /// How long the disk shall last.
    let hours: Double
    let host: HostView
    /// The daemon that serves on the station's query socket; `nil`: none does.
    let daemon: DaemonView?
    /// Why nobody answered there; `nil`: nobody was asked.
    let unanswered: QueryClientError?

    /// - Parameters:
    ///   - configuration: what the daemon runs, or would.
    ///   - hours: how long the disk shall last.
    ///   - host: the machine.
    ///   - daemon: who serves on the station's query socket.
    ///   - unanswered: why nobody answered there.
    public init(
        _ configuration: StationConfiguration, hours: Double, host: HostView,
        daemon: DaemonView?, unanswered: QueryClientError? = nil
    ) {
        self.configuration = configuration
        self.hours = hours
        self.host = host
        self.daemon = daemon
        self.unanswered = unanswered
    }

    /// Everything, in the order of the configuration.
    public func findings() -> [DoctorFinding] {
        var findings = [configurationFinding]
        findings += configuration.links.flatMap(link)
        findings += StorageChecks(configuration, hours: hours).findings
        findings += sinks
        findings += ClockCheck.findings(host)
        findings.append(QuerySocketCheck.finding(configuration, daemon, unanswered))
        return findings
    }

    private var configurationFinding: DoctorFinding {
        let (links, sinks) = (configuration.links.count, configuration.sinks.count)
        if links == 0 {
            return .warn(
                "configuration", "valid, and has no links", fix: "write the station's links")
        }
        return .ok("configuration", "valid, \(links) links, \(sinks) sinks")
    }

    private func link(_ link: LinkFile) -> [DoctorFinding] {
        let subject = "link \(link.parameters.name)"
        var findings = keys(link, subject)
        let states = link.stationNames.compactMap { daemon?.links[$0] }
        // What the daemon holds is there, right, and nobody else's.
        if !states.isEmpty, states.allSatisfy(\.isHeld) {
            let words = Set(states.map(\.state)).sorted().joined(separator: ", ")
            return findings + [.ok(subject, "held by the daemon, \(words)")]
        }
        for state in states where !state.isHeld {
            findings.append(
                .fail(
                    subject, "the daemon says \(state.state): \(state.reason)",
                    fix: "see the lines below"))
        }
        guard let source = link.source else {
            return findings + [.fail(subject, "has no source", fix: "write source: …")]
        }
        switch source {
        case .serial(let serial): findings += SerialCheck.findings(serial, subject, host)
        case .usb(let usb): findings += USBCheck.findings(usb, subject)
        case .udp(let udp): findings += NetworkCheck.findings(udp, subject, host)
        case .tcp(.listen(let tcp)):
            findings.append(NetworkCheck.listen(tcp.local.host, tcp.local.port, subject))
        case .tcp(.connect(let peer)):
            findings.append(NetworkCheck.peer(peer.host, peer.port, subject))
        case .file(let path): findings.append(FileCheck.readable(path, subject))
        case .standardInput: findings.append(.ok(subject, "reads the standard input"))
        }
        return findings
    }

    private func keys(_ link: LinkFile, _ subject: String) -> [DoctorFinding] {
        var findings: [DoctorFinding] = []
        do throws(ConfigurationError) {
            _ = try LinkKeyring(link)
            if let keys = link.keys { findings.append(.ok(subject, "keys: \(keys.file.value)")) }
        } catch {
            findings.append(
                .fail(
                    subject, "keys: \(error)",
                    fix: "a file of keys has mode 0600 and belongs to the user who runs Feedhorn"))
        }
        do throws(ConfigurationError) {
            _ = try LeapSeconds.table(of: link)
        } catch {
            findings.append(.fail(subject, "\(error)", fix: "name a file that is there"))
        }
        return findings
    }

    private var sinks: [DoctorFinding] {
        configuration.sinks.compactMap { sink in
            let subject = "sink \(sink.name?.value ?? sink.word)"
            switch sink.kind {
            case .packetFiles: return nil
            case .udp(let udp): return NetworkCheck.peer(udp.to.host, udp.to.port, subject)
            case .tcpServer(let server):
                if daemon != nil { return .ok(subject, "held by the daemon") }
                return NetworkCheck.listen(server.listen.host, server.listen.port, subject)
            }
        }
    }
}

extension SinkConfiguration {
    fileprivate var word: String {
        switch kind {
        case .packetFiles: "packetFiles"
        case .udp: "udp"
        case .tcpServer: "tcpServer"
        }
    }
}

extension LinkFile {
    /// Names that its links have in a running station: several where several peers may connect.
    fileprivate var stationNames: [String] {
        guard case .tcp(.listen(let tcp)) = source, tcp.peers > 1 else { return [parameters.name] }
        return (1...tcp.peers).map { "\(parameters.name)-\($0)" }
    }
}
