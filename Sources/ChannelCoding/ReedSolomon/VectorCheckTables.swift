/// The constants that `csimd_dirty_codewords` reads, in the order that its header gives.
struct VectorCheckTables {
    private let layout: VectorLayout
    private let basis: SymbolBasis

    /// Index of a root in ``CodeRoots/deciding``, class by class: the remainder of j by three says
    /// which cube root of one its 85th power is.
    private static let roots = (0..<3).flatMap { remainder in
        CodeRoots.deciding.filter { $0 % 3 == remainder }
    }

    init(layout: VectorLayout, basis: SymbolBasis) {
        self.layout = layout
        self.basis = basis
    }

    var octets: [UInt8] {
        let cubeRoot = CodeRoots.power(root: 1, GaloisField256.order / 3)
        var octets = NibbleProducts.tables(of: basis.times(cubeRoot))
        octets += firstColumnMask
        for root in Self.roots { octets += products(root: root, places: layout.places) }
        octets += pairs(places: layout.halfPlaces)
        for places in layout.halvings { octets += shift(places) + pairs(places: places) }
        for place in layout.singleSteps { octets += shift(place) + pairs(places: 1) }
        return octets
    }

    private var firstColumnMask: [UInt8] {
        (0..<2 * VectorLayout.halfLength).map { octet in
            let half = octet / VectorLayout.halfLength
            let inHalf = octet % VectorLayout.halfLength / layout.depth
            return half * layout.halfPlaces + inHalf < layout.placesBefore ? 0 : 0xFF
        }
    }

    /// Multiplication by the root to the `places`: what moving by so many places means.
    private func products(root: Int, places: Int) -> [UInt8] {
        NibbleProducts.tables(of: basis.times(CodeRoots.power(root: root, places)))
    }

    private func pairs(places: Int) -> [UInt8] {
        stride(from: 0, to: Self.roots.count, by: 2).flatMap { index in
            let first = products(root: Self.roots[index], places: places)
            let second = products(root: Self.roots[index + 1], places: places)
            return first.prefix(16) + second.prefix(16) + first.suffix(16) + second.suffix(16)
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
