import TelemetryLink

/// What a kind of radio is: how its devices are recognised and opened, its framing and its managed
/// parameters. A link file whose source names no device: a station says which one is meant.
public struct HardwareProfile: Sendable, Equatable {
    /// Whether it was ever run on the hardware.
    public enum Status: String, Sendable, Equatable {
        case untried
        case tried
    }

    /// Its file, as it was found.
    public var path: String
    /// The link; its source names no device.
    public var link: LinkFile
    /// The devices it is for; `nil` for what is no device (a network receiver), and for ports that
    /// have no identity.
    public var match: ProfileMatch?
    /// Whether it was ever run on the hardware.
    public var status = Status.untried
    /// For people: what is known and from where, what was never tried.
    public var notes: [String] = []

    /// The name of its folder, which is that of its link as long as a station says no other.
    public var name: String { link.parameters.name }
}

extension HardwareProfile {
    /// Reads a profile through `files`.
    ///
    /// - Throws: everything that is wrong with it, with its places.
    public static func load(
        _ path: String, from files: any ConfigurationFiles = SystemFiles()
    ) throws(ConfigurationErrors) -> HardwareProfile {
        let diagnostics = Diagnostics()
        let profile = read(path, from: files, mentionedAt: nil, diagnostics)
        return try finish(profile, path, diagnostics)
    }

    /// Reads a profile that is in memory; `file` is its name in messages.
    public static func parse(
        _ octets: [UInt8], file: String
    ) throws(ConfigurationErrors) -> HardwareProfile {
        let diagnostics = Diagnostics()
        let profile = DocumentParser.parse(octets, file: file, diagnostics).flatMap {
            ProfileReader($0, diagnostics).read(path: file)
        }
        return try finish(profile, file, diagnostics)
    }

    /// Reads a profile that another file may have mentioned.
    static func read(
        _ path: String, from files: any ConfigurationFiles,
        mentionedAt mention: SourcePosition?, _ diagnostics: Diagnostics
    ) -> HardwareProfile? {
        files.document(path, mentionedAt: mention, expected: "a hardware profile", diagnostics)
            .flatMap { ProfileReader($0, diagnostics).read(path: path) }
    }

    private static func finish(
        _ profile: HardwareProfile?, _ file: String, _ diagnostics: Diagnostics
    ) throws(ConfigurationErrors) -> HardwareProfile {
        try diagnostics.finish()
        guard let profile else {
            // Every way to `nil` reports why; this keeps the type honest.
            diagnostics.report(.whole(file), "no profile in this file")
            throw ConfigurationErrors(errors: diagnostics.errors, leftOut: 0)
        }
        return profile
    }
}
