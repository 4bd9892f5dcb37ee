/// Finds the valid word that a mistyped one was meant to be.
enum NearestName {
    /// Longer words are not compared: no key is near them.
    private static let maximumLength = 64

    /// - Returns: the nearest of `names`, if it is near enough that a slip of the fingers explains
    ///   the difference: one edit, or one per three characters, at most three; short words that
    ///   are all alike, as units are, can have an allowance of their own.
    static func find(_ word: String, among names: [String], edits: Int? = nil) -> String? {
        guard !word.isEmpty, word.count <= maximumLength else { return nil }
        let folded = word.lowercased()
        if let same = names.first(where: { $0.lowercased() == folded }) { return same }
        let allowed = edits ?? max(1, min(3, folded.count / 3))
        let near = names.map { (name: $0, edits: distance(folded, $0.lowercased())) }
            .filter { $0.edits <= allowed && $0.edits < $0.name.count }
        return near.min { $0.edits < $1.edits }?.name
    }

    /// Edits (insert, delete, replace, swap of neighbours) that make `right` of `left`.
    static func distance(_ left: String, _ right: String) -> Int {
        let left = Array(left.unicodeScalars)
        let right = Array(right.unicodeScalars)
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let same = left[row] == right[column]
                var edits = min(
                    last[column + 1] + 1, current[column] + 1, last[column] + (same ? 0 : 1))
                if row > 0, column > 0, left[row] == right[column - 1],
                    left[row - 1] == right[column]
                {
                    edits = min(edits, beforeLast[column - 1] + 1)
                }
                current.append(edits)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
