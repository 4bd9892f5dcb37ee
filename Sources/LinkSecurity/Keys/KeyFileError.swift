/// Why a file of keys is refused. No case holds anything of a key, and no text shows it: not even
/// a name, for a key may stand where its name should.
public enum KeyFileError: Error, Equatable, Sendable {
    /// The file can't be read, in the system's words.
    case unreadable(String)
    /// A directory, a pipe or a device.
    case notAFile
    /// The file belongs to this user, not to the one who runs the program, nor to root.
    case owner(UInt32)
    /// Others than the owner may read or write the file, or it may be run.
    case mode(UInt16)
    /// Longer than ``KeyFile/maximumLength``.
    case tooLong
    /// A line breaks the rules; the first has the number 1.
    case line(Int, Problem)

    /// What is wrong with a line.
    public enum Problem: Equatable, Sendable {
        /// The first line that is no comment is not `feedhornKeys: 1`.
        case version
        /// Not a name, a colon, a space and hexadecimal digits.
        case form
        /// Not 1 to 64 letters, digits, `-`, `_`, `.` in front of the colon.
        case name
        /// Not 32, 48 or 64 hexadecimal digits.
        case digits
        /// The name of an earlier line.
        case repeated(line: Int)
        /// More keys than ``KeyFile/maximumKeys``.
        case tooMany
    }
}

extension KeyFileError: CustomStringConvertible {
    /// Words that follow the file's path.
    public var description: String {
        switch self {
        case .unreadable(let reason): reason
        case .notAFile: "not a regular file"
        case .owner(let user):
            "belongs to user \(user), expected the user who runs feedhorn, or root"
        case .mode(let mode):
            "has mode 0\(String(mode, radix: 8)), expected 0600 or 0400: keys are for their owner"
        case .tooLong: "longer than \(KeyFile.maximumLength) octets"
        case .line(let number, let problem): "line \(number): \(problem)"
        }
    }
}

extension KeyFileError.Problem: CustomStringConvertible {
    /// What was expected.
    public var description: String {
        switch self {
        case .version: "expected 'feedhornKeys: 1' first"
        case .form: "expected a name, ': ' and hexadecimal digits"
        case .name: "expected a name of 1 to 64 letters, digits, '-', '_' or '.'"
        case .digits: "expected 32, 48 or 64 hexadecimal digits"
        case .repeated(let line): "the name of line \(line), expected names that differ"
        case .tooMany: "expected at most \(KeyFile.maximumKeys) keys"
        }
    }
}
