/// Every view has a test that gives it every prefix of a good sample: none may trap.
enum EveryPrefixRule {
    struct View: Equatable {
        let name: String
        let file: String
        let line: Int
    }

    /// Structures named …View that are `~Escapable`.
    static func views(in files: [SwiftFile]) -> [View] {
        files.flatMap { file in
            file.tokens.indices.compactMap { view(in: file, at: $0) }
        }
    }

    private static func view(in file: SwiftFile, at index: Int) -> View? {
        let tokens = file.tokens
        guard tokens[index].text == "struct", index + 1 < tokens.count,
            tokens[index + 1].text.hasSuffix("View")
        else { return nil }
        let head = tokens[index...].prefix { $0.text != "{" }
        guard head.contains(where: { $0.text == "Escapable" }) else { return nil }
        return View(name: tokens[index + 1].text, file: file.path, line: tokens[index].line)
    }

    /// Views that no prefix test makes, in no test file.
    ///
    /// A prefix test is a function with a loop, and with "prefix" in its own name or in its
    /// suite's; it makes the views that it names, or the one that it is named after.
    static func findings(views: [View], tests: [SwiftFile]) -> [Finding] {
        let tested = Set(tests.flatMap(namesInPrefixTests))
        return views.filter { !tested.contains($0.name.lowercased()) }.map {
            Finding(
                rule: .everyPrefixTest, file: $0.file, line: $0.line,
                what: "\($0.name) has no test over every prefix of a good sample")
        }
    }

    private static func namesInPrefixTests(_ file: SwiftFile) -> [String] {
        let isSuite = file.tokens.indices.dropLast().contains { index in
            file.tokens[index].text == "struct" && isPrefix(file.tokens[index + 1].text)
        }
        return file.functions.flatMap { function -> [String] in
            let words = file.tokens[function.tokens].map { $0.text.lowercased() }
            guard isSuite || isPrefix(function.name), words.contains("for") else { return [] }
            return words
        }
    }

    private static func isPrefix(_ name: String) -> Bool {
        name.lowercased().contains("prefix")
    }
}
