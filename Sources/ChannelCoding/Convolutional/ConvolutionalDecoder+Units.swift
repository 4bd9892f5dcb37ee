/// Deciding on units: which alignment they have, and which of their bits go out.
extension ConvolutionalDecoder {
    /// Decides on every unit that is there with what it needs behind it; at the stream's end, on
    /// everything.
    mutating func work(isLast: Bool, _ bits: inout [UInt8]) {
        // Every turn takes symbols away or, once per unit, starts to hold one.
        while true {
            let goesOn =
                state == .search ? search(isLast, &bits) : proceed(isLast, &bits)
            guard goesOn else { return }
        }
    }

    /// Symbols that a unit at `start` may take, of which it needs all unless the stream ends.
    private func unit(at start: Int, layout: Int, from lower: Int) -> SymbolUnit {
        SymbolUnit(
            start: start, count: min(UnitGeometry.symbols, received - start),
            usable: min(lower, start)..<received, layout: layout)
    }

    /// Everything that any candidate at `start` looks at is there.
    private func isComplete(_ start: Int) -> Bool {
        let reach = UnitGeometry.symbols + geometry.depthSymbols
        return start + reach + SymbolAlignment.cycle(of: code) <= received
    }

    // MARK: SEARCH

    private mutating func search(_ isLast: Bool, _ bits: inout [UInt8]) -> Bool {
        let start = position + (holdsUnit ? UnitGeometry.symbols : 0)
        guard isComplete(start) || isLast else { return false }
        if let candidate = bestCandidate(at: start) {
            take(candidate, realigns: wasLocked)
            return true
        }
        guard start < received else {
            counts.unlockedSymbols += UInt64(received - position)
            position = received
            return false
        }
        if holdsUnit || start + UnitGeometry.symbols > received {
            let skipped = min(UnitGeometry.symbols, received - position)
            counts.unlockedSymbols += UInt64(skipped)
            position += skipped
        } else {
            holdsUnit = true
        }
        return true
    }

    /// The candidate that explains the symbols from `start` on best, if any does.
    private mutating func bestCandidate(at start: Int) -> Int? {
        var best: (index: Int, agreement: SymbolAgreement)?
        var others = SymbolAgreement()
        func consider(_ index: Int, _ agreement: SymbolAgreement) {
            if let known = best {
                guard limits.isBetter(agreement, than: known.agreement) else {
                    return others += agreement
                }
                others += known.agreement
            }
            best = (index, agreement)
        }
        func candidate(_ index: Int) -> SymbolUnit? {
            guard index < candidates.count else { return nil }
            let place = start + candidates[index].offset
            guard place < received else { return nil }
            return unit(at: place, layout: candidateLayouts[index], from: place)
        }
        for index in stride(from: 0, to: candidates.count, by: 2) {
            guard let first = candidate(index) else { continue }
            let second = candidate(index + 1)
            let result = units.decode(first, second, in: buffer)
            consider(index, result.0)
            if second != nil { consider(index + 1, result.1) }
        }
        guard let best, limits.isMet(by: best.agreement, others: others) else { return nil }
        limits.calibrate(others)
        return best.index
    }

    /// Takes an alignment from ``position`` on.
    private mutating func take(_ index: Int, realigns: Bool) {
        let candidate = candidates[index]
        let offset = min(candidate.offset, received - position)
        counts.offsetSymbols += UInt64(offset)
        if realigns, offset > 0 || layout != candidateLayouts[index] { counts.realignments += 1 }
        position += offset
        alignedFrom = position
        layout = candidateLayouts[index]
        alignment = candidate
        unexplained = 0
        wasLocked = true
        change(to: .lock)
    }

    /// Notes the state that holds from ``position`` on.
    mutating func change(to state: SymbolState) {
        self.state = state
        changes.append(
            SymbolChange(
                state: state, alignment: alignment,
                symbol: counts.symbols - UInt64(received - position), octet: counts.octets))
    }

    // MARK: LOCK, FLYWHEEL

    private mutating func proceed(_ isLast: Bool, _ bits: inout [UInt8]) -> Bool {
        guard isComplete(position) || isLast && position < received else { return false }
        let first = unit(at: position, layout: layout, from: alignedFrom)
        let next = position + UnitGeometry.symbols
        let hasSecond = isComplete(next) && !holdsUnit
        let second = hasSecond ? unit(at: next, layout: layout, from: alignedFrom) : nil
        let agreements = units.decode(first, second, in: buffer)
        if holdsUnit {
            // It was kept for the unit behind it, which was explained.
            holdsUnit = false
            emit(first, agreements.0, &bits)
            return true
        }
        guard isExplained(first, agreements.0) else {
            return replace(first, agreements.0, &bits)
        }
        accept(first, agreements.0, &bits)
        if let second, limits.isMet(by: agreements.1) {
            accept(second, agreements.1, &bits, isSecond: true)
        }
        return true
    }

    /// The end of a stream may be too short to say anything.
    private func isExplained(_ unit: SymbolUnit, _ agreement: SymbolAgreement) -> Bool {
        limits.isMet(by: agreement) || unit.count < Int(AgreementLimits.fewestSymbols)
    }

    private mutating func accept(
        _ unit: SymbolUnit, _ agreement: SymbolAgreement, _ bits: inout [UInt8],
        isSecond: Bool = false
    ) {
        unexplained = 0
        if state != .lock { change(to: .lock) }
        emit(unit, agreement, &bits, isSecond: isSecond)
    }

    /// The unit is not explained: by another alignment, then, or it stays as it is.
    private mutating func replace(
        _ unit: SymbolUnit, _ agreement: SymbolAgreement, _ bits: inout [UInt8]
    ) -> Bool {
        let best = bestCandidate(at: position)
        if let best, candidates[best].offset > 0 || candidateLayouts[best] != layout {
            take(best, realigns: true)
            return true
        }
        // The candidates have been decoded over it.
        _ = units.decode(unit, nil, in: buffer)
        if best != nil {
            accept(unit, agreement, &bits)
            return true
        }
        if state != .flywheel { change(to: .flywheel) }
        emit(unit, agreement, &bits)
        unexplained += 1
        if unexplained >= Self.maximumFlywheel {
            unexplained = 0
            change(to: .search)
        }
        return true
    }

    // MARK: bits

    /// Hands out the bits of a unit that has just been decoded.
    private mutating func emit(
        _ unit: SymbolUnit, _ agreement: SymbolAgreement, _ bits: inout [UInt8],
        isSecond: Bool = false
    ) {
        let whole = wholeBits(unit.count)
        let octets = (whole.bits + 7) / 8
        units.append(second: isSecond, octets, to: &bits)
        let fill = octets * 8 - whole.bits
        if fill > 0, let last = bits.indices.last { bits[last] &= 0xFF << UInt8(fill) }
        counts.octets += UInt64(octets)
        counts.fillBits += UInt64(fill)
        counts.decodedSymbols += UInt64(whole.symbols)
        counts.truncatedSymbols += UInt64(unit.count - whole.symbols)
        counts.agreement += agreement
        position += unit.count
    }

    /// Bits all of whose symbols are among the first `count`, and their symbols.
    private func wholeBits(_ count: Int) -> (bits: Int, symbols: Int) {
        let period = geometry.period
        var bits = count / period.symbols * period.bits
        var symbols = count / period.symbols * period.symbols
        for (first, second) in zip(code.puncturing.first, code.puncturing.second) {
            let sent = (first ? 1 : 0) + (second ? 1 : 0)
            guard symbols + sent <= count else { break }
            bits += 1
            symbols += sent
        }
        return (bits, symbols)
    }
}
