#if canImport(CSIMD) && arch(x86_64)
import CSIMD
#endif

/// Add-compare-select over two trellises at once. `csimd_viterbi.h` says how metrics and survivors
/// lie, and why metrics of one octet that wrap around are enough; this is its reference.
struct TrellisPair: Sendable {
    private let usesVectors: Bool
    private let costs = TrellisTables.costs
    private let codes = TrellisTables.codes

    /// Octets of metrics, or of survivors for eight steps, of both trellises.
    static let width = 2 * ConvolutionalCode.states
    /// Levels of eight steps.
    static let symbols = 16

    init(usesVectors: Bool) {
        self.usesVectors = usesVectors && ProcessorFeatures.octetVectors
    }

    /// - Parameters:
    ///   - first: levels of the first trellis, two for each step.
    ///   - second: alike.
    ///   - octets: steps, divided by eight.
    ///   - metrics: changed.
    ///   - survivors: written, ``width`` for each eight steps.
    func run(
        _ first: UnsafePointer<UInt8>, _ second: UnsafePointer<UInt8>, octets: Int,
        metrics: UnsafeMutablePointer<UInt8>, survivors: UnsafeMutablePointer<UInt8>
    ) {
        #if canImport(CSIMD) && arch(x86_64)
        if usesVectors {
            unsafe csimd_trellis_run(
                first, second, octets, costs, codes, metrics, survivors)
            return
        }
        #endif
        unsafe runReference(first, octets, trellis: 0, metrics, survivors)
        unsafe runReference(second, octets, trellis: 1, metrics, survivors)
    }

    /// Where state `state` of a trellis lies.
    @inline(__always)
    static func place(_ state: Int, trellis: Int) -> Int {
        (state & ~15) << 1 | trellis << 4 | state & 15
    }

    private func runReference(
        _ levels: UnsafePointer<UInt8>, _ octets: Int, trellis: Int,
        _ metrics: UnsafeMutablePointer<UInt8>, _ survivors: UnsafeMutablePointer<UInt8>
    ) {
        let states = ConvolutionalCode.states
        unsafe withUnsafeTemporaryAllocation(
            of: UInt8.self, capacity: PlainTrellis.octets
        ) { room in
            guard let base = room.baseAddress else { return }
            var plain = unsafe PlainTrellis(base, codes)
            for state in 0..<states {
                unsafe plain.metrics[state] = metrics[TrellisPair.place(state, trellis: trellis)]
            }
            for octet in 0..<octets {
                unsafe plain.survivors.update(repeating: 0, count: states)
                for step in 0..<8 {
                    let at = TrellisPair.symbols * octet + 2 * step
                    let pair = unsafe Int(levels[at]) | Int(levels[at + 1]) << 8
                    unsafe plain.step(costs: costs[pair])
                }
                for state in 0..<states {
                    let place = TrellisPair.place(state, trellis: trellis)
                    unsafe survivors[TrellisPair.width * octet + place] = plain.survivors[state]
                }
            }
            for state in 0..<states {
                unsafe metrics[TrellisPair.place(state, trellis: trellis)] = plain.metrics[state]
            }
        }
    }
}
