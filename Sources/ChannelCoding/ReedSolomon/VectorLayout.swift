/// How the places of interleaved codewords lie in vectors of two halves of sixteen octets.
///
/// A codeword is laid out in fifteen rows; a row takes one to five columns of vectors.
struct VectorLayout: Sendable {
    /// I: octets of a place, one of each codeword.
    let depth: Int
    /// Whole places in a half.
    let halfPlaces: Int
    /// Places from a half to the other: at depth one a row is little longer than a half, and the
    /// halves overlap.
    let halfStep: Int
    /// Vectors that a row takes; the last one ends with the row.
    let columns: Int
    /// How many places each halving step adds to the ones behind them.
    let halvings: [Int]
    /// For each single step, the place that it adds.
    let singleSteps: [Int]

    /// Octets in a half of a vector.
    static let halfLength = 16

    /// Places in a row.
    static let rowPlaces = 17

    init(depth: Int) {
        self.depth = depth
        halfPlaces = VectorLayout.halfLength / depth
        halfStep = depth == 1 ? 1 : halfPlaces
        columns = (VectorLayout.rowPlaces + 2 * halfPlaces - 1) / (2 * halfPlaces)
        var places = halfPlaces
        var halvings: [Int] = []
        while places.isMultiple(of: 2) {
            places /= 2
            halvings.append(places)
        }
        self.halvings = halvings
        singleSteps = Array(1..<places)
    }

    /// Places from a column to the next, but for the last one.
    var places: Int { 2 * halfPlaces }

    /// The place of an octet of the last column, and whether no vector or half before has it.
    func isNew(octet: Int) -> Bool {
        let half = octet / VectorLayout.halfLength
        let start = VectorLayout.rowPlaces - halfStep - halfPlaces
        let place = start + half * halfStep + octet % VectorLayout.halfLength / depth
        let seen = half == 0 ? 0 : start + halfPlaces
        return place >= max(seen, (columns - 1) * places)
    }
}
