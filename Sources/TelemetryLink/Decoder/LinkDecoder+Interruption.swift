/// The end of a stream, and breaks in it.
extension LinkDecoder {
    /// The stream was broken: the device went, the peer closed. What was pending is given its
    /// owner, and the next octets are not taken for its continuation. Channels go on: their
    /// counters tell what was lost.
    public mutating func interrupt(into batch: inout PacketBatch) {
        guard !isFinished else { return }
        swap(&batch, &delivery.batch)
        defer { swap(&batch, &delivery.batch) }
        finishSymbols()
        breakStream()
    }

    /// What comes next comes at another rate of the line (see ``ManagedParameters/lineRate``), as
    /// when a serial port tries another baud rate: what was pending is given its owner, for the
    /// octets around the change may be lost or garbled, and first bits are dated by the new rate.
    ///
    /// Nothing happens where the rate is in force already. A channel's own
    /// ``ManagedParameters/bitRate`` goes on dating where there is one.
    public mutating func changeLineRate(to rate: UInt64, into batch: inout PacketBatch) {
        guard rate != lineRate, !isFinished else { return }
        if octetsReceived > 0 { interrupt(into: &batch) }
        lineRate = rate
        if parameters.bitRate == nil { clock.change(lineRate: rate) }
    }

    /// What comes next does not continue what was before.
    mutating func breakStream() {
        settlePending()
        interruptions += 1
        carry.removeFirst(carry.count)
        synchronizer.lose()
        tail.clear()
        reportState(at: position)
        framers.interrupt()
        stream = PacketExtractionState()
    }

    /// The stream has ended: whatever was pending is given its owner.
    ///
    /// Nothing may be consumed after it.
    public mutating func finish(into batch: inout PacketBatch) {
        guard !isFinished else { return }
        swap(&batch, &delivery.batch)
        defer { swap(&batch, &delivery.batch) }
        finishSymbols()
        settlePending()
        isFinished = true
        channels.finish(&delivery)
        accessPoints.finish(&delivery)
        let place = clock.place(ofBit: position)
        delivery.finishReassembly(at: place.utc, place.streamOffset)
    }

    private mutating func settlePending() {
        isFinished = true
        defer { isFinished = false }
        step(carry.window(end: octetsIn), until: .max)
        reportLoss()
        skip(to: octetsIn * 8, .truncated)
        settle()
    }
}
