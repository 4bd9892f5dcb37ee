/// The constants that `csimd_middle_syndromes` and `csimd_outer_syndromes` read, in the order that
/// `csimd_syndromes.inc` gives.
struct VectorSyndromeTables {
    private let layout: VectorLayout
    private let basis: SymbolBasis
    private let tables: FactorTables
    /// The sixteen roots, class by class: the remainder of j by three says which cube root of one
    /// a root's 85th power is.
    let roots: [Int]
    /// How many roots each class has.
    private let classes: [Int]

    init(roots: [Int], layout: VectorLayout, basis: SymbolBasis, tables: FactorTables) {
        let classes = (0..<3).map { remainder in roots.filter { $0 % 3 == remainder } }
        self.layout = layout
        self.basis = basis
        self.tables = tables
        self.roots = Array(classes.joined())
        self.classes = classes.map(\.count)
    }

    var octets: [UInt8] {
        let cubeRoot = CodeRoots.power(root: 1, VectorLayout.rowPlaces)
        var octets = tables.octets(of: basis.times(cubeRoot)) + lastColumnMask
        let unused = [UInt8](repeating: 0, count: VectorLayout.halfLength)
        octets += unused + pairs(places: layout.halfPlaces)
        for places in layout.halvings { octets += shift(places) + pairs(places: places) }
        for place in layout.singleSteps { octets += shift(place) + pairs(places: 1) }
        var first = 0
        for count in classes {
            octets += columns(of: roots[first..<first + count])
            first += count
        }
        return octets
    }

    /// Takes out the places that the column before has as well.
    private var lastColumnMask: [UInt8] {
        (0..<2 * VectorLayout.halfLength).map { octet in
            let half = octet / VectorLayout.halfLength
            let inHalf = octet % VectorLayout.halfLength / layout.depth
            return half * layout.halfPlaces + inHalf < layout.overlap ? 0 : 0xFF
        }
    }

    /// For all columns but the last: moving each root's sum to the end of the row.
    private func columns(of roots: ArraySlice<Int>) -> [UInt8] {
        (1..<layout.columns).flatMap { column in
            let places = VectorLayout.rowPlaces - column * layout.places
            return roots.flatMap { tables.octets(of: map($0, places)) }
        }
    }

    /// Multiplication by the root to the `places`: what moving by so many places means.
    private func map(_ root: Int, _ places: Int) -> (UInt8) -> UInt8 {
        basis.times(CodeRoots.power(root: root, places))
    }

    private func pairs(places: Int) -> [UInt8] {
        stride(from: 0, to: roots.count, by: 2).flatMap { index in
            tables.pair(of: map(roots[index], places), map(roots[index + 1], places))
        }
    }

    /// Shuffle control that brings the octets `places` further on to the front, zeros behind.
    private func shift(_ places: Int) -> [UInt8] {
        (0..<VectorLayout.halfLength).map { octet in
            let from = octet + places * layout.depth
            return from < VectorLayout.halfLength ? UInt8(from) : 0x80
        }
    }
}
