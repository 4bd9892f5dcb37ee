/// Turns frames into the bodies of CADUs: code, then randomizer; and puts symbol errors in.
struct CaduEncoder {
    let format: ChannelFormat
    private let encoder: CodeblockEncoder?

    init(_ format: ChannelFormat) {
        self.format = format
        self.encoder = format.code.map { CodeblockEncoder($0) }
    }

    /// The body without errors, as a receiver would have to find it.
    func body(of frame: [UInt8]) -> [UInt8] {
        randomized(encoder?.encode(frame) ?? frame)
    }

    /// The body with the errors of `faults`.
    func damagedBody(
        of frame: [UInt8], clean: [UInt8], faults: [StreamFault],
        using generator: inout SeededGenerator
    ) -> [UInt8] {
        var body = clean
        for case .fillErrors(let count) in faults {
            body = fillErrors(count, frame: frame, using: &generator)
        }
        for case .symbolErrors(let count, let codeword, let place) in faults {
            let depth = format.code?.interleaving ?? 1
            precondition((codeword ?? 0) < depth, "there is no codeword \(codeword ?? 0)")
            for lane in 0..<depth where codeword == nil || codeword == lane {
                let errors = symbolErrors(
                    count, place: place, length: body.count / depth, using: &generator)
                for (symbol, error) in errors { body[symbol * depth + lane] ^= error }
            }
        }
        for case .anySymbolErrors(let count, let lane) in faults {
            let depth = format.code?.interleaving ?? 1
            for symbol in generator.distinct(count, in: 0..<body.count / depth) {
                body[symbol * depth + lane] ^= generator.nonZeroOctet()
            }
        }
        return body
    }

    private func randomized(_ octets: [UInt8]) -> [UInt8] {
        format.randomizer?.applied(to: octets) ?? octets
    }

    /// Codewords of another fill: the data are the same, the parity is not.
    private func fillErrors(
        _ count: Int, frame: [UInt8], using generator: inout SeededGenerator
    ) -> [UInt8] {
        guard let encoder, let code = format.code, count <= code.errorCapability else {
            preconditionFailure("errors inside the fill need a code, and no more than E of them")
        }
        var fill = code.fill
        for place in generator.distinct(count, in: 0..<fill.count) {
            fill[place] ^= generator.nonZeroOctet()
        }
        return randomized(encoder.encode(frame, fill: fill))
    }

    /// Different symbols of one codeword and what is added to them.
    private func symbolErrors(
        _ count: Int, place: StreamFault.Place, length: Int, using generator: inout SeededGenerator
    ) -> [(symbol: Int, error: UInt8)] {
        // Patterns within reach of another codeword have a chance of 1/E!; 100 draws always do.
        for _ in 0..<100 {
            let symbols = generator.distinct(count, in: range(of: place, count, length: length))
            let errors = symbols.map { (symbol: $0, error: generator.nonZeroOctet()) }
            guard let code = format.code, count > code.errorCapability else { return errors }
            var pattern = [UInt8](repeating: 0, count: 255)
            for (symbol, error) in errors { pattern[code.fill.count + symbol] = error }
            if ErrorReach.of(pattern, format: code).isRejected(fill: code.fill.count) {
                return errors
            }
        }
        preconditionFailure("no \(count) symbol errors are uncorrectable")
    }

    private func range(of place: StreamFault.Place, _ count: Int, length: Int) -> Range<Int> {
        switch place {
        case .anywhere: 0..<length
        case .besideFill: 0..<count
        case .parity: max(0, length - max(count, 2 * (format.code?.errorCapability ?? 1)))..<length
        }
    }
}

extension ErrorReach {
    /// A decoder rejects it: nothing within reach, or only what would change the fill.
    func isRejected(fill: Int) -> Bool {
        switch self {
        case .beyond: true
        case .within(let places): places.contains { $0 < fill }
        }
    }
}
