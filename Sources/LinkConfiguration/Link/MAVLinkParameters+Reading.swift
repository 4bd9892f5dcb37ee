import TelemetryLink

extension MAVLinkParameters {
    init(_ section: Section<MAVLinkKey>) {
        self.init()
        acceptsUnsigned = section.flag(.acceptUnsigned) ?? acceptsUnsigned
        if section.has(.acceptUnsigned), !section.has(.key) {
            section.diagnostics.report(
                section.keyPosition(.acceptUnsigned),
                "'acceptUnsigned' without 'key', expected both: without a key every frame is taken")
        }
    }
}

extension LinkKeys {
    /// The key that `mavlink` names; `nil` where it names none.
    init?(_ section: Section<MAVLinkKey>) {
        let file = section.text(.keys)
        let name = section.name(.key)
        if section.has(.keys) != section.has(.key) {
            let written = section.has(.key) ? MAVLinkKey.key : .keys
            section.diagnostics.report(
                section.keyPosition(written),
                "'\(written.rawValue)' alone, expected 'keys', the file of keys, and 'key', a name "
                    + "in it")
        }
        guard let file, let name else { return nil }
        let path = FilePath.resolve(file.value, from: file.position.file)
        self.init(file: Located(path, at: file.position), signing: name)
    }
}
