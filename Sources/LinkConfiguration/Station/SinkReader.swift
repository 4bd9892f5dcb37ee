/// Reads the entries of `sinks`.
enum SinkReader {
    /// - Parameter filters: gets the sink's filter, also where the sink has other errors.
    static func read(
        _ node: DocumentNode, _ diagnostics: Diagnostics, _ filters: inout [Located<String>]
    ) -> SinkConfiguration? {
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
        case .packetFiles:
            let section = section.section(.packetFiles, PacketFilesKey.self)
            return packetFiles(section, filter(section, .filter, &filters))
        case .udp:
            let section = section.section(.udp, UDPSinkKey.self)
            return udp(section, filter(section, .filter, &filters))
        case .tcpServer:
            let section = section.section(.tcpServer, TCPServerKey.self)
            return tcpServer(section, filter(section, .filter, &filters))
        case nil: return nil
        }
    }

    private static func filter<Key: SectionKey>(
        _ section: Section<Key>, _ key: Key, _ filters: inout [Located<String>]
    ) -> Located<String>? {
        let filter = section.text(key)
        if let filter { filters.append(filter) }
        return filter
    }

    private static func packetFiles(
        _ section: Section<PacketFilesKey>, _ filter: Located<String>?
    ) -> SinkConfiguration? {
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
            name: section.name(.name), kind: .packetFiles(files), filter: filter,
            position: section.position)
    }

    private static func udp(
        _ section: Section<UDPSinkKey>, _ filter: Located<String>?
    ) -> SinkConfiguration? {
        section.reportMissing(.to, expected: "host:port of the receiver")
        let queue = section.integer(.queue, in: SinkConfiguration.queues)
        let name = section.name(.name)
        guard let receiver = section.hostAndPort(.to) else { return nil }
        let sink = UDPSinkConfiguration(
            to: receiver, queue: queue ?? SinkConfiguration.defaultQueue)
        return SinkConfiguration(
            name: name, kind: .udp(sink), filter: filter, position: section.position)
    }

    private static func tcpServer(
        _ section: Section<TCPServerKey>, _ filter: Located<String>?
    ) -> SinkConfiguration? {
        section.reportMissing(.listen, expected: "address:port to listen on")
        let queue = section.integer(.queue, in: SinkConfiguration.queues)
        // Each client is a descriptor and a queue.
        let clients = section.integer(.clients, in: 1...1024)
        let name = section.name(.name)
        guard let local = section.localAddress(.listen) else { return nil }
        let sink = TCPServerConfiguration(
            listen: local, queue: queue ?? SinkConfiguration.defaultQueue,
            clients: clients ?? SinkConfiguration.defaultClients)
        return SinkConfiguration(
            name: name, kind: .tcpServer(sink), filter: filter, position: section.position)
    }
}
