/// What each module may import: the layers of docs/ARCHITECTURE.md, arrows down only.
enum ImportTable {
    /// `nil`: anything.
    static let allowed: [String: Set<String>] = [
        "CSIMD": [],
        "CLinux": [],
        "CCSDS": [],
        "ChannelCoding": ["CSIMD"],
        "LinkFraming": ["ChannelCoding", "CSIMD"],
        "TelemetryLink": ["CCSDS", "ChannelCoding", "LinkFraming"],
        "OrderedJSON": [],
        "TelemetryPipeline": ["CCSDS", "OrderedJSON", "TelemetryLink", "Synchronization"],
        "CaptureStore": [
            "OrderedJSON", "TelemetryLink", "CLinux", "Crypto", "Glibc", "Synchronization",
        ],
        "CLibUDev": [],
        "CLibUSB": [],
        "Devices": [
            "TelemetryLink", "CLibUDev", "CLibUSB", "CLinux", "Glibc", "Synchronization",
        ],
        "LinkSecurity": ["CCSDS", "LinkFraming", "TelemetryLink", "Crypto", "Glibc"],
        "LinkConfiguration": [
            "CCSDS", "ChannelCoding", "LinkFraming", "TelemetryLink", "Glibc", "Yams",
        ],
        "Sinks": ["CCSDS", "TelemetryLink", "TelemetryPipeline", "Glibc", "Synchronization"],
        "QueryService": queryService,
        "Gateway": gateway,
        "feedhorn": gateway.union(["Gateway", "FeedhornTestKit", "ArgumentParser", "Foundation"]),
        "FeedhornTestKit": ["CLinux", "Glibc", "Synchronization"],
        "FeedhornExactness": ["CCSDS", "ChannelCoding", "TelemetryLink", "FeedhornTestKit"],
    ]

    private static let queryService: Set = [
        "CCSDS", "TelemetryLink", "TelemetryPipeline", "Glibc", "Logging", "NIOCore", "NIOHTTP1",
        "NIOPosix", "Synchronization",
    ]

    private static let gateway: Set<String> = queryService.union([
        "CLinux", "CaptureStore", "ChannelCoding", "Crypto", "Devices", "LinkConfiguration",
        "LinkFraming", "LinkSecurity", "OrderedJSON", "QueryService", "ServiceLifecycle", "Sinks",
        "UnixSignals",
        "Yams",
    ])
}

/// Reads the imports of a file.
struct ImportScanner {
    struct Import: Equatable {
        let module: String
        let line: Int
        /// Hands the imported module on to everybody who imports this one.
        let isExported: Bool
    }

    static func imports(of file: SwiftFile) -> [Import] {
        let tokens = file.tokens
        return tokens.indices.compactMap { index in
            guard tokens[index].text == "import", index + 1 < tokens.count,
                tokens[index + 1].line == tokens[index].line
            else { return nil }
            let before = tokens[..<index].reversed().prefix { $0.line == tokens[index].line }
            guard before.allSatisfy({ modifiers.contains($0.text) }) else { return nil }
            var name = index + 1
            if kinds.contains(tokens[name].text), name + 1 < tokens.count { name += 1 }
            return Import(
                module: tokens[name].text, line: tokens[index].line,
                isExported: before.contains { $0.text == "_exported" })
        }
    }

    private static let modifiers: Set = [
        "public", "package", "internal", "fileprivate", "private", "@", "_exported", "testable",
        "preconcurrency", "_implementationOnly", "_spi", "(", ")", ";",
    ]
    private static let kinds: Set = [
        "struct", "class", "enum", "protocol", "typealias", "func", "let", "var",
    ]
}

/// Every module stands in the table, and imports only what the table gives it.
struct ImportRule {
    let table: [String: Set<String>]

    func findings(in files: [SwiftFile]) -> [Finding] {
        files.flatMap(findings)
    }

    private func findings(in file: SwiftFile) -> [Finding] {
        func finding(_ line: Int, _ what: String) -> Finding {
            Finding(rule: .imports, file: file.path, line: line, what: what)
        }
        guard let allowed = table[file.module] else {
            return [finding(1, "module \(file.module) is not in the table of imports")]
        }
        return ImportScanner.imports(of: file).compactMap { found in
            if found.isExported {
                return finding(found.line, "an exported import hides who depends on whom")
            }
            // Submodules (`import struct Glibc.timespec`) are read as their module.
            guard !allowed.contains(found.module), found.module != file.module else { return nil }
            return finding(found.line, "\(file.module) may not import \(found.module)")
        }
    }

    /// Modules that import each other in a circle, going by the table alone.
    func circles() -> [String] {
        table.keys.sorted().filter { reaches($0, from: $0, seen: []) }
    }

    private func reaches(_ target: String, from module: String, seen: Set<String>) -> Bool {
        for next in table[module, default: []] {
            if next == target { return true }
            if !seen.contains(next), reaches(target, from: next, seen: seen.union([next])) {
                return true
            }
        }
        return false
    }
}
