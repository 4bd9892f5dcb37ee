import LinkConfiguration
import TelemetryLink
import Testing

/// Is a station read with its links, sinks and further files?
struct StationTests {
    private func load(_ files: [String: String]) throws -> StationConfiguration {
        try StationConfiguration.load("/etc/feedhorn.yaml", from: MemoryFiles(files: files))
    }

    private func problems(_ files: [String: String]) -> [String] {
        do {
            _ = try StationConfiguration.load("/etc/feedhorn.yaml", from: MemoryFiles(files: files))
            return []
        } catch {
            return error.errors.map(\.description)
        }
    }

    private let top = "feedhorn: 1\nstation: {name: matera}\n"

    @Test func defaults() throws {
        let station = try load(["/etc/feedhorn.yaml": top])
        #expect(station.station.name == "matera")
        #expect(station.capture.isEnabled)
        #expect(station.capture.directory == "/var/lib/feedhorn/capture")
        #expect(station.capture.segmentSize == 1_073_741_824)
        #expect(station.capture.segmentTime == .seconds(3600))
        #expect(station.capture.checkpoint == .seconds(1))
        #expect(station.query.socket == "/run/feedhorn/query.sock")
        #expect(station.query.mode == 0o660)
        #expect(station.query.group == nil)
        #expect(station.sinks.isEmpty && station.links.isEmpty)
        #expect(station.files == ["/etc/feedhorn.yaml"])
    }

