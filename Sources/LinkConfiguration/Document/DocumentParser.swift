import Yams

/// Octets of a YAML file → ``DocumentNode``, positions kept, within ``DocumentLimits``.
struct DocumentParser {
    let file: String
    let diagnostics: Diagnostics
    private var nodes = 0

    init(file: String, diagnostics: Diagnostics) {
        self.file = file
        self.diagnostics = diagnostics
    }

    /// - Returns: the root, or `nil` when there is none to go on with; then an error is reported.
    static func parse(
        _ octets: [UInt8], file: String, _ diagnostics: Diagnostics
    ) -> DocumentNode? {
        var parser = DocumentParser(file: file, diagnostics: diagnostics)
        return parser.parse(octets)
    }

    private mutating func parse(_ octets: [UInt8]) -> DocumentNode? {
        guard let text = DocumentText.check(octets, file: file, diagnostics) else { return nil }
        do {
            // Resolver `basic` takes every plain scalar as text: `0x1A`, `1e5` and `on` stay as
            // they were written.
            let parser = try Parser(yaml: text, resolver: .basic, encoding: .utf8)
            guard let root = try parser.singleRoot() else {
                report(1, 1, "the file is empty, expected the first line 'feedhorn: 1'")
                return nil
            }
            return convert(root, depth: 0)
        } catch let error as YamlError {
            YAMLProblem(error, file: file, text: text).report(to: diagnostics)
        } catch {
            report(1, 1, "not readable as YAML: \(error)")
        }
        return nil
    }

    private mutating func convert(_ node: Node, depth: Int) -> DocumentNode? {
        let position = SourcePosition(
            file: file, line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
        nodes += 1
        guard nodes <= DocumentLimits.nodes else {
            diagnostics.report(position, "more than \(DocumentLimits.nodes) values in one file")
            return nil
        }
        guard depth < DocumentLimits.depth else {
            diagnostics.report(
                position, "nested deeper than \(DocumentLimits.depth) levels, expected at most 6")
            return nil
        }
        guard plainTags.contains(node.tag.description) else {
            diagnostics.report(position, "YAML tags (!…) are not used here, expected a plain value")
            return nil
        }
        guard let content = content(of: node, depth: depth) else { return nil }
        return DocumentNode(content: content, position: position)
    }

    private mutating func content(of node: Node, depth: Int) -> DocumentNode.Content? {
        switch node {
        case .scalar(let scalar):
            let quoted = scalar.style != .plain && scalar.style != .any
            return .scalar(scalar.string, quoted: quoted)
        case .sequence(let sequence):
            var elements: [DocumentNode] = []
            for element in sequence {
                guard let element = convert(element, depth: depth + 1) else { return nil }
                elements.append(element)
            }
            return .sequence(elements)
        case .mapping(let mapping):
            var pairs: [DocumentNode.Pair] = []
            for (key, value) in mapping {
                guard let key = convert(key, depth: depth + 1),
                    let value = convert(value, depth: depth + 1)
                else { return nil }
                pairs.append(DocumentNode.Pair(key: key, value: value))
            }
            return .mapping(pairs)
        case .alias:
            // The parser has replaced every alias by what it names.
            return nil
        }
    }

    private func report(_ line: Int, _ column: Int, _ message: String) {
        diagnostics.report(SourcePosition(file: file, line: line, column: column), message)
    }
}

/// Tags that the parser gives by itself to values that have none.
private let plainTags: Set<String> = [
    "", Tag.Name.str.rawValue, Tag.Name.seq.rawValue, Tag.Name.map.rawValue,
    Tag.Name.implicit.rawValue,
]
