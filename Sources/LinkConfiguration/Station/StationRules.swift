import TelemetryLink

/// What the parts of a station must be together.
enum StationRules {
    static func check(_ station: StationConfiguration, _ diagnostics: Diagnostics) {
        checkSources(station.links, diagnostics)
        checkPorts(station, diagnostics)
        checkPeers(station.links, diagnostics)
    }

    /// The links of several peers have names of their own, which must be nobody else's.
    private static func checkPeers(_ links: [LinkFile], _ diagnostics: Diagnostics) {
        let names = Set(links.map(\.parameters.name))
        for link in links {
            for peer in link.peers where link.peers.count > 1 && names.contains(peer) {
                diagnostics.report(
                    link.places.name,
                    "a peer of link '\(link.parameters.name)' is called '\(peer)', as another "
                        + "link is")
            }
        }
    }

    /// The daemon opens every link, so each needs a source, and no two the same device.
    private static func checkSources(_ links: [LinkFile], _ diagnostics: Diagnostics) {
        var devices: [String: String] = [:]
        for link in links {
            let name = link.parameters.name
            guard let source = link.source else {
                diagnostics.report(
                    link.places.link,
                    "link '\(name)' has no source, expected serial, usb, udp, tcp, file or stdin")
                continue
            }
            guard let device = device(of: source) else { continue }
            if let other = devices[device] {
                diagnostics.report(
                    link.places.source,
                    "links '\(other)' and '\(name)' both read \(device), expected one link each")
            }
            devices[device] = name
        }
    }

    /// What only one link can read.
    private static func device(of source: LinkSource) -> String? {
        switch source {
        case .serial(let serial): serial.match.map { "\($0)" } ?? serial.namedPath
        case .usb(let usb): usb.match.map { "\($0), interface \(usb.interface)" }
        case .standardInput: "stdin"
        case .udp(let udp): "udp \(HostAndPort(host: udp.group ?? udp.bind, port: udp.port))"
        case .tcp(.listen(let tcp)) where tcp.local.port != 0: "tcp \(tcp.local)"
        case .tcp, .file: nil
        }
    }

    /// A port that a link listens on is no sink's port.
    private static func checkPorts(
        _ station: StationConfiguration, _ diagnostics: Diagnostics
    ) {
        var taken: [HostAndPort: String] = [:]
        for link in station.links {
            if case .tcp(.listen(let tcp)) = link.source, tcp.local.port != 0 {
                taken[tcp.local] = "link '\(link.parameters.name)'"
            }
        }
        for sink in station.sinks {
            guard case .tcpServer(let server) = sink.kind, server.listen.port != 0 else { continue }
            if let other = taken[server.listen] {
                diagnostics.report(
                    sink.position,
                    "a sink on \(server.listen), where \(other) listens, expected another port")
            }
            taken[server.listen] = "another sink"
        }
    }
}

extension SerialSource {
    /// `nil` where it names no device, which was reported.
    fileprivate var namedPath: String? { path.isEmpty ? nil : path }
}