    @Test func everything() throws {
        let station = try load([
            "/etc/feedhorn.yaml": """
            feedhorn: 1
            station: {name: matera, description: 15 m, agency: ASI}
            capture:
              enabled: false
              directory: /data
              segmentSize: 256 MiB
              segmentTime: 10 min
              checkpoint: 500 ms
            query: {enabled: false, socket: /run/q, group: feedhorn, mode: 0600}
            sinks:
              - packetFiles: {directory: /p, split: [apid, vcid], idle: true}
              - udp: {name: yamcs, to: 10.0.0.1:10015, filter: vcid == 1 && apid != 2, queue: 256}
              - tcpServer: {listen: "[::1]:8010", clients: 2}
            links:
              - {name: a, source: stdin, framing: packets}
            """
        ])
        #expect(station.station.agency == "ASI")
        #expect(!station.capture.isEnabled && !station.query.isEnabled)
        #expect(station.capture.segmentSize == 268_435_456)
        #expect(station.capture.segmentTime == .seconds(600))
        #expect(station.capture.checkpoint == .milliseconds(500))
        #expect(station.query.mode == 0o600)
        #expect(station.query.group?.value == "feedhorn")
        try #require(station.sinks.count == 3)
        guard case .packetFiles(let files) = station.sinks[0].kind,
            case .udp(let udp) = station.sinks[1].kind,
            case .tcpServer(let server) = station.sinks[2].kind
        else {
            Issue.record("\(station.sinks)")
            return
        }
        #expect(files.directory == "/p" && files.keepsIdle)
        #expect(files.splitsChannels && files.splitsApplications)
        #expect(
            udp == UDPSinkConfiguration(to: HostAndPort(host: "10.0.0.1", port: 10_015), queue: 256)
        )
        #expect(station.sinks[1].filter?.value == "vcid == 1 && apid != 2")
        #expect(station.sinks[1].filter?.position.line == 12)
        #expect(station.sinks[1].filter?.position.column == 52)
        #expect(server.listen == HostAndPort(host: "::1", port: 8010))
        #expect(server.clients == 2 && server.queue == 16_384)
        #expect(station.links[0].source == .standardInput)
    }

    @Test func linkFilesCountFromTheFileThatNamesThem() throws {
        let station = try load([
            "/etc/feedhorn.yaml": top + """
                links:
                  - file: missions/hera.yaml
                    name: hera-x
                    source: {udp: {port: 5000}}
                  - {file: /srv/lucy.yaml}
                """,
            "/etc/missions/hera.yaml": "feedhorn: 1\nname: hera\nframing: packets\n",
            "/srv/lucy.yaml": "feedhorn: 1\nname: lucy\nsource: stdin\nframing: packets\n",
        ])
        #expect(station.links.map(\.parameters.name) == ["hera-x", "lucy"])
        #expect(station.links[0].source == .udp(UDPSource(port: 5000)))
        #expect(station.links[0].places.name.description == "/etc/feedhorn.yaml:5:11")
        #expect(station.links[0].places.source.description == "/etc/feedhorn.yaml:6:13")
        #expect(station.links[1].places.source.description == "/srv/lucy.yaml:3:9")
        #expect(
            station.files == ["/etc/feedhorn.yaml", "/etc/missions/hera.yaml", "/srv/lucy.yaml"])
    }

    @Test func aStationSaysItsOwnRateAndExpectation() throws {
        let station = try load([
            "/etc/feedhorn.yaml": top + """
                links:
                  - file: cube.yaml
                    source: {serial: {path: /dev/ttyS1, baud: 11 kBd, parity: odd}}
                    expect: {octets: 250 ms, frames: 1 min}
                """,
            "/etc/cube.yaml": """
            feedhorn: 1
            name: cube
            source: {serial: {path: /dev/ttyS0, baud: 9600 Bd}}
            expect: {octets: 5 s}
            framing: packets
            """,
        ])
        // Start bit, eight data bits, parity and stop bit: eleven for an octet.
        #expect(station.links[0].parameters.lineRate == 8_000)
        #expect(station.links[0].expectation.octets == .milliseconds(250))
        #expect(station.links[0].expectation.frames == .seconds(60))
    }

    @Test func peersAreLinksOfTheirOwn() throws {
        let station = try load([
            "/etc/feedhorn.yaml": top + """
                links:
                  - {name: a, source: stdin, framing: packets}
                  - {name: rover, source: {tcp: {listen: "[::1]:50", peers: 3}}, framing: packets}
                """
        ])
        let all = station.withLinkForEachPeer
        #expect(all.links.map(\.parameters.name) == ["a", "rover-1", "rover-2", "rover-3"])
        #expect(all.links[1...].allSatisfy { $0.source == station.links[1].source })
    }

    @Test func namesOfPeersAreNobodyElses() throws {
        let files = [
            "/etc/feedhorn.yaml": top + """
                links:
                  - {name: rover-2, source: stdin, framing: packets}
                  - {name: rover, source: {tcp: {listen: "[::1]:50", peers: 2}}, framing: packets}
                """
        ]
        let error = #expect(throws: ConfigurationErrors.self) { try load(files) }
        #expect("\(try #require(error))".contains("a peer of link 'rover' is called 'rover-2'"))
    }

    @Test func furtherFilesAddReplaceAndOverride() throws {
        let station = try load([
            "/etc/feedhorn.yaml": top + """
                capture: {directory: /a, checkpoint: 2 s}
                sinks:
                  - udp: {name: one, to: 10.0.0.1:1}
                links:
                  - {name: a, source: stdin, framing: packets}
                  - {name: b, source: {udp: {port: 1}}, framing: packets}
                """,
            "/etc/conf.d/20.yaml": """
            feedhorn: 1
            capture: {checkpoint: 3 s}
            links: [{name: b, source: {udp: {port: 2}}, framing: opaque}]
            """,
            "/etc/conf.d/10.yaml": """
            feedhorn: 1
            capture: {checkpoint: 5 s, segmentTime: 1 min}
            sinks:
              - udp: {name: one, to: 10.0.0.2:1}
              - udp: {to: 10.0.0.3:1}
            links: [{name: c, source: {udp: {port: 3}}, framing: packets}]
            """,
            "/etc/conf.d/README": "no file of ours",
            "/etc/conf.d/.30.yaml": "nor this",
        ])
        #expect(station.capture.directory == "/a")
        #expect(station.capture.checkpoint == .seconds(3))
        #expect(station.capture.segmentTime == .seconds(60))
        #expect(station.links.map(\.parameters.name) == ["a", "b", "c"])
        #expect(station.links[1].source == .udp(UDPSource(port: 2)))
        #expect(station.links[1].parameters.framing == .opaque)
        #expect(station.sinks.count == 2)
        #expect(station.sinks[0].position.file == "/etc/conf.d/10.yaml")
        #expect(
            station.files == ["/etc/feedhorn.yaml", "/etc/conf.d/10.yaml", "/etc/conf.d/20.yaml"])
    }

    @Test(
        arguments: [
            ("feedhorn: 1\nlinks: []\n", "1:1: 'station.name' is missing"),
            ("feedhorn: 1\nstation: {}\n", "2:10: 'station.name' is missing"),
            ("link: []", "3:1: unknown key 'link', expected one of"),
            (
                "capture: {segmentSize: 2 GiB}",
                "3:24: '2 GiB' for 'capture.segmentSize', expected 1 MiB to"
            ),
            ("capture: {segmentTime: 100}", "3:24: '100' without a unit"),
            ("capture: {checkpoint: 5 GiB}", "3:23: '5 GiB', which is a size,"),
            (
                "capture: {directory: data}",
                "3:22: 'data' for 'capture.directory', expected a path that"
            ),
            ("query: {mode: 888}", "3:15: '888' for 'query.mode'"),
            ("query: {mode: 1777}", "3:15: '1777' for 'query.mode'"),
            ("sinks: {udp: {to: a:1}}", "3:8: a mapping for 'sinks', expected a list"),
            ("sinks: [{udp: {}}]", "3:15: 'sinks.udp.to' is missing"),
            ("sinks: [{udp: {to: a:1}, tcpServer: {listen: 0.0.0.0:1}}]", "3:26: a sink with both"),
            ("sinks: [{packetFiles: {directory: /a, split: [scid]}}]", "3:47: 'scid' for"),
            ("sinks: [{tcpServer: {listen: host:1}}]", "3:30: 'host:1' for"),
            ("links: [{name: a, framing: packets}]", "3:9: link 'a' has no source"),
            ("links: [{file: no.yaml}]", "3:16: file '/etc/no.yaml': no such file"),
            ("links: [{file: a.yaml, framing: kiss}]", "3:24: unknown key 'framing' in 'links'"),
            (
                "links: [{feedhorn: 1, name: a, source: stdin, framing: packets}]",
                "3:10: 'feedhorn' in a link of a station"
            ),
            (
                "links:\n - &a {name: a, source: stdin, framing: packets}\n - *a",
                "4:14: link 'a' twice (the first is at /etc/feedhorn.yaml:4:14)"
            ),
            (
                """
                links:
                  - {name: a, source: {serial: {path: /dev/t, baud: 1 kBd}}, framing: packets}
                  - {name: b, source: {serial: {path: /dev/t, baud: 1 kBd}}, framing: packets}
                """,
                "5:23: links 'a' and 'b' both read /dev/t"
            ),
            (
                """
                sinks: [{tcpServer: {listen: 0.0.0.0:9}}]
                links: [{name: a, source: {tcp: {listen: 0.0.0.0:9}}, framing: packets}]
                """,
                "3:21: a sink on 0.0.0.0:9, where link 'a' listens"
            ),
        ] as [(String, String)])
    func refuses(yaml: String, start: String) {
        let text = yaml.hasPrefix("feedhorn") ? yaml : top + yaml + "\n"
        let a = "feedhorn: 1\nname: a\nsource: stdin\nframing: packets\n"
        let found = problems(["/etc/feedhorn.yaml": text, "/etc/a.yaml": a])
        #expect(found.count == 1, "\(found)")
        #expect(found.first?.hasPrefix("/etc/feedhorn.yaml:\(start)") == true, "\(found)")
    }

    @Test func errorsOfEveryFileInOneRun() {
        let found = problems([
            "/etc/feedhorn.yaml": top + "capture: {x: 1}\nlinks: [{file: a.yaml}]\n",
            "/etc/a.yaml": "feedhorn: 1\nname: a\nsource: stdin\nframing: x\n",
            "/etc/conf.d/b.yaml": "station: 5\n",
        ])
        #expect(
            found.map { $0.split(separator: ": ")[0] } == [
                "/etc/feedhorn.yaml:3:11", "/etc/a.yaml:4:10", "/etc/conf.d/b.yaml:1:1",
                "/etc/conf.d/b.yaml:1:10",
            ])
    }

    @Test func aStationThatIsNotThere() {
        #expect(
            problems(["/etc/feedhorn.yaml": "- feedhorn: 1\n"]) == [
                """
                /etc/feedhorn.yaml:1:1: a list, expected keys: feedhorn, station, capture, \
                query, sinks, links
                """
            ])
        #expect(problems([:]) == ["/etc/feedhorn.yaml: no such file"])
    }
}
