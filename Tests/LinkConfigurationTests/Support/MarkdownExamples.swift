/// Examples and tables of a page of documentation.
enum MarkdownExamples {
    /// The fenced blocks marked `yaml`.
    static func yaml(in page: String) -> [String] {
        var blocks: [String] = []
        var block: [Substring]?
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line == "```yaml" {
                block = []
            } else if line == "```", let lines = block {
                blocks.append(lines.joined(separator: "\n") + "\n")
                block = nil
            } else {
                block?.append(line)
            }
        }
        return blocks
    }

    /// The first cells of table rows, each in backticks, under the heading `` ### `name` ``; under
    /// the second-level heading of keys where `name` is empty.
    static func keys(of name: String, in page: String) -> Set<String> {
        var isInside = false
        var keys: Set<String> = []
        for line in page.split(separator: "\n") {
            if line.hasPrefix("#") {
                isInside =
                    name.isEmpty ? line.hasPrefix("## The keys") : line == "### `\(name)`"
            } else if isInside, line.hasPrefix("| `"),
                let end = line.dropFirst(3).firstIndex(of: "`")
            {
                keys.insert(String(line.dropFirst(3)[..<end]))
            }
        }
        return keys
    }
}
