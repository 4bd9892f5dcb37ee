/// Why a station could not start; one line, with the file's place where it is the file's fault.
public enum StationError: Error, Sendable, CustomStringConvertible {
    /// `file:line:column: what is wrong`.
    case configuration(String)
    /// The capture could not be opened.
    case capture(String)
    /// A sink could not be opened.
    case sink(String)
    /// The query socket could not be opened.
    case query(String)
    /// A receiver could not be started.
    case receiver(String)

    /// One line for people.
    public var description: String {
        switch self {
        case .configuration(let text), .capture(let text), .sink(let text), .query(let text),
            .receiver(let text):
            text
        }
    }
}
