import CCSDS
import LinkFraming

/// Framings that are counted in octets: fixed frames, records with a length, KISS, datagrams.
extension LinkDecoder {
    private var octetPosition: UInt64 { position / 8 }

    private func available(_ window: StreamWindow) -> Int {
        Int(window.end - octetPosition)
    }

    /// Frames with their parity, back to back.
    mutating func fixedFrame(_ window: StreamWindow) -> Bool {
        let length = parameters.frame.length + verifier.parityLength
        guard length > 0 else {
            // No link file says so: nothing can ever be found.
            lose(octets: available(window))
            return false
        }
        guard available(window) >= length else { return false }
        found(window, octets: length, start: position)
        return true
    }

    /// `octets` of frame and parity at the position.
    private mutating func found(_ window: StreamWindow, octets: Int, start: UInt64) {
        let frame = verifier.verify(
            window, atBit: position, codedLength: octets, inverted: false, arena: &arena)
        accept(frame, start: start, bits: UInt64(octets) * 8)
    }

    // MARK: length-prefixed records

    mutating func record(_ window: StreamWindow, _ prefix: LengthPrefixParameters) -> Bool {
        let header = prefix.offset + prefix.width
        let rest = available(window)
        guard rest >= header else { return false }
        guard
            let field = LengthField(
                width: prefix.width, isLittleEndian: prefix.byteOrder == .little),
            let value = field.value(
                in: window.octets(),
                at: Int(octetPosition - window.origin) + prefix.offset)
        else { return false }
        let length = value + prefix.bias - prefix.headerOctets
        guard length >= 0, length <= prefix.maximumLength else {
            // No record is so long: one octet on, a record may begin there.
            lose(octets: 1)
            return true
        }
        let framing = header + prefix.headerOctets
        guard rest >= framing + length else { return false }
        regain()
        let start = position
        strip(framing, .wrapper)
        if length > 0 { found(window, octets: length, start: start) }
        return true
    }

    /// Octets that make no sense: counted at once, reported as one event when they end.
    mutating func lose(octets: Int) {
        if stream.lossPlace == nil { stream.lossPlace = clock.place(ofBit: position) }
        stream.isLost = true
        let bits = UInt64(octets) * 8
        stream.lostBits += bits
        delivery.balance.skippedBits[.malformed] += bits
        position += bits
    }

    /// The stream makes sense again.
    mutating func regain() {
        stream.isLost = false
        reportLoss()
    }

    /// The event of the octets that made no sense, if there were any.
    mutating func reportLoss() {
        guard let place = stream.lossPlace else { return }
        delivery.batch.events.append(
            LinkEvent(
                kind: .skipped(.malformed, bits: stream.lostBits),
                streamOffset: place.streamOffset, earthReceiveTime: place.utc))
        stream.lossPlace = nil
        stream.lostBits = 0
    }

    // MARK: KISS

    mutating func kissRecord(_ window: StreamWindow) -> Bool {
        guard available(window) > 0 else { return false }
        if window.octet(octetPosition) == SLIPEscaping.end {
            if kiss.isOversized {
                kiss.isOversized = false
                delivery.statistics.records += 1
                endBroken()
            }
            kiss.hasDelimiter = true
            strip(1, .delimiter)
            return true
        }
        let from = max(octetPosition, kiss.scanned)
        let end = OctetSearch.firstIndex(
            of: SLIPEscaping.end, in: window.octets(), from: Int(from - window.origin))
        guard let end else {
            kiss.scanned = window.end
            return kissWithoutEnd(window)
        }
        let endOctet = window.origin + UInt64(end)
        if !kiss.hasDelimiter {
            skip(to: endOctet * 8, .noSync)
        } else if kiss.isOversized {
            lose(octets: Int(endOctet - octetPosition))
        } else {
            kissRecord(window, end: endOctet)
        }
        return true
    }

