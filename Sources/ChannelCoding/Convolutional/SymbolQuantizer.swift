#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// Turns symbols as received into levels: which symbol (``SymbolLayout/mark``), and how sure, 0 to
/// 12; so much and no more keeps all differences of metrics in an octet (`csimd_viterbi.h`).
struct SymbolQuantizer: Sendable {
    let form: SymbolForm
    private let usesVectors: Bool

    /// Level of a decided symbol, and the most that a soft one gets.
    static let certain: UInt8 = 12

    /// Level of a symbol of the usual magnitude, times 512, so that about one and a half times it
    /// is certain. More room for strong ones costs more by rounding than it gains: with these no
    /// more bits are wrong than with all 8 bits of the symbols (measured at every rate).
    private static let usual: UInt64 = 31 * 512 / 4
    /// Products of magnitudes stay in 16 bits.
    private static let maximumGain: UInt64 = 509

    /// Of each octet of decided symbols, their levels.
    private static let decided: [UInt64] = (0..<256).map { octet in
        (0..<8).reduce(0) { levels, bit in
            let mark = octet & (0x80 >> bit) != 0 ? SymbolLayout.mark : 0
            return levels | UInt64(certain | mark) << (8 * UInt64(bit))
        }
    }

    init(_ form: SymbolForm, usesVectors: Bool) {
        self.form = form
        self.usesVectors = usesVectors && ProcessorFeatures.octetVectors
    }

    // MARK: receiving

    /// Appends the symbols of received octets: levels of decided ones, soft ones as they are.
    func receive(_ octets: UnsafeRawBufferPointer, to room: UnsafeMutableRawBufferPointer) {
        guard form == .hard else { return unsafe room.copyMemory(from: octets) }
        precondition(room.count >= 8 * octets.count, "room for symbols")
        let decided = SymbolQuantizer.decided
        for index in octets.indices {
            let levels = unsafe decided[Int(octets[index])]
            unsafe room.storeBytes(
                of: levels.littleEndian, toByteOffset: 8 * index, as: UInt64.self)
        }
    }

    // MARK: levels

    /// What magnitudes are multiplied by to become 512 times levels.
    func gain(for symbols: UnsafeRawBufferPointer) -> UInt16 {
        guard form != .hard else { return 0 }
        let sum = unsafe max(1, magnitudes(symbols))
        let count = UInt64(symbols.count)
        return UInt16(min(SymbolQuantizer.maximumGain, SymbolQuantizer.usual * count / sum))
    }

    private func magnitudes(_ symbols: UnsafeRawBufferPointer) -> UInt64 {
        var sum: UInt64 = 0
        var done = 0
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors, let base = symbols.baseAddress {
            done = symbols.count / 32 * 32
            sum = unsafe csimd_symbol_magnitudes(
                base.assumingMemoryBound(to: UInt8.self), done, form.flip)
        }
        #endif
        for index in done..<symbols.count {
            let value = unsafe Int8(bitPattern: symbols[index] ^ form.flip)
            sum += UInt64(value.magnitude)
        }
        return sum
    }

    /// The levels of symbols.
    func levels(
        _ symbols: UnsafeRawBufferPointer, gain: UInt16, to levels: UnsafeMutablePointer<UInt8>
    ) {
        guard form != .hard else {
            unsafe UnsafeMutableRawBufferPointer(start: levels, count: symbols.count)
                .copyMemory(from: symbols)
            return
        }
        var done = 0
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors, let base = symbols.baseAddress {
            done = unsafe csimd_symbol_levels(
                base.assumingMemoryBound(to: UInt8.self), symbols.count, form.flip, gain,
                SymbolQuantizer.certain, levels)
        }
        #endif
        for index in done..<symbols.count {
            let value = unsafe Int8(bitPattern: symbols[index] ^ form.flip)
            let scaled = (UInt32(value.magnitude) * UInt32(gain) + 256) >> 9
            // A symbol that leans to a side at all counts as the side's.
            let strength = max(1, min(SymbolQuantizer.certain, UInt8(truncatingIfNeeded: scaled)))
            let level = strength | (value > 0 ? SymbolLayout.mark : 0)
            unsafe levels[index] = value == 0 ? 0 : level
        }
    }
}
