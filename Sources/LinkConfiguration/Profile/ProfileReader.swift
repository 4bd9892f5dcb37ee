import TelemetryLink

/// Reads a profile: the link that it is, and what it says besides.
struct ProfileReader {
    private let root: DocumentNode
    private let diagnostics: Diagnostics
    private let own: Section<ProfileKey>
    private let link: Section<LinkKey>

    init(_ root: DocumentNode, _ diagnostics: Diagnostics) {
        self.root = root
        self.diagnostics = diagnostics
        FormatVersion.check(root, diagnostics)
        // One table of all keys, so that each slip of the pen is reported once.
        let all = Section<ProfileFileKey>(root, diagnostics)
        own = ProfileReader.part(root, all, diagnostics)
        link = ProfileReader.part(root, all, diagnostics)
    }

    /// The pairs of the root that are in the table of `Key`.
    private static func part<Key: SectionKey>(
        _ root: DocumentNode, _ all: Section<ProfileFileKey>, _ diagnostics: Diagnostics
    ) -> Section<Key> {
        guard let pairs = root.pairs else {
            return Section<Key>(absentFrom: root.position, isReadable: false, diagnostics)
        }
        let mine = pairs.filter { $0.key.text.flatMap(Key.init(rawValue:)) != nil }
        return Section<Key>(
            DocumentNode(content: .mapping(mine), position: root.position), diagnostics)
    }

    /// - Returns: `nil` only after an error was reported.
    func read(path: String) -> HardwareProfile? {
        guard link.isReadable, own.isReadable else { return nil }
        link.reportMissing(.source, expected: "how the device is opened")
        let file = LinkReader(link, device: .forbidden).read()
        let match = ProfileMatch(own.section(.match, ProfileMatchKey.self))
        let status =
            own.choice(.status, ["untried": .untried, "tried": .tried])
            as HardwareProfile.Status?
        let notes = readNotes()
        checkMatch(match, file?.source)
        guard let file else { return nil }
        checkName(file, path)
        return HardwareProfile(
            path: path, link: file, match: match, status: status ?? .untried, notes: notes)
    }

    private func readNotes() -> [String] {
        (own.list(.notes) ?? []).compactMap { node in
            if let text = node.text, !text.isEmpty { return text }
            diagnostics.report(
                node.position,
                "\(node.found) in 'notes', expected text, in quotes where it holds ': '")
            return nil
        }
    }

    /// Only what is plugged in can be recognised; interface and driver are those of a serial port.
    private func checkMatch(_ match: ProfileMatch?, _ source: LinkSource?) {
        guard let source, own.has(.match) else { return }
        guard source.isDevice else {
            diagnostics.report(
                own.keyPosition(.match),
                "'match' with source '\(source.kind)', which is no device, expected a serial or "
                    + "usb source")
            return
        }
        guard case .usb = source else { return }
        let section = own.section(.match, ProfileMatchKey.self)
        for key in [ProfileMatchKey.driver, .interface] where section.has(key) {
            diagnostics.report(
                section.keyPosition(key),
                "'\(key.rawValue)' with source 'usb', expected it only with a serial source")
        }
    }

    /// Who looks for a profile looks for its folder.
    private func checkName(_ file: LinkFile, _ path: String) {
        let folder = FilePath.name(of: FilePath.directory(of: path))
        guard FilePath.name(of: path) == ProfilePath.fileName, !folder.isEmpty, folder != ".",
            folder != "..", folder != file.parameters.name
        else { return }
        diagnostics.report(
            file.places.name,
            "'\(file.parameters.name)' for 'name' in the folder \(quote(folder)), expected the "
                + "folder's name", suggestion: ScalarValue.isName(folder) ? folder : nil)
    }
}
