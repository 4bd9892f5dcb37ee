/// How the places of interleaved codewords lie in vectors of two halves of sixteen octets.
struct VectorLayout: Sendable {
    /// I: octets of a place, one of each codeword.
    let depth: Int
    /// Whole places in a half.
    let halfPlaces: Int
    /// Vectors that a row takes.
    let columns: Int
    /// Places that the last two vectors of a row both have.
    let overlap: Int
    /// How many places each halving step adds to the ones behind them.
    let halvings: [Int]
    /// For each single step, the place that it adds.
    let singleSteps: [Int]

    /// Octets in a half of a vector.
    static let halfLength = 16

    /// Places in one of the three rows that a codeword is laid out in.
    static let rowPlaces = GaloisField256.order / 3

    init(depth: Int) {
        self.depth = depth
        halfPlaces = VectorLayout.halfLength / depth
        columns = (VectorLayout.rowPlaces + 2 * halfPlaces - 1) / (2 * halfPlaces)
        overlap = columns * 2 * halfPlaces - VectorLayout.rowPlaces
        var places = halfPlaces
        var halvings: [Int] = []
        while places.isMultiple(of: 2) {
            places /= 2
            halvings.append(places)
        }
        self.halvings = halvings
        singleSteps = Array(1..<places)
    }

    /// Places in a vector.
    var places: Int { 2 * halfPlaces }
}
