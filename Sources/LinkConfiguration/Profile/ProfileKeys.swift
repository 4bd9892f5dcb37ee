/// What a hardware profile says besides the keys of a link file.
enum ProfileKey: String, SectionKey {
    case match
    case status
    case notes

    static let section = ""
}

/// The devices that a profile is for.
enum ProfileMatchKey: String, SectionKey {
    case usb
    case driver
    case interface
    case product
    case manufacturer
    case serial

    static let section = "match"
}

/// Any key at the top of a profile: its own, and those of a link file.
struct ProfileFileKey: SectionKey {
    let rawValue: String

    init?(rawValue: String) {
        guard ProfileFileKey.words.contains(rawValue) else { return nil }
        self.rawValue = rawValue
    }

    private static let words = LinkKey.names + ProfileKey.names

    static var allCases: [ProfileFileKey] { words.compactMap(ProfileFileKey.init) }

    static let section = ""
}
