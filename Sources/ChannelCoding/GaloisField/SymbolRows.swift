/// A matrix over GF(2⁸), and the one operation with it that a dirty codeword needs: adding rows,
/// each times a factor.
///
/// Syndromes are rows of root powers times received symbols; a polynomial's values at all places
/// are rows of place powers times its coefficients.
struct SymbolRows: Sendable {
    /// Symbols in a row.
    let width: Int
    private let symbols: [UInt8]

    init(width: Int, count: Int, symbol: (_ row: Int, _ column: Int) -> UInt8) {
        precondition(width > 0, "a row has symbols")
        self.width = width
        var symbols: [UInt8] = []
        symbols.reserveCapacity(width * count)
        for row in 0..<count {
            for column in 0..<width { symbols.append(symbol(row, column)) }
        }
        self.symbols = symbols
    }

    var count: Int { symbols.count / width }

    /// Adds `factor` times one row to `sum`.
    func add(times factor: UInt8, row: Int, to sum: inout [UInt8]) {
        precondition(row >= 0 && row < count && sum.count >= width, "rows")
        if factor == 0 { return }
        addRow(row, times: factor, to: &sum)
    }

    /// Adds `factors[k]` times row k to `sum`, for all rows.
    func addAll(times factors: [UInt8], to sum: inout [UInt8]) {
        precondition(factors.count == count && sum.count >= width, "rows")
        for row in 0..<count where factors[row] != 0 {
            addRow(row, times: factors[row], to: &sum)
        }
    }

    private func addRow(_ row: Int, times factor: UInt8, to sum: inout [UInt8]) {
        unsafe NibbleProducts.all.withUnsafeBufferPointer { products in
            unsafe symbols.withUnsafeBufferPointer { symbols in
                unsafe sum.withUnsafeMutableBufferPointer { sum in
                    let low = Int(factor) * NibbleProducts.length
                    let high = low + NibbleProducts.length / 2
                    for column in 0..<width {
                        let symbol = unsafe Int(symbols[row * width + column])
                        unsafe sum[column] ^=
                            products[low + (symbol & 15)] ^ products[high + (symbol >> 4)]
                    }
                }
            }
        }
    }
}
