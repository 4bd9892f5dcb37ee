import FeedhornExactness

/// What came of the trials, as a table in Markdown: one row for each fault, or for each link.
enum ExactnessTable {
    private static let columns: [(title: String, value: @Sendable (ExactnessCount) -> Int)] = [
        ("frames", { $0.frames }),
        ("must", { $0.due }),
        ("missed", { $0.missed }),
        ("may", { $0.optional }),
        ("did", { $0.optionalDelivered }),
        ("bogus", { $0.bogus }),
        ("packets", { $0.packets }),
        ("missed", { $0.packetsMissed }),
        ("bogus", { $0.packetsBogus }),
        ("steps", { $0.gaps }),
        ("wrong", { $0.gapsWrong }),
        ("codewords", { $0.codewords }),
        ("wrong", { $0.codewordsWrong }),
        ("rejections wrong", { $0.rejectionsWrong }),
        ("mistakable", { $0.mistakable }),
        ("mistaken", { $0.mistaken }),
    ]

    static func show(
        _ title: String, _ counts: [(trial: ExactnessTrial, count: ExactnessCount)],
        by key: (ExactnessTrial) -> String
    ) {
        var names: [String] = []
        var sums: [String: ExactnessCount] = [:]
        for (trial, count) in counts {
            let name = key(trial)
            if sums[name] == nil { names.append(name) }
            sums[name, default: ExactnessCount()].add(count)
        }
        print("| \(title) | " + columns.map(\.title).joined(separator: " | ") + " |")
        print("|---|" + columns.map { _ in "---:|" }.joined())
        for name in names {
            let sum = sums[name] ?? ExactnessCount()
            let cells = columns.map { grouped($0.value(sum)) }
            print("| \(name) | " + cells.joined(separator: " | ") + " |")
        }
    }

    /// 1,234,567
    private static func grouped(_ number: Int) -> String {
        var text = ""
        for (place, digit) in String(number).reversed().enumerated() {
            if place > 0, place % 3 == 0 { text.append(",") }
            text.append(digit)
        }
        return String(text.reversed())
    }
}
