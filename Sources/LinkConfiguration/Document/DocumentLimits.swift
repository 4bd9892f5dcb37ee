/// What a configuration file may be at most: far above any real one, low enough that no file can
/// make reading it costly.
enum DocumentLimits {
    /// Octets of a file. A station with fifty links is under 40,000.
    static let octets = 262_144
    /// Mappings and lists inside one another. The schema itself goes to 6.
    static let depth = 16
    /// Nodes after aliases are followed.
    static let nodes = 20_000
    /// Words that could be aliases (`*name`). With k of them a file of nested aliases unfolds to
    /// at most 3^(k/3) copies: 6,561 here.
    static let aliases = 24
}