    /// A record without an end in sight: too long to be one, or the stream's last.
    private mutating func kissWithoutEnd(_ window: StreamWindow) -> Bool {
        if !kiss.hasDelimiter {
            skip(to: window.endBit, .noSync)
        } else if kiss.isOversized || available(window) > 2 * (kiss.maximumLength + 1) {
            // Longer than the longest record and its type, every octet escaped.
            kiss.isOversized = true
            lose(octets: available(window))
        }
        return false
    }

    /// A record that breaks the rules.
    private mutating func breakRecord(end: UInt64) {
        lose(octets: Int(end - octetPosition))
        endBroken()
    }

    /// A record that breaks the rules has ended. The first one is reported at once, those that
    /// follow it together: on a line that only rustles there would be no end of events.
    private mutating func endBroken() {
        if !kiss.isBroken { reportLoss() }
        kiss.isBroken = true
    }

    private mutating func kissRecord(_ window: StreamWindow, end: UInt64) {
        let start = Int(octetPosition - window.origin)
        let count = Int(end - octetPosition)
        let record = window.octets().extracting(start..<start + count)
        delivery.statistics.records += 1
        let content = SLIPEscaping.content(of: record)
        let escapes: Int
        switch content {
        case .plain: escapes = 0
        case .escaped(let number): escapes = number
        case .malformed: return breakRecord(end: end)
        }
        let length = count - escapes
        guard length - 1 <= kiss.maximumLength else { return breakRecord(end: end) }
        let type = KISSType(rawValue: kissTypeOctet(record))
        guard kiss.accepts(type) else {
            delivery.statistics.nonDataRecords += 1
            return skip(to: end * 8, .notData)
        }
        guard length > 1 else { return breakRecord(end: end) }
        kiss.isBroken = false
        regain()
        kissFrame(window, record, escapes: escapes, length: length)
    }

    /// The type octet, which may itself be escaped (port 12, command 0 is an END).
    private func kissTypeOctet(_ record: RawSpan) -> UInt8 {
        let first = octet(record, at: 0)
        guard first == SLIPEscaping.escape, record.byteCount > 1 else { return first }
        return octet(record, at: 1) == SLIPEscaping.escapedEnd
            ? SLIPEscaping.end : SLIPEscaping.escape
    }

    private mutating func kissFrame(
        _ window: StreamWindow, _ record: RawSpan, escapes: Int, length: Int
    ) {
        let start = position
        if escapes == 0 {
            strip(1, .status)
            return found(window, octets: length - 1, start: start)
        }
        let offset = arena.reserve(length)
        unsafe arena.slab.withUnsafeMutableOctets(offset..<offset + length) { room in
            _ = unsafe SLIPEscaping.unescape(record, into: room)
        }
        let slab = arena.slab
        arena.commit(length)
        strip(escapes, .escape)
        strip(1, .status)
        // The data, where they are now; its place in the stream is the position.
        let data = StreamWindow(
            slab: slab, start: offset + 1, count: length - 1, origin: octetPosition,
            isStable: true)
        found(data, octets: length - 1, start: start)
    }

    // MARK: datagrams

    /// Each chunk is one frame; with a managed length, as many as fit.
    mutating func chunk(_ slab: Slab, _ range: Range<Int>) {
        let length =
            parameters.frame.length + (parameters.frame.length > 0 ? verifier.parityLength : 0)
        var start = range.lowerBound
        // Each turn takes at least one octet.
        while start < range.upperBound {
            let rest = range.upperBound - start
            let count = length > 0 ? min(length, rest) : rest
            let window = StreamWindow(
                slab: slab, start: start, count: count, origin: octetPosition, isStable: true)
            if length > 0, count < length {
                let cut = VerifiedFrame(
                    slab: slab, offset: start, length: count, arenaLength: 0, failure: .length,
                    codewords: CodewordCounts())
                accept(cut, start: position, bits: UInt64(count) * 8)
            } else {
                found(window, octets: count, start: position)
            }
            start += count
        }
    }
}
