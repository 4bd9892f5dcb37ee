#if canImport(CSIMD) && arch(x86_64)
import CSIMD

/// Decides which codewords are clean, 32 octets at a time; `csimd_reed_solomon.h` says how.
struct VectorCheck: Sendable {
    /// Places in one of the three rows that a codeword is laid out in.
    private static let rowPlaces = GaloisField256.order / 3

    /// Room in front of and behind the rows for vectors that reach over an edge.
    private static let margin = 32

    private var plan: csimd_check_plan
    private let tables: [UInt8]
    /// The whole codewords, virtual fill in front, so that no vector leaves memory of its own.
    private var rows: [UInt8]
    private let blockStart: Int
    private let firstVector: Int

    init(code: ReedSolomonCode, basis: SymbolBasis) {
        let layout = VectorLayout(depth: code.interleavingDepth, rowPlaces: Self.rowPlaces)
        plan = csimd_check_plan(
            interleaving: layout.depth, row_length: layout.depth * Self.rowPlaces,
            columns: layout.columns, half_stride: layout.halfPlaces * layout.depth,
            halvings: layout.halvings.count, single_steps: layout.singleSteps.count)
        precondition(plan.columns <= Int(CSIMD_MAXIMUM_COLUMNS), "columns of a row")
        tables = VectorCheckTables(layout: layout, basis: basis).octets
        blockStart = Self.margin + code.fill.count * layout.depth
        firstVector = Self.margin - layout.placesBefore * layout.depth
        rows = Array(repeating: 0, count: 2 * Self.margin + GaloisField256.order * layout.depth)
        for (place, octet) in code.fill.enumerated() {
            for lane in 0..<layout.depth {
                rows[Self.margin + place * layout.depth + lane] = octet
            }
        }
    }

    /// Bit k of the result is set when codeword k is not in the code.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        precondition(blockStart + codeblock.count + Self.margin == rows.count, "codeblock length")
        unsafe rows.withUnsafeMutableBytes { rows in
            unsafe UnsafeMutableRawBufferPointer(rebasing: rows[blockStart...])
                .copyMemory(from: codeblock)
        }
        return unsafe rows.withUnsafeBufferPointer { rows in
            guard let start = rows.baseAddress else { return 0 }
            return unsafe csimd_dirty_codewords(start + firstVector, &plan, tables)
        }
    }
}
#endif
