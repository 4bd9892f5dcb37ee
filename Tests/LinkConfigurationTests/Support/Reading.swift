import LinkConfiguration
import Testing

/// Reads a link in which nothing is wrong.
func link(_ yaml: String, at location: SourceLocation = #_sourceLocation) throws -> LinkFile {
    do {
        return try LinkFile.parse(Array(yaml.utf8), file: "link.yaml")
    } catch {
        Issue.record("\(error)", sourceLocation: location)
        throw error
    }
}

/// What is wrong with a link, line by line; empty for a good one.
func problems(_ yaml: String) -> [String] {
    problems(Array(yaml.utf8))
}

func problems(_ octets: [UInt8]) -> [String] {
    do {
        _ = try LinkFile.parse(octets, file: "link.yaml")
        return []
    } catch {
        return error.errors.map(\.description)
    }
}

/// A link file with `lines` after the two that every one has.
func file(_ lines: String) -> String {
    "feedhorn: 1\nname: a\n\(lines)\n"
}
