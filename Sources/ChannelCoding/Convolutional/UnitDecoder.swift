/// A unit of the symbol stream, as places in a buffer of received symbols.
struct SymbolUnit {
    /// The first symbol: a period begins here.
    var start: Int
    /// Symbols of the unit, at most ``UnitGeometry/symbols``.
    var count: Int
    /// Symbols that may be used for the lead and the depth as well.
    var usable: Range<Int>
    /// How its pairs are turned.
    var layout: Int
}

/// Decodes units, two at a time, in memory of its own.
struct UnitDecoder: Sendable {
    private let workings: UnitWorkings
    private var memory: [UInt8]

    init(
        _ code: ConvolutionalCode, _ form: SymbolForm, layouts: [SymbolAlignment],
        usesVectors: Bool
    ) {
        workings = UnitWorkings(code, form, layouts: layouts, usesVectors: usesVectors)
        memory = [UInt8](repeating: 0, count: workings.places.end)
    }

    /// Decodes one unit or two; their bits stay until the next call.
    ///
    /// - Returns: how the symbols of each agree with its bits.
    mutating func decode(
        _ first: SymbolUnit, _ second: SymbolUnit?, in symbols: [UInt8]
    ) -> (SymbolAgreement, SymbolAgreement) {
        let workings = workings
        return unsafe memory.withUnsafeMutableBufferPointer { memory in
            unsafe symbols.withUnsafeBytes { symbols in
                guard let base = memory.baseAddress else { return (.init(), .init()) }
                return unsafe workings.decode(first, second, symbols, base)
            }
        }
    }

    /// Appends the first `count` octets of the unit that was decoded first, or second.
    func append(second: Bool = false, _ count: Int, to bits: inout [UInt8]) {
        let places = workings.places
        let start = (second ? places.bits.1 : places.bits.0) + 1
        bits.append(contentsOf: memory[start..<start + min(count, workings.geometry.octets)])
    }
}

/// The steps of decoding a unit.
private struct UnitWorkings: Sendable {
    let geometry: UnitGeometry
    let places: UnitMemory
    private let quantizer: SymbolQuantizer
    private let trellis: TrellisPair
    private let comparison: SymbolComparison
    private let layouts: [SymbolLayout]

    init(
        _ code: ConvolutionalCode, _ form: SymbolForm, layouts: [SymbolAlignment],
        usesVectors: Bool
    ) {
        geometry = UnitGeometry(code)
        places = UnitMemory(geometry)
        quantizer = SymbolQuantizer(form, usesVectors: usesVectors)
        trellis = TrellisPair(usesVectors: usesVectors)
        comparison = SymbolComparison(usesVectors: usesVectors)
        self.layouts = layouts.map { SymbolLayout(code, $0) }
    }

    func decode(
        _ first: SymbolUnit, _ second: SymbolUnit?, _ symbols: UnsafeRawBufferPointer,
        _ memory: UnsafeMutablePointer<UInt8>
    ) -> (SymbolAgreement, SymbolAgreement) {
        unsafe prepare(first, symbols, memory, memory + places.steps.0)
        // A second trellis costs nothing; without a second unit it does the first one's work.
        var steps = places.steps.0
        if let second {
            steps = places.steps.1
            unsafe prepare(second, symbols, memory, memory + steps)
        }
        let metrics = unsafe memory + places.metrics
        for place in 0..<TrellisPair.width { unsafe metrics[place] = 0 }
        unsafe trellis.run(
            memory + places.steps.0, memory + steps, octets: geometry.trellisOctets,
            metrics: metrics, survivors: memory + places.survivors)
        let agreement = unsafe trace(memory, trellis: 0, places.steps.0, places.bits.0)
        guard second != nil else { return (agreement, .init()) }
        return unsafe (agreement, trace(memory, trellis: 1, steps, places.bits.1))
    }

    /// Levels of a unit with lead and depth, where they belong; zero where there are no symbols.
    private func prepare(
        _ unit: SymbolUnit, _ symbols: UnsafeRawBufferPointer,
        _ memory: UnsafeMutablePointer<UInt8>, _ steps: UnsafeMutablePointer<UInt8>
    ) {
        let from = unit.start - geometry.leadSymbols
        let lower = max(from, unit.usable.lowerBound)
        let upper = max(lower, min(from + geometry.stagedSymbols, unit.usable.upperBound))
        let own = unit.start..<max(unit.start, min(unit.start + unit.count, upper))
        let gain = unsafe quantizer.gain(for: UnsafeRawBufferPointer(rebasing: symbols[own]))
        let levels = unsafe memory + places.levels
        for place in 0..<lower - from { unsafe levels[place] = 0 }
        unsafe quantizer.levels(
            UnsafeRawBufferPointer(rebasing: symbols[lower..<upper]), gain: gain,
            to: levels + (lower - from))
        for place in upper - from..<geometry.stagedSymbols { unsafe levels[place] = 0 }
        unsafe layouts[unit.layout].distribute(
            levels, count: geometry.stagedSymbols, to: steps + 2 * UnitGeometry.silentSteps)
    }

    /// The bits of one trellis, and how they agree with its symbols.
    private func trace(
        _ memory: UnsafeMutablePointer<UInt8>, trellis: Int, _ steps: Int, _ bits: Int
    ) -> SymbolAgreement {
        // The bits that fall out of the register in an octet's last step are those of the octet
        // before: the silent steps in front see to that.
        let first = geometry.leadOctets
        let state = unsafe SurvivorTrace.best(memory + places.metrics, trellis: trellis)
        unsafe SurvivorTrace.decode(
            memory + places.survivors, octets: geometry.trellisOctets, trellis: trellis,
            from: state, wanted: first..<first + geometry.octets + 1, to: memory + bits)
        let levels = steps + 2 * UnitGeometry.silentSteps + TrellisPair.symbols * first
        return unsafe comparison.compare(
            memory + bits + 1, count: geometry.octets, memory + levels)
    }
}
