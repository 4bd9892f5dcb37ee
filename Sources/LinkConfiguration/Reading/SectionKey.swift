/// The keys of one section of a configuration file, in the order in which the docs explain them.
///
/// An enumeration is the whole table: what it does not list is an unknown key.
protocol SectionKey: RawRepresentable<String>, CaseIterable, Hashable, Sendable {
    /// Path of the section from the top of its file, empty at the top: `coding.reedSolomon`.
    static var section: String { get }
}

extension SectionKey {
    static var names: [String] { allCases.map(\.rawValue) }

    /// Path of this key, as messages name it.
    var path: String {
        Self.section.isEmpty ? rawValue : "\(Self.section).\(rawValue)"
    }
}
