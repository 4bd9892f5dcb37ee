#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// Syndromes of all codewords of a block, 32 octets at a time; `csimd_syndromes.inc` says how.
///
/// Those at ``CodeRoots/deciding`` tell which codewords are clean. The others of E = 16 are
/// computed only for a block that is not.
struct VectorSyndromes: Sendable {
    /// Syndromes as the vectors leave them: of sixteen roots, and of the other sixteen.
    private(set) var values: [UInt8]
    /// For each root of the code, in its order, where its syndromes are in ``values``.
    let order: [UInt16]

    private let form: ArithmeticForm
    private var plan: csimd_plan
    private let middleTables: [UInt8]
    /// Empty for E = 8, which has no other roots.
    private let outerTables: [UInt8]
    /// The whole codewords where there is virtual fill in front of them.
    private var filled: [UInt8] = []
    private let fillLength: Int
    private let blockLength: Int

    /// Octets that the syndromes of one root take.
    private static let stride = 16

    init(code: ReedSolomonCode, basis: SymbolBasis, form: ArithmeticForm) {
        self.form = form
        let layout = VectorLayout(depth: code.interleavingDepth)
        plan = csimd_plan(
            interleaving: layout.depth, row_length: layout.depth * VectorLayout.rowPlaces,
            columns: layout.columns, half_stride: layout.halfPlaces * layout.depth,
            halvings: layout.halvings.count, single_steps: layout.singleSteps.count)
        precondition(plan.columns <= Int(CSIMD_MAXIMUM_COLUMNS), "columns of a row")
        let roots = CodeRoots.all(errorCapability: code.errorCapability)
        let tables = FactorTables(form: form)
        let middle = VectorSyndromeTables(
            roots: Array(CodeRoots.deciding), layout: layout, basis: basis, tables: tables)
        let others = roots.filter { !CodeRoots.deciding.contains($0) }
        let outer = VectorSyndromeTables(
            roots: others, layout: layout, basis: basis, tables: tables)
        middleTables = middle.octets
        outerTables = others.isEmpty ? [] : outer.octets
        let places = middle.roots + outer.roots
        order = roots.map { UInt16((places.firstIndex(of: $0) ?? 0) * Self.stride) }
        values = Array(repeating: 0, count: 2 * Int(CSIMD_SYNDROMES))
        blockLength = code.codeblockLength
        fillLength = code.fill.count * layout.depth
        if fillLength > 0 {
            filled = code.fill.flatMap { Array(repeating: $0, count: layout.depth) }
            filled += Array(repeating: 0, count: blockLength)
        }
    }

    /// Bit k of the result is set when codeword k is not in the code.
    mutating func dirtyCodewords(_ codeblock: UnsafeRawBufferPointer) -> UInt32 {
        precondition(codeblock.count == blockLength, "codeblock length")
        if fillLength > 0 {
            unsafe filled.withUnsafeMutableBytes { filled in
                unsafe UnsafeMutableRawBufferPointer(rebasing: filled[fillLength...])
                    .copyMemory(from: codeblock)
            }
        }
        return unsafe compute(codeblock, middleTables, isOuter: false)
    }

    /// Computes what is missing in ``values`` for the block that was last asked for.
    mutating func complete(_ codeblock: UnsafeRawBufferPointer) {
        precondition(codeblock.count == blockLength, "codeblock length")
        if outerTables.isEmpty { return }
        _ = unsafe compute(codeblock, outerTables, isOuter: true)
    }

    private mutating func compute(
        _ codeblock: UnsafeRawBufferPointer, _ tables: [UInt8], isOuter: Bool
    ) -> UInt32 {
        if fillLength > 0 {
            return unsafe filled.withUnsafeBufferPointer { filled in
                guard let block = filled.baseAddress else { return 0 }
                return unsafe compute(block, tables, isOuter)
            }
        }
        guard let block = codeblock.baseAddress else { return 0 }
        return unsafe compute(block.assumingMemoryBound(to: UInt8.self), tables, isOuter)
    }

    private mutating func compute(
        _ block: UnsafePointer<UInt8>, _ tables: [UInt8], _ isOuter: Bool
    ) -> UInt32 {
        unsafe values.withUnsafeMutableBufferPointer { values in
            guard let values = values.baseAddress else { return 0 }
            let others = unsafe values + Int(CSIMD_SYNDROMES)
            return switch (form, isOuter) {
            case (.matrices, false):
                unsafe csimd_middle_syndromes_matrices(block, &plan, tables, values)
            case (.matrices, true):
                unsafe csimd_outer_syndromes_matrices(block, &plan, tables, others)
            case (_, false):
                unsafe csimd_middle_syndromes_nibbles(block, &plan, tables, values)
            case (_, true):
                unsafe csimd_outer_syndromes_nibbles(block, &plan, tables, others)
            }
        }
    }
}
#endif
