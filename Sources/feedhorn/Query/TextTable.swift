/// Columns of text, each as wide as its widest cell.
struct TextTable {
    /// A cell as it is to be shown; colour does not count for its width.
    struct Cell {
        var text: String
        var colour: Colour?

        init(_ text: String, _ colour: Colour? = nil) {
            self.text = text
            self.colour = colour
        }
    }

    private var rows: [[Cell]]
    /// The first columns, which begin on the left; numbers follow, which end on the right.
    private let leading: Int

    init(_ titles: [String], leading: Int) {
        rows = [titles.map { Cell($0, .bold) }]
        self.leading = leading
    }

    mutating func add(_ row: [Cell]) {
        rows.append(row)
    }

    var lines: [String] {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in
            rows.map { $0.indices.contains(column) ? $0[column].text.count : 0 }.max() ?? 0
        }
        return rows.map { row in
            let cells = row.enumerated().map { column, cell in
                let isLast = column == columns - 1
                return padded(cell, widths[column], isLeft: column < leading || isLast, isLast)
            }
            return cells.joined(separator: "  ")
        }
    }

    private func padded(_ cell: Cell, _ width: Int, isLeft: Bool, _ isLast: Bool) -> String {
        let space = String(repeating: " ", count: width - cell.text.count)
        let text = cell.colour.map { $0(cell.text) } ?? cell.text
        if isLast { return text }
        return isLeft ? text + space : space + text
    }
}
