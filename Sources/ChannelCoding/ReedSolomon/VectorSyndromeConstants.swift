#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// What ``VectorSyndromes`` reads but the block.
struct VectorSyndromeConstants: Sendable {
    /// The roots in the order in which their syndromes are stored.
    let roots: [Int]

    private let form: ArithmeticForm
    private let plan: csimd_plan
    private let middleTables: AlignedOctets
    /// Empty for E = 8, which has no other roots.
    private let outerTables: AlignedOctets

    init(code: ReedSolomonCode, basis: SymbolBasis, form: ArithmeticForm) {
        self.form = form
        let layout = VectorLayout(depth: code.interleavingDepth)
        plan = csimd_plan(
            interleaving: layout.depth, columns: layout.columns, halvings: layout.halvings.count,
            single_steps: layout.singleSteps.count)
        let tables = FactorTables(form: form)
        let middle = VectorSyndromeTables(
            roots: Array(CodeRoots.deciding), layout: layout, basis: basis, tables: tables)
        let others = CodeRoots.all(errorCapability: code.errorCapability).filter {
            !CodeRoots.deciding.contains($0)
        }
        let outer = VectorSyndromeTables(
            roots: others, layout: layout, basis: basis, tables: tables)
        // What the routines in C have written out.
        precondition(middle.classes.map(\.count) == [2, 1, 1, 2, 2, 2, 2, 2, 2], "classes")
        precondition(
            others.isEmpty || outer.classes.map(\.count) == [0, 1, 1, 2, 2, 2, 3, 2, 3], "classes")
        roots = middle.roots + outer.roots
        middleTables = AlignedOctets(middle.octets)
        outerTables = AlignedOctets(others.isEmpty ? [] : outer.octets)
    }

    /// Bit k of the result is set when codeword k of the whole `words`, fill included, is dirty.
    func check(
        _ words: UnsafeRawBufferPointer, using memory: inout VectorSyndromeMemory
    ) -> UInt32 {
        guard let base = words.baseAddress else { return 0 }
        let words = unsafe base.assumingMemoryBound(to: UInt8.self)
        let depth = plan.interleaving
        return unsafe memory.withPointers { sums, values in
            unsafe withUnsafePointer(to: plan) { plan in
                unsafe middleTables.withUnsafePointer { tables in
                    if form == .matrices {
                        unsafe csimd_sum_matrices(words, depth, tables, sums)
                        return unsafe csimd_middle_syndromes_matrices(sums, plan, tables, values)
                    }
                    unsafe csimd_sum_nibbles(words, depth, tables, sums)
                    return unsafe csimd_middle_syndromes_nibbles(sums, plan, tables, values)
                }
            }
        }
    }

    /// Computes the syndromes that ``check(_:using:)`` of the same memory has left out.
    func complete(_ memory: inout VectorSyndromeMemory) {
        if outerTables.count == 0 { return }
        _ = unsafe memory.withPointers { sums, values in
            unsafe withUnsafePointer(to: plan) { plan in
                unsafe outerTables.withUnsafePointer { tables in
                    let others = unsafe values + Int(CSIMD_SYNDROMES)
                    return form == .matrices
                        ? unsafe csimd_outer_syndromes_matrices(sums, plan, tables, others)
                        : unsafe csimd_outer_syndromes_nibbles(sums, plan, tables, others)
                }
            }
        }
    }
}
#endif
