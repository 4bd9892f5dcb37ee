/// A place in a configuration file, for people: line and column count from 1, columns in Unicode
/// scalars. Line 0 stands for the file as a whole.
public struct SourcePosition: Hashable, Sendable {
    /// Path of the file as it was given or written.
    public var file: String
    /// Line, from 1.
    public var line: Int
    /// Column, from 1.
    public var column: Int

    /// Makes a position.
    public init(file: String, line: Int, column: Int) {
        self.file = file
        self.line = line
        self.column = column
    }

    /// The file as a whole: for errors of reading it.
    public static func whole(_ file: String) -> SourcePosition {
        SourcePosition(file: file, line: 0, column: 0)
    }
}

extension SourcePosition: Comparable {
    /// Order inside one file.
    public static func < (left: Self, right: Self) -> Bool {
        (left.line, left.column) < (right.line, right.column)
    }
}

extension SourcePosition: CustomStringConvertible {
    /// `file:line:column`, or only the file where no line is meant.
    public var description: String {
        line == 0 ? file : "\(file):\(line):\(column)"
    }
}

/// A value with the place where it was written, so that whoever finds it wrong later can say where.
public struct Located<Value> {
    /// What was written.
    public var value: Value
    /// Where.
    public var position: SourcePosition

    /// Joins a value and its place.
    public init(_ value: Value, at position: SourcePosition) {
        self.value = value
        self.position = position
    }
}

extension Located: Sendable where Value: Sendable {}
extension Located: Equatable where Value: Equatable {}
