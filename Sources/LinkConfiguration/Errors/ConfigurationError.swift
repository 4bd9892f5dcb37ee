/// One thing that is wrong in a configuration file.
public struct ConfigurationError: Error, Hashable, Sendable {
    /// Path of the file.
    public var file: String
    /// Line, from 1; 0 where the file as a whole is meant.
    public var line: Int
    /// Column, from 1, in Unicode scalars.
    public var column: Int
    /// What is wrong and what was expected.
    public var message: String
    /// The nearest valid key or value, where one is near.
    public var suggestion: String?

    /// Makes an error at a place.
    public init(at position: SourcePosition, _ message: String, suggestion: String? = nil) {
        file = position.file
        line = position.line
        column = position.column
        self.message = message
        self.suggestion = suggestion
    }

    /// Where it is.
    public var position: SourcePosition {
        SourcePosition(file: file, line: line, column: column)
    }
}

extension ConfigurationError: CustomStringConvertible {
    /// `file:line:column: what is wrong, what was expected`, and the nearest valid word.
    public var description: String {
        let hint = suggestion.map { "; did you mean '\($0)'?" } ?? ""
        return "\(position): \(message)\(hint)"
    }
}

/// Everything that is wrong in a configuration: as many errors as one reading can find.
public struct ConfigurationErrors: Error, Sendable, Equatable {
    /// In the order of files read, inside a file from top to bottom; never empty.
    public var errors: [ConfigurationError]
    /// More errors than ``errors`` keeps (see `Diagnostics.maximumErrors`).
    public var leftOut: Int

    /// - Precondition: `errors` is not empty.
    public init(errors: [ConfigurationError], leftOut: Int = 0) {
        precondition(!errors.isEmpty, "an error that says nothing")
        self.errors = errors
        self.leftOut = leftOut
    }
}

extension ConfigurationErrors: CustomStringConvertible {
    /// One line for each error.
    public var description: String {
        var lines = errors.map(\.description)
        if leftOut > 0 { lines.append("\(leftOut) more errors") }
        return lines.joined(separator: "\n")
    }
}
