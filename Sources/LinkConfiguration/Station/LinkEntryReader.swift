import TelemetryLink

/// Reads the entries of `links`: whole links, and links that stand in files of their own.
struct LinkEntryReader {
    let files: any ConfigurationFiles
    let diagnostics: Diagnostics
    /// Link files that were read, in order.
    private(set) var read: [String] = []

    init(files: any ConfigurationFiles, diagnostics: Diagnostics) {
        self.files = files
        self.diagnostics = diagnostics
    }

    mutating func link(_ node: DocumentNode) -> LinkFile? {
        guard node.value(LinkReferenceKey.file.rawValue) != nil else {
            let section = Section<LinkKey>(node, diagnostics)
            if section.has(.feedhorn) {
                diagnostics.report(
                    section.keyPosition(.feedhorn),
                    "'feedhorn' in a link of a station, expected it only at the top of a file")
            }
            return LinkReader(section).read()
        }
        return referenced(Section<LinkReferenceKey>(node, diagnostics))
    }

    /// A mission's link file, with what this station says otherwise.
    private mutating func referenced(_ section: Section<LinkReferenceKey>) -> LinkFile? {
        let name = section.name(.name)
        let source = section.node(.source).flatMap { LinkSource.read($0, diagnostics) }
        guard let file = section.text(.file) else { return nil }
        let path = FilePath.resolve(file.value, from: file.position.file)
        read.append(path)
        guard
            var link = LinkFile.read(path, from: files, mentionedAt: file.position, diagnostics)
        else { return nil }
        link.places.link = section.position
        if let name {
            link.parameters.name = name.value
            link.places.name = name.position
        }
        if let description = section.text(.description) { link.description = description.value }
        if let source {
            link.source = source
            link.parameters.lineRate = source.lineRate
            link.places.source = section.position(.source)
        }
        if section.has(.expect) {
            link.expectation = LinkExpectation(section.section(.expect, ExpectKey.self))
        }
        return link
    }
}
