/// Reads the entries of `sinks`.
enum SinkReader {
    static func read(_ node: DocumentNode, _ diagnostics: Diagnostics) -> SinkConfiguration? {
        let section = Section<SinkKey>(node, diagnostics)
        guard section.isReadable else { return nil }
        let kinds = section.written
        for extra in kinds.dropFirst() {
            diagnostics.report(
                section.keyPosition(extra),
                "a sink with both '\(kinds[0].rawValue)' and '\(extra.rawValue)', expected an "
                    + "entry of the list for each")
        }
        switch kinds.first {
        case .packetFiles: return packetFiles(section.section(.packetFiles, PacketFilesKey.self))
        case .udp: return udp(section.section(.udp, UDPSinkKey.self))
        case .tcpServer: return tcpServer(section.section(.tcpServer, TCPServerKey.self))
        case nil: return nil
        }
    }

    private static func packetFiles(_ section: Section<PacketFilesKey>) -> SinkConfiguration? {
        section.reportMissing(.directory, expected: "where the files go")
        guard let directory = section.absolutePath(.directory) else { return nil }
        var files = PacketFilesConfiguration(directory: directory.value)
        files.keepsIdle = section.flag(.idle) ?? files.keepsIdle
        for element in section.list(.split) ?? [] {
            let isChannel = ScalarValue.choice(
                element, named: "sinks.packetFiles.split", ["vcid": true, "apid": false],
                section.diagnostics)
            if isChannel == true { files.splitsChannels = true }
            if isChannel == false { files.splitsApplications = true }
        }
        return SinkConfiguration(
            name: section.name(.name), kind: .packetFiles(files), filter: section.text(.filter),
            position: section.position)
    }

    private static func udp(_ section: Section<UDPSinkKey>) -> SinkConfiguration? {
        section.reportMissing(.to, expected: "host:port of the receiver")
        let queue = section.integer(.queue, in: SinkConfiguration.queues)
        let name = section.name(.name)
        let filter = section.text(.filter)
        guard let receiver = section.hostAndPort(.to) else { return nil }
        let sink = UDPSinkConfiguration(
            to: receiver, queue: queue ?? SinkConfiguration.defaultQueue)
        return SinkConfiguration(
            name: name, kind: .udp(sink), filter: filter, position: section.position)
    }

    private static func tcpServer(_ section: Section<TCPServerKey>) -> SinkConfiguration? {
        section.reportMissing(.listen, expected: "address:port to listen on")
        let queue = section.integer(.queue, in: SinkConfiguration.queues)
        // Each client is a descriptor and a queue.
        let clients = section.integer(.clients, in: 1...1024)
        let name = section.name(.name)
        let filter = section.text(.filter)
        guard let local = section.localAddress(.listen) else { return nil }
        let sink = TCPServerConfiguration(
            listen: local, queue: queue ?? SinkConfiguration.defaultQueue,
            clients: clients ?? SinkConfiguration.defaultClients)
        return SinkConfiguration(
            name: name, kind: .tcpServer(sink), filter: filter, position: section.position)
    }
}
