#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// How received symbols agree with those that the decoded bits would have been sent as.
public struct SymbolAgreement: Sendable, Hashable {
    /// Symbols that were compared: those that say anything.
    public internal(set) var compared: UInt64 = 0
    /// Of those, the ones that differ. As long as the decoder corrects everything, that is the
    /// channel's symbol errors.
    public internal(set) var differing: UInt64 = 0
    /// How sure the compared symbols were, all together.
    var weight: UInt64 = 0
    /// Of that, the part of the ones that differ.
    var lostWeight: UInt64 = 0

    static func += (left: inout SymbolAgreement, right: SymbolAgreement) {
        left.compared += right.compared
        left.differing += right.differing
        left.weight += right.weight
        left.lostWeight += right.lostWeight
    }
}

/// Encodes decoded bits again and compares.
struct SymbolComparison: Sendable {
    private let usesVectors: Bool
    private let spread = TrellisTables.spread

    init(usesVectors: Bool) {
        self.usesVectors = usesVectors && ProcessorFeatures.octetVectors
    }

    /// Compares `count` octets of decoded bits with their levels.
    ///
    /// - Parameters:
    ///   - octets: the first octet; one more lies before it.
    ///   - levels: two for each bit, from the first one's on.
    func compare(
        _ octets: UnsafePointer<UInt8>, count: Int, _ levels: UnsafePointer<UInt8>
    ) -> SymbolAgreement {
        var agreement = SymbolAgreement()
        var done = 0
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors {
            var counted = csimd_agreement(compared: 0, differing: 0, weight: 0, lost_weight: 0)
            done = unsafe csimd_compare_symbols(octets, count, levels, spread, &counted)
            agreement.compared = counted.compared
            agreement.differing = counted.differing
            agreement.weight = counted.weight
            agreement.lostWeight = counted.lost_weight
        }
        #endif
        for index in done..<count {
            unsafe compare(octets + index, levels + 16 * index, &agreement)
        }
        return agreement
    }

    /// One octet, bit by bit.
    private func compare(
        _ octet: UnsafePointer<UInt8>, _ levels: UnsafePointer<UInt8>,
        _ agreement: inout SymbolAgreement
    ) {
        let bits = unsafe Int(octet[-1]) << 8 | Int(octet[0])
        for step in 0..<8 {
            // The newest bit of a register is its lowest: time runs to the right.
            let register = bits >> (7 - step)
            for (symbol, taps) in [ConvolutionalCode.firstTaps, ConvolutionalCode.secondTaps]
                .enumerated()
            {
                let level = unsafe levels[2 * step + symbol]
                let strength = UInt64(level & 15)
                guard strength > 0 else { continue }
                let sent = (register & taps).nonzeroBitCount & 1
                agreement.compared += 1
                agreement.weight += strength
                if Int(level >> 4) != sent {
                    agreement.differing += 1
                    agreement.lostWeight += strength
                }
            }
        }
    }
}
