/// Characters that a serial line garbled, as the kernel marked them: how many, and where the first
/// of them lie. The characters themselves stay in the stream.
public struct LineMarks: Hashable, Sendable {
    /// What the kernel says of a character.
    public enum Kind: Hashable, Sendable {
        /// Its parity or its stop bit was wrong.
        case erred
        /// A break, or a character of zeros whose parity or stop bit was wrong: the kernel marks
        /// both alike.
        case breakOrZero
    }

    /// A marked character.
    public struct Place: Hashable, Sendable {
        /// What is said of it.
        public var kind: Kind
        /// Octets that the receiver handed over before it.
        public var offset: UInt64

        /// A marked character at `offset`.
        public init(_ kind: Kind, offset: UInt64) {
            self.kind = kind
            self.offset = offset
        }
    }

    /// Places that are kept: enough to see a pattern; a noisy line has thousands a second.
    public static let maximumPlaces = 16

    /// Characters of kind ``Kind/erred``.
    public var erred: UInt64 = 0
    /// Characters of kind ``Kind/breakOrZero``.
    public var breaks: UInt64 = 0
    /// The first of them, in order.
    public var places: [Place] = []
    /// Octets FF that stood alone, as no kernel writes them while it marks: read as they are.
    public var stray: UInt64 = 0
    /// Octets of a mark that was cut off when the port was lost: they carried no character.
    public var cutOff: UInt64 = 0

    /// No marks.
    public init() {}

    /// All marked characters.
    public var count: UInt64 { erred + breaks }

    /// There is nothing to tell.
    var isEmpty: Bool { self == LineMarks() }

    mutating func add(_ kind: Kind, at offset: UInt64) {
        switch kind {
        case .erred: erred += 1
        case .breakOrZero: breaks += 1
        }
        if places.count < LineMarks.maximumPlaces { places.append(Place(kind, offset: offset)) }
    }
}

extension LineMarks: CustomStringConvertible {
    /// One sentence for people.
    public var description: String {
        var parts: [String] = []
        if erred > 0 { parts.append("\(erred) characters with a wrong parity or stop bit") }
        if breaks > 0 { parts.append("\(breaks) breaks or erred zeros") }
        if stray > 0 { parts.append("\(stray) octets FF that no mark begins with") }
        if cutOff > 0 { parts.append("a mark of which only \(cutOff) octets came") }
        return parts.joined(separator: ", ")
    }
}
