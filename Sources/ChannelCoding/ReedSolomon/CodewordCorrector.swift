/// Finds the errors of one dirty codeword: syndromes, error locator, its zeros (Chien), the
/// values there (Forney), and a proof that the result is a codeword.
///
/// All work is done in the conventional basis, in memory that was set aside at the start.
struct CodewordCorrector: Sendable {
    private let code: ReedSolomonCode
    private let basis: SymbolBasis
    /// Row p: the roots to the power 254 − p; so the syndromes are rows times symbols.
    private let rootPowers: SymbolRows
    private let places: PlacePolynomials
    /// α¹¹⁽ᵖ⁺¹⁾⁽¹²⁸⁻ᴱ⁾ for each place p: Forney's factor for roots that do not begin at one.
    private let valueFactors: [UInt8]
    private var symbols: [UInt8]
    private var syndromes = [UInt8](repeating: 0, count: 32)
    private var locatorValues = PlacePolynomials.Values()
    private var evaluatorValues = PlacePolynomials.Values()

    init(code: ReedSolomonCode, basis: SymbolBasis) {
        self.code = code
        self.basis = basis
        let first = CodeRoots.first(errorCapability: code.errorCapability)
        rootPowers = SymbolRows(width: 32, count: GaloisField256.order) { place, index in
            guard index < 2 * code.errorCapability else { return 0 }
            return CodeRoots.power(root: first + index, GaloisField256.order - 1 - place)
        }
        places = PlacePolynomials()
        valueFactors = (0..<GaloisField256.order).map { CodeRoots.power(root: first, $0 + 1) }
        symbols = [UInt8](repeating: 0, count: GaloisField256.order)
        for (place, octet) in code.fill.enumerated() {
            symbols[place] = basis.toConventional[Int(octet)]
        }
    }

    /// Looks for the errors of codeword `lane` of the interleaved `codeblock`.
    ///
    /// - Returns: whether `errors` turn the codeword into one of the code, at no more places than
    ///   the code corrects and none inside the virtual fill.
    mutating func locateErrors(
        _ codeblock: UnsafeRawBufferPointer, codeword lane: Int, into errors: inout CodewordErrors
    ) -> Bool {
        errors.removeAll()
        unsafe gather(codeblock, codeword: lane)
        for index in syndromes.indices { syndromes[index] = 0 }
        rootPowers.addAll(times: symbols, to: &syndromes)
        guard
            let locator = ErrorLocatorPolynomial(
                syndromes: syndromes, errorCapability: code.errorCapability),
            findPlaces(locator, &errors)
        else { return false }
        return correctionsCancelSyndromes(&errors)
    }

    private mutating func gather(_ codeblock: UnsafeRawBufferPointer, codeword lane: Int) {
        var at = lane
        for place in code.fill.count..<symbols.count {
            symbols[place] = unsafe basis.toConventional[Int(codeblock[at])]
            at += code.interleavingDepth
        }
    }

    /// Zeros of the locator are places, the evaluator's value there gives the error.
    private mutating func findPlaces(
        _ locator: ErrorLocatorPolynomial, _ errors: inout CodewordErrors
    ) -> Bool {
        let field = GaloisMultiplier()
        places.evaluate(locator.coefficients, count: locator.errorCount + 1, into: &locatorValues)
        for place in 0..<GaloisField256.order where locatorValues.isZero(at: place) {
            guard place >= code.fill.count, errors.count < locator.errorCount else { return false }
            errors.append(SymbolError(place: place, change: 0))
        }
        guard errors.count == locator.errorCount else { return false }

        let evaluator = evaluatorPolynomial(locator)
        places.evaluate(evaluator, count: locator.errorCount, into: &evaluatorValues)
        for index in 0..<errors.count {
            let place = errors[index].place
            let slope = locatorValues.odd[place]
            guard slope != 0 else { return false }
            let quotient = field.quotient(evaluatorValues.sum(at: place), slope)
            errors.setChange(field.product(valueFactors[place], quotient), at: index)
        }
        return true
    }

    /// Ω(x) = S(x)·Λ(x), whose degree is less than the number of errors.
    private func evaluatorPolynomial(
        _ locator: ErrorLocatorPolynomial
    ) -> InlineArray<17, UInt8> {
        let field = GaloisMultiplier()
        var evaluator = InlineArray<17, UInt8>(repeating: 0)
        for degree in 0..<locator.errorCount {
            for index in 0...degree {
                evaluator[degree] ^= field.product(
                    locator.coefficients[index], syndromes[degree - index])
            }
        }
        return evaluator
    }

    /// Adds the errors' own syndromes to the received ones: nothing must be left, or the result
    /// would not be a codeword. Turns the errors into the basis of the wire.
    private mutating func correctionsCancelSyndromes(_ errors: inout CodewordErrors) -> Bool {
        for index in 0..<errors.count {
            let error = errors[index]
            guard error.change != 0 else { return false }
            rootPowers.add(times: error.change, row: error.place, to: &syndromes)
            errors.setChange(basis.toWire[Int(error.change)], at: index)
        }
        return syndromes.allSatisfy { $0 == 0 }
    }
}
