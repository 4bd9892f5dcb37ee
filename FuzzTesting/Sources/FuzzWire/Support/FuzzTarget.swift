/// One thing that is fuzzed: any octets at all go in, and nothing but a finding comes out.
///
/// The fuzzers and the unit tests that replay `FailCases/<name>` run the same function.
public struct FuzzTarget: Sendable {
    /// What the command line and the folder of fail cases call it.
    public let name: String
    /// Longest input that teaches anything, in octets.
    public let longestInput: Int
    /// How many inputs are tried for each that the fuzzer hands over: itself, and variations of it.
    ///
    /// The fuzzer's own work for an input takes as long as a quick target does twenty times.
    public let executionsPerInput: Int
    private let body: @Sendable (UnsafeRawBufferPointer) throws(FuzzFinding) -> Void

    /// A target of this name.
    public init(
        _ name: String, longest: Int = 512, executions: Int = 1,
        _ body: @escaping @Sendable (UnsafeRawBufferPointer) throws(FuzzFinding) -> Void
    ) {
        self.name = name
        longestInput = longest
        executionsPerInput = executions
        self.body = body
    }

    /// Gives one input to the target, and then its variations, which are always the same.
    public func run(_ input: UnsafeRawBufferPointer) throws(FuzzFinding) {
        try body(input)
        var variations = InputVariations(input)
        for number in 1..<max(1, executionsPerInput) {
            let octets = variations.next(of: input)
            // The octets alone, so that a look behind them is seen.
            defer { octets.deallocate() }
            do {
                try body(UnsafeRawBufferPointer(octets))
            } catch {
                throw FuzzFinding("variation \(number), \(Array(octets)): \(error)")
            }
        }
    }
}

/// What an input showed that must not be.
public struct FuzzFinding: Error, CustomStringConvertible {
    /// What was expected, and what came.
    public let description: String

    /// A finding in these words.
    public init(_ description: String) {
        self.description = description
    }
}

/// Throws a finding unless `holds`.
public func require(
    _ holds: Bool, _ what: @autoclosure () -> String, _ file: StaticString = #fileID,
    _ line: Int = #line
) throws(FuzzFinding) {
    if !holds { throw FuzzFinding("\(file):\(line): \(what())") }
}

/// Throws a finding unless both are equal.
public func requireEqual<Value: Equatable>(
    _ left: Value, _ right: Value, _ what: @autoclosure () -> String,
    _ file: StaticString = #fileID, _ line: Int = #line
) throws(FuzzFinding) {
    try require(left == right, "\(what()): \(left) and \(right)", file, line)
}
