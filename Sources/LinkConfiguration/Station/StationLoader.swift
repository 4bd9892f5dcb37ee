import TelemetryLink
extension StationConfiguration {
    /// Reads a station configuration, then every `conf.d/*.yaml` beside it in the order of their
    /// names.
    ///
    /// A later file adds links and sinks, replaces those of the same name, and overrides single
    /// keys of `station`, `capture` and `query`.
    ///
    /// - Parameters:
    ///   - profiles: where hardware profiles are looked for, besides a folder `Hardware` beside the
    ///     configuration.
    ///   - filterProblem: what is wrong with the text of a sink's filter, whose language is another
    ///     module's; it is reported with everything else.
    /// - Throws: everything that is wrong in any of the files, with its places.
    public static func load(
        _ path: String = defaultPath, from files: any ConfigurationFiles = SystemFiles(),
        profiles: ProfilePath = ProfilePath(),
        filterProblem: (String) -> String? = { _ in nil }
    ) throws(ConfigurationErrors) -> StationConfiguration {
        let diagnostics = Diagnostics()
        var loader = StationLoader(
            files: files, profiles: profiles.besides(path), diagnostics: diagnostics)
        let configuration = loader.load(path)
        for filter in loader.filters {
            if let problem = filterProblem(filter.value) {
                diagnostics.report(filter.position, problem)
            }
        }
        try diagnostics.finish()
        return configuration
    }
}

/// Reads the files of a station and joins them.
struct StationLoader {
    private let diagnostics: Diagnostics
    private let files: any ConfigurationFiles
    private var reader: LinkEntryReader
    private var read: [String] = []
    /// Joined pairs of the sections that are overridden key by key.
    private var sections: [StationFileKey: DocumentNode] = [:]
    private var sinks: [SinkConfiguration] = []
    private var links: [LinkFile] = []
    /// The filters of all sinks, also of those with other errors.
    private(set) var filters: [Located<String>] = []
    /// Every file so far was one of YAML.
    private var isReadable = true

    init(files: any ConfigurationFiles, profiles: ProfilePath, diagnostics: Diagnostics) {
        self.files = files
        self.diagnostics = diagnostics
        reader = LinkEntryReader(files: files, profiles: profiles, diagnostics: diagnostics)
    }

    mutating func load(_ path: String) -> StationConfiguration {
        readFile(path)
        for path in furtherFiles(beside: path) { readFile(path) }
        let top = SourcePosition(file: path, line: 1, column: 1)
        let configuration = StationConfiguration(
            station: StationIdentity(section(.station, StationKey.self, top)),
            capture: CaptureConfiguration(section(.capture, CaptureKey.self, top)),
            query: QueryConfiguration(section(.query, QueryKey.self, top)),
            sinks: sinks, links: links, files: read + reader.read)
        StationRules.check(configuration, diagnostics)
        return configuration
    }

    private mutating func readFile(_ path: String) {
        read.append(path)
        guard let root = files.document(path, mentionedAt: nil, diagnostics) else {
            isReadable = false
            return
        }
        FormatVersion.check(root, diagnostics)
        let section = Section<StationFileKey>(root, diagnostics)
        isReadable = isReadable && section.isReadable
        for key in [StationFileKey.station, .capture, .query] {
            if let node = section.node(key) { sections[key] = join(sections[key], node) }
        }
        for node in section.list(.sinks) ?? [] {
            if let sink = SinkReader.read(node, diagnostics, &filters) { add(sink) }
        }
        for node in section.list(.links) ?? [] {
            if let link = reader.link(node) { add(link) }
        }
    }

    /// Files of `conf.d` in the order of their names, as octets compare.
    private func furtherFiles(beside path: String) -> [String] {
        let directory = FilePath.resolve("conf.d", from: path)
        do {
            return try files.names(in: directory)
                .filter { $0.hasSuffix(".yaml") && !$0.hasPrefix(".") }
                .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
                .map { FilePath.join(directory, $0) }
        } catch {
            diagnostics.report(.whole(directory), error.reason)
            return []
        }
    }

    /// The keys of `earlier` that `later` does not write, and all of `later`.
    private func join(_ earlier: DocumentNode?, _ later: DocumentNode) -> DocumentNode {
        guard let earlier = earlier?.pairs, let pairs = later.pairs else { return later }
        let kept = earlier.filter { old in !pairs.contains { $0.key.text == old.key.text } }
        return DocumentNode(content: .mapping(kept + pairs), position: later.position)
    }

    private mutating func add(_ link: LinkFile) {
        let name = link.parameters.name
        guard let index = links.firstIndex(where: { $0.parameters.name == name }) else {
            links.append(link)
            return
        }
        if links[index].places.link.file == link.places.link.file {
            diagnostics.report(
                link.places.name,
                "link '\(name)' twice (the first is at \(links[index].places.name)), "
                    + "expected names that differ")
        }
        links[index] = link
    }

    private mutating func add(_ sink: SinkConfiguration) {
        guard let name = sink.name,
            let index = sinks.firstIndex(where: { $0.name?.value == name.value })
        else {
            sinks.append(sink)
            return
        }
        if sinks[index].position.file == sink.position.file {
            diagnostics.report(
                name.position, "sink '\(name.value)' twice, expected names that differ")
        }
        sinks[index] = sink
    }

    private func section<Key: SectionKey>(
        _ key: StationFileKey, _ type: Key.Type, _ top: SourcePosition
    ) -> Section<Key> {
        guard let node = sections[key] else {
            return Section<Key>(absentFrom: top, isReadable: isReadable, diagnostics)
        }
        return Section<Key>(node, diagnostics)
    }
}
