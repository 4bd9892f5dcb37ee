import ChannelCoding

/// Links whose receiver hands over channel symbols, or levels of NRZ-M or NRZ-S: what is made of
/// them is decoded as if it had been received.
extension LinkDecoder {
    /// Decodes the data of one chunk, piece by piece.
    mutating func consumeSymbols(_ slab: Slab, _ data: Range<Int>) {
        for start in stride(from: data.lowerBound, to: data.upperBound, by: SymbolStage.piece) {
            let piece = start..<min(data.upperBound, start + SymbolStage.piece)
            guard let output = stage?.decode(slab, piece) else { return }
            follow(output)
        }
    }

    /// The stream was broken, or has ended.
    mutating func finishSymbols() {
        guard let output = stage?.finish() else { return }
        follow(output)
    }

    /// Goes on with the decoded octets, up to each change of the alignment and over it.
    private mutating func follow(_ output: SymbolStage.Output) {
        let first = octetsIn
        func place(_ octet: UInt64) -> Int { output.range.lowerBound + Int(octet - first) }
        for change in stage?.takeChanges() ?? [] {
            decoded(output.slab, place(octetsIn)..<place(change.octet))
            clock.symbols?.append(octet: change.octet, symbol: change.symbol)
            report(change)
            // The signal is lost: what was pending will not be continued.
            if change.state == .search { breakStream() }
        }
        decoded(output.slab, place(octetsIn)..<output.range.upperBound)
    }

    private mutating func decoded(_ slab: Slab, _ range: Range<Int>) {
        guard !range.isEmpty else { return }
        if stage?.decoder != nil { delivery.balance.bitsIn += UInt64(range.count) * 8 }
        octetsIn += UInt64(range.count)
        advance(slab, range)
    }

    private mutating func report(_ change: SymbolChange) {
        let bits = UInt64(stage?.decoder?.form.bitsPerSymbol ?? 1)
        let place = clock.place(ofReceivedBit: change.symbol * bits)
        delivery.batch.events.append(
            LinkEvent(
                kind: .symbols(
                    change.state, offset: change.alignment.offset,
                    exchanged: change.alignment.isExchanged,
                    secondInverted: change.alignment.isSecondInverted),
                streamOffset: place.streamOffset, earthReceiveTime: place.utc))
    }

    /// Chunks whose times are no longer asked for: those before the first bit, or symbol, that
    /// waits for a decision or may be looked at once more.
    mutating func forgetChunks() {
        let kept = position / 8 - min(position / 8, UInt64(tail.capacity))
        guard let decoder = stage?.decoder, let symbols = clock.symbols else {
            return clock.forget(before: kept)
        }
        let counts = decoder.counts
        let bitsPerSymbol = UInt64(decoder.form.bitsPerSymbol)
        let undecided = (counts.symbols - counts.pendingSymbols) * bitsPerSymbol
        // Without a signal nothing waits behind the stage, however long it takes.
        let isSilent = decoder.state == .search
        let received = isSilent ? undecided : min(undecided, symbols.receivedBit(of: kept * 8))
        clock.forget(before: received / 8)
        clock.symbols?.forget(before: kept)
    }

    /// The stage's line of the books.
    var symbolBalance: SymbolBalance? {
        guard let decoder = stage?.decoder else { return nil }
        let counts = decoder.counts
        var balance = SymbolBalance()
        balance.state = decoder.state
        balance.octetsIn = octetsReceived
        balance.wrapperOctets = octetsReceived - symbolOctets
        balance.bitsPerSymbol = UInt64(decoder.form.bitsPerSymbol)
        balance.symbolsIn = counts.symbols
        balance.decoded = counts.decodedSymbols
        balance.skipped[.noSync] = counts.unlockedSymbols
        balance.skipped[.alignment] = counts.offsetSymbols
        balance.skipped[.truncated] = counts.truncatedSymbols
        balance.pending = counts.pendingSymbols
        balance.octetsOut = counts.octets
        balance.fillBits = counts.fillBits
        balance.compared = counts.agreement.compared
        balance.errors = counts.agreement.differing
        balance.realignments = counts.realignments
        return balance
    }
}
