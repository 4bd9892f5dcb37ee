/// The constants that the routines of `csimd_syndromes.inc` read, in the order that
/// `csimd_reed_solomon.h` gives.
struct VectorSyndromeTables {
    private let layout: VectorLayout
    private let basis: SymbolBasis
    private let tables: FactorTables
    /// The sixteen roots, class by class of ``classes``.
    let roots: [Int]
    /// The roots that go on with each sum, or two sums of a quadratic factor.
    let classes: [[Int]]

    /// k, a cube root of one: the only constant of the transform of fifteen. The other cube root
    /// would do as well; this one fits the numbers of roots that the routines have written out.
    private static let cubeRoot = CodeRoots.power(root: 2, GaloisField256.order / 3)

    /// Classes that go on with one sum; they stand in front of those that go on with two.
    private static let singleSums = 3

    init(roots: [Int], layout: VectorLayout, basis: SymbolBasis, tables: FactorTables) {
        self.layout = layout
        self.basis = basis
        self.tables = tables
        var classes = [[Int]](repeating: [], count: 9)
        for root in roots { classes[Self.index(of: root)].append(root) }
        self.classes = classes
        self.roots = Array(classes.joined())
    }

    /// The class of a root: which cube root of one the three-part of its 17th power is, and
    /// which factor of y⁵ − 1 the five-part is a zero of.
    private static func index(of root: Int) -> Int {
        let cube = CodeRoots.power(root: root, VectorLayout.rowPlaces * 10)
        let power = cube == 1 ? 0 : cube == cubeRoot ? 1 : 2
        let trace = fifthRoot(of: root) ^ CodeRoots.power(root: root, -VectorLayout.rowPlaces * 6)
        if trace == 0 { return power }
        return singleSums + 2 * power + (trace == cubeRoot ? 0 : 1)
    }

    /// The fifth root of one by which a root multiplies the second sum of a quadratic factor.
    private static func fifthRoot(of root: Int) -> UInt8 {
        CodeRoots.power(root: root, VectorLayout.rowPlaces * 6)
    }

    var octets: [UInt8] {
        let control = [UInt8](repeating: 0, count: FactorTables.vectorLength)
        var octets = tables.octets(of: basis.times(Self.cubeRoot)) + lastColumnMask
        octets += pairs(places: layout.halfStep) + control
        for places in layout.halvings { octets += pairs(places: places) + shift(places) }
        for place in layout.singleSteps { octets += pairs(places: 1) + shift(place) }
        for (index, roots) in classes.enumerated() {
            octets += columns(of: roots, parts: index < Self.singleSums ? 1 : 2)
        }
        return octets
    }

    /// Takes out the places that the column or the half before has as well.
    private var lastColumnMask: [UInt8] {
        (0..<FactorTables.vectorLength).map { layout.isNew(octet: $0) ? 0xFF : 0 }
    }

    /// Moving each root's sum to the end of the row; the first sum of the last column is there.
    private func columns(of roots: [Int], parts: Int) -> [UInt8] {
        (1...layout.columns).flatMap { column in
            let places =
                column < layout.columns ? VectorLayout.rowPlaces - column * layout.places : 0
            let first = column < layout.columns ? 0 : 1
            return (first..<parts).flatMap { part in
                roots.flatMap { root in
                    let factor = CodeRoots.power(root: root, places)
                    let turn = part == 0 ? 1 : Self.fifthRoot(of: root)
                    return tables.octets(of: basis.times(GaloisField256.product(factor, turn)))
                }
            }
        }
    }

    /// Multiplication by the roots to the `places`: what moving by so many places means.
    private func pairs(places: Int) -> [UInt8] {
        stride(from: 0, to: roots.count, by: 2).flatMap { index in
            tables.pair(
                of: basis.times(CodeRoots.power(root: roots[index], places)),
                basis.times(CodeRoots.power(root: roots[index + 1], places)))
        }
    }

    /// Shuffle control that brings the octets `places` further on to the front, zeros behind.
    private func shift(_ places: Int) -> [UInt8] {
        (0..<FactorTables.vectorLength).map { octet in
            let from = octet % VectorLayout.halfLength + places * layout.depth
            return from < VectorLayout.halfLength ? UInt8(from) : 0x80
        }
    }
}
