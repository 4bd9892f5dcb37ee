import CCSDS
import LinkFraming

/// Records of a framing: what the framer decides, in the link's books.
extension LinkDecoder {
    /// One decision; `false` when the window does not hold enough for the next.
    mutating func framed(_ window: StreamWindow) -> Bool {
        let start = Int(position / 8 - window.origin)
        let octets = window.octets().extracting(start..<window.count)
        switch framers.next(octets, isFinished: isFinished) {
        case .needMore: return false
        case .stripped(let bits, let part): strip(bits: bits, StrippedKind(part))
        case .skipped(let bits, let loss, let endsRecord): pass(bits, loss, endsRecord)
        case .record(let record): take(record, octets, window, at: start)
        }
        return true
    }

    // MARK: what is no record of telemetry

    private mutating func pass(_ bits: Int, _ loss: FramingLoss, _ endsRecord: Bool) {
        if endsRecord { delivery.statistics.records += 1 }
        switch loss {
        case .noRecord: skip(to: position + UInt64(bits), .noSync)
        case .aborted: skip(to: position + UInt64(bits), .aborted)
        case .notData:
            delivery.statistics.nonDataRecords += 1
            if let time = framers.lastTimestamp { delivery.statistics.lastReceiverTime = time }
            skip(to: position + UInt64(bits), .notData)
        case .malformed:
            lose(octets: bits / 8)
            if endsRecord { endBroken() }
        }
    }

    /// A record that breaks the rules has ended. The first one is reported at once, those that
    /// follow it together: on a line that only rustles there would be no end of events.
    private mutating func endBroken() {
        if !stream.isBroken { reportLoss() }
        stream.isBroken = true
    }

    // MARK: records

    private mutating func take(
        _ record: FramedRecord, _ octets: RawSpan, _ window: StreamWindow, at start: Int
    ) {
        strip(bits: record.delimiterBitsBefore, .delimiter)
        let begin = position
        delivery.statistics.records += 1
        stream.isBroken = false
        regain()
        let data = data(of: record, octets, window, at: start)
        if case .failed(let failure) = record.check {
            return fail(data, RejectionReason(failure), start: begin, bits: record.bits)
        }
        strip(record.overhead)
        guard record.length > 0 else { return }
        open(data, isVerified: record.check == .passed && provesFrames, start: begin)
    }

    /// A KISS checksum guards the cable to the modem, and says nothing of the radio link.
    private var provesFrames: Bool {
        if case .kiss = parameters.framing { false } else { true }
    }

    private mutating func strip(_ overhead: FramingOverhead) {
        strip(bits: overhead.header, .wrapper)
        strip(bits: overhead.status, .status)
        strip(bits: overhead.escape, .escape)
        strip(bits: overhead.stuffing, .stuffing)
        strip(bits: overhead.checksum, .checksum)
        strip(bits: overhead.delimiter, .delimiter)
    }

    /// Where the data of a record lie: in the slab, or without their coding in the arena.
    private mutating func data(
        of record: FramedRecord, _ octets: RawSpan, _ window: StreamWindow, at start: Int
    ) -> StreamWindow {
        if case .plain(let offset) = record.coding {
            return StreamWindow(
                slab: window.slab, start: window.start + start + offset, count: record.length,
                origin: 0, isStable: window.isStable)
        }
        let offset = arena.reserve(record.length)
        unsafe arena.slab.withUnsafeMutableOctets(offset..<offset + record.length) { room in
            unsafe framers.copyData(of: record, from: octets, into: room)
        }
        let slab = arena.slab
        arena.commit(record.length)
        return StreamWindow(
            slab: slab, start: offset, count: record.length, origin: 0, isStable: true)
    }

    /// A record that can't be one: it owns all of its bits, with its framing.
    mutating func fail(
        _ data: StreamWindow, _ reason: RejectionReason, start: UInt64, bits: Int
    ) {
        var slab = data.slab
        var offset = data.start
        var arenaLength = 0
        if !data.isStable, data.count > 0 {
            offset = arena.reserve(data.count)
            arena.slab.copy(data.count, from: slab, at: data.start, to: offset)
            slab = arena.slab
            arenaLength = data.count
        }
        let frame = VerifiedFrame(
            slab: slab, offset: offset, length: data.count, arenaLength: arenaLength,
            failure: reason, codewords: CodewordCounts())
        accept(frame, start: start, bits: UInt64(bits))
    }
}

extension StrippedKind {
    fileprivate init(_ part: FramingPart) {
        self =
            switch part {
            case .delimiter: .delimiter
            case .escape: .escape
            case .stuffing: .stuffing
            case .status: .status
            case .header: .wrapper
            case .checksum: .checksum
            }
    }
}

extension RejectionReason {
    fileprivate init(_ failure: FramedRecord.Failure) {
        self =
            switch failure {
            case .checksum: .checksum
            case .length: .length
            case .version: .version
            case .truncated: .truncated
            case .authentication: .signature
            }
    }
}
