#if canImport(CSIMD) && arch(x86_64) && !PLAIN_SWIFT
import CSIMD

/// Finds the errors of dirty codewords from their syndromes, 32 symbols at a time;
/// `csimd_errors.inc` says how.
struct VectorCorrector: Sendable {
    private let errorCapability: Int32
    private let firstPlace: Int32
    private let form: ArithmeticForm
    private let tables: AlignedOctets

    init(code: ReedSolomonCode, basis: SymbolBasis, form: ArithmeticForm) {
        errorCapability = Int32(code.errorCapability)
        firstPlace = Int32(code.fill.count)
        self.form = form
        let constants = VectorCorrectorTables(
            code: code, basis: basis, tables: FactorTables(form: form))
        tables = AlignedOctets(constants.octets)
        precondition(
            tables.count == Int(CSIMD_POWERS) + VectorCorrectorTables.powersLength(form: form),
            "length of the tables")
    }

    /// Looks for the errors of codeword `lane`.
    ///
    /// - Returns: whether there are no more than the code corrects, none inside the virtual fill,
    ///   and the result is a codeword.
    func locateErrors(
        _ syndromes: VectorSyndromes, codeword lane: Int, into errors: inout CodewordErrors
    ) -> Bool {
        let count = unsafe errors.withUnsafePointers { places, changes in
            unsafe tables.withUnsafePointer { tables in
                form == .matrices
                    ? unsafe csimd_locate_errors_matrices(
                        syndromes.values, syndromes.order, lane, errorCapability, firstPlace,
                        tables, places, changes)
                    : unsafe csimd_locate_errors_nibbles(
                        syndromes.values, syndromes.order, lane, errorCapability, firstPlace,
                        tables, places, changes)
            }
        }
        errors.setCount(max(0, Int(count)))
        return count >= 0
    }
}
#endif
