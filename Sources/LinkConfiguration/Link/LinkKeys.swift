public import CCSDS

/// Where the keys of a link are: never the keys themselves.
public struct LinkKeys: Sendable, Equatable {
    /// The file of keys, as seen from where the program runs.
    public var file: Located<String>
    /// By security association, the name of its key in the file.
    public var names: [SecurityParameterIndex: Located<String>]
    /// The name of the key that MAVLink frames are signed with.
    public var signing: Located<String>?

    /// Makes a reference to keys.
    public init(
        file: Located<String>, names: [SecurityParameterIndex: Located<String>] = [:],
        signing: Located<String>? = nil
    ) {
        self.file = file
        self.names = names
        self.signing = signing
    }
}
