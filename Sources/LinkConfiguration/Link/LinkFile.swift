public import TelemetryLink

/// A link as a link file describes it: what the decoder has to know, where the octets come from,
/// and where on-board times stand.
public struct LinkFile: Sendable, Equatable {
    /// The mission's managed parameters, complete and free of contradictions.
    public var parameters: ManagedParameters
    /// Text for people: mission, station, radio.
    public var description: String?
    /// Where the octets come from; `nil` in files made for decoding recordings.
    public var source: LinkSource?
    /// On-board times, in the order of the file.
    public var times: [TimeField]
    /// A file of leap seconds, as seen from where the program runs; `nil`: the built-in ones.
    public var leapSeconds: Located<String>?
    /// How often something must come; a link that is silent for longer has stalled.
    public var expectation = LinkExpectation()
    /// Where the keys of the link's security associations are; `nil` where it uses none.
    public var keys: LinkKeys?
    /// Where things stand, for errors that only show when the link is opened.
    public var places: Places

    /// Positions of the parts of a link that can fail later.
    public struct Places: Sendable, Equatable {
        /// The link.
        public var link: SourcePosition
        /// Its name.
        public var name: SourcePosition
        /// Its source, or the link where it has none.
        public var source: SourcePosition
    }
}

extension LinkFile {
    /// Whether a text can be the name of a link, and of a profile.
    public static func isName(_ text: String) -> Bool { ScalarValue.isName(text) }

    /// Receives from `source` from now on: what follows from the source follows from this one.
    public mutating func take(_ source: LinkSource) {
        self.source = source
        parameters.lineRate = source.lineRate
    }

    /// Reads a link file through `files`.
    ///
    /// - Throws: everything that is wrong with it, with its places.
    public static func load(
        _ path: String, from files: any ConfigurationFiles = SystemFiles()
    ) throws(ConfigurationErrors) -> LinkFile {
        let diagnostics = Diagnostics()
        let link = read(path, from: files, mentionedAt: nil, diagnostics)
        return try finish(link, path, diagnostics)
    }

    /// Reads a link file that is in memory; `file` is its name in messages.
    public static func parse(
        _ octets: [UInt8], file: String
    ) throws(ConfigurationErrors) -> LinkFile {
        let diagnostics = Diagnostics()
        let link = DocumentParser.parse(octets, file: file, diagnostics).flatMap {
            read($0, diagnostics)
        }
        return try finish(link, file, diagnostics)
    }

    /// Reads a link file that another file may have mentioned.
    static func read(
        _ path: String, from files: any ConfigurationFiles,
        mentionedAt mention: SourcePosition?, _ diagnostics: Diagnostics
    ) -> LinkFile? {
        files.document(path, mentionedAt: mention, diagnostics).flatMap { read($0, diagnostics) }
    }

    /// The root of a link file: a link, and in front of it the format's version.
    private static func read(_ root: DocumentNode, _ diagnostics: Diagnostics) -> LinkFile? {
        FormatVersion.check(root, diagnostics)
        return LinkReader(Section<LinkKey>(root, diagnostics)).read()
    }

    private static func finish(
        _ link: LinkFile?, _ file: String, _ diagnostics: Diagnostics
    ) throws(ConfigurationErrors) -> LinkFile {
        try diagnostics.finish()
        guard let link else {
            // Every way to `nil` reports why; this keeps the type honest.
            diagnostics.report(.whole(file), "no link in this file")
            throw ConfigurationErrors(errors: diagnostics.errors, leftOut: 0)
        }
        return link
    }
}
