import TelemetryLink

/// Reads the entries of `links`: whole links, links that stand in files of their own, and links
/// that a hardware profile describes.
struct LinkEntryReader {
    let files: any ConfigurationFiles
    let profiles: ProfilePath
    let diagnostics: Diagnostics
    /// Link files and profiles that were read, in order.
    private(set) var read: [String] = []

    init(files: any ConfigurationFiles, profiles: ProfilePath, diagnostics: Diagnostics) {
        self.files = files
        self.profiles = profiles
        self.diagnostics = diagnostics
    }

    mutating func link(_ node: DocumentNode) -> LinkFile? {
        if node.value(LinkReferenceKey.profile.rawValue) != nil {
            return profiled(Section<LinkReferenceKey>(node, diagnostics))
        }
        if node.value(LinkReferenceKey.file.rawValue) != nil {
            return referenced(Section<LinkReferenceKey>(node, diagnostics))
        }
        let section = Section<LinkKey>(node, diagnostics)
        if section.has(.feedhorn) {
            diagnostics.report(
                section.keyPosition(.feedhorn),
                "'feedhorn' in a link of a station, expected it only at the top of a file")
        }
        return LinkReader(section).read()
    }

    /// A mission's link file, with what this station says otherwise.
    private mutating func referenced(_ section: Section<LinkReferenceKey>) -> LinkFile? {
        if section.has(.device) {
            diagnostics.report(
                section.keyPosition(.device),
                "'device' with 'file', expected it only with 'profile': the source of a link file "
                    + "names its device")
        }
        let changes = LinkChanges(section)
        let source = section.node(.source).flatMap { LinkSource.read($0, diagnostics) }
        guard let file = section.text(.file) else { return nil }
        let path = FilePath.resolve(file.value, from: file.position.file)
        read.append(path)
        guard
            var link = LinkFile.read(path, from: files, mentionedAt: file.position, diagnostics)
        else { return nil }
        if let source { take(source, from: section.position(.source), into: &link) }
        changes.apply(to: &link)
        return link
    }

    /// A profile's link, at the device that this station names.
    private mutating func profiled(_ section: Section<LinkReferenceKey>) -> LinkFile? {
        if section.has(.file) {
            diagnostics.report(
                section.keyPosition(.file), "'file' with 'profile', expected one of them")
        }
        let changes = LinkChanges(section)
        let source = section.node(.source).flatMap {
            LinkSource.read($0, device: .optional, diagnostics)
        }
        let device = section.node(.device).map { LinkDevice($0, diagnostics) }
        guard let profile = profile(section) else { return nil }
        let entry = ProfileEntry(
            section: section, profile: profile, source: source, device: device)
        var link = profile.link
        if let source = entry.completedSource() {
            let key: LinkReferenceKey =
                section.has(.source) ? .source : section.has(.device) ? .device : .profile
            take(source, from: section.position(key), into: &link)
        }
        changes.apply(to: &link)
        return link
    }

    private mutating func profile(_ section: Section<LinkReferenceKey>) -> HardwareProfile? {
        guard let name = section.text(.profile) else { return nil }
        let path: String
        if name.value.contains("/") || name.value.hasSuffix(".yaml") {
            path = FilePath.resolve(name.value, from: name.position.file)
        } else if let found = profiles.find(name.value, in: files) {
            path = found
        } else {
            let known = profiles.all(in: files).map {
                FilePath.name(of: FilePath.directory(of: $0))
            }
            diagnostics.report(
                name.position,
                "no profile \(quote(name.value)) in \(profiles.folders.joined(separator: ", ")), "
                    + "expected the name of its folder, or the path of a \(ProfilePath.fileName)",
                suggestion: NearestName.find(name.value, among: known))
            return nil
        }
        read.append(path)
        return HardwareProfile.read(path, from: files, mentionedAt: name.position, diagnostics)
    }

    private func take(
        _ source: LinkSource, from position: SourcePosition, into link: inout LinkFile
    ) {
        link.take(source)
        link.places.source = position
    }
}

/// What a station says otherwise of a link that stands elsewhere.
private struct LinkChanges {
    private let place: SourcePosition
    private let name: Located<String>?
    private let description: String?
    private let expectation: LinkExpectation?

    init(_ section: Section<LinkReferenceKey>) {
        place = section.position
        name = section.name(.name)
        description = section.text(.description)?.value
        expectation =
            section.has(.expect)
            ? LinkExpectation(section.section(.expect, ExpectKey.self)) : nil
    }

    func apply(to link: inout LinkFile) {
        link.places.link = place
        if let name {
            link.parameters.name = name.value
            link.places.name = name.position
        }
        if let description { link.description = description }
        if let expectation { link.expectation = expectation }
    }
}
