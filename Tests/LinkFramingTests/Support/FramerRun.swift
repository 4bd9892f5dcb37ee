@testable import LinkFraming

/// A stream given to a framer piece by piece, and what it made of it.
struct FramerRun: Equatable {
    struct Record: Equatable {
        var data: [UInt8]
        var check: FramedRecord.Check
        /// Bits of the stream in front of it.
        var place: Int
        var bits: Int
        var overhead: FramingOverhead
    }

    private(set) var records: [Record] = []
    /// Bits by owner, records left out.
    private(set) var owned: [String: Int] = [:]
    /// Records that were passed over.
    private(set) var passedOver = 0
    /// Bits that were left when the stream ended.
    private(set) var left = 0
    /// What a framer must not do.
    private(set) var faults: [String] = []

    /// Data of the records that nothing can be said against.
    var goodData: [[UInt8]] {
        records.filter { if case .failed = $0.check { false } else { true } }.map(\.data)
    }

    /// Data of the records whose checksum is right.
    var passedData: [[UInt8]] { records.filter { $0.check == .passed }.map(\.data) }

    /// Why records failed, in order.
    var failures: [FramedRecord.Failure] {
        records.compactMap { if case .failed(let failure) = $0.check { failure } else { nil } }
    }

    private var position = 0

    init<Framer: RecordFramer>(_ framer: Framer, _ octets: [UInt8], _ chunks: [Range<Int>]) {
        var framer = framer
        for chunk in chunks {
            step(&framer, octets, upTo: chunk.upperBound, isFinished: false)
        }
        step(&framer, octets, upTo: octets.count, isFinished: true)
        left = 8 * octets.count - position
        let given = owned.values.reduce(0, +) + records.reduce(0) { $0 + $1.bits }
        if given + left != 8 * octets.count { faults.append("\(given) + \(left) bits") }
    }

    private mutating func step<Framer: RecordFramer>(
        _ framer: inout Framer, _ octets: [UInt8], upTo end: Int, isFinished: Bool
    ) {
        var idle = 0
        // Each turn gives bits away, but for a few.
        while faults.isEmpty {
            let start = position / 8
            let before = position
            var isDone = false
            octets.withUnsafeBytes { all in
                // Just these octets: one read outside them is a fault that traps.
                let copy = UnsafeMutableRawBufferPointer.allocate(
                    byteCount: end - start, alignment: 1)
                defer { copy.deallocate() }
                copy.copyBytes(from: all[start..<end])
                let span = RawSpan(_unsafeBytes: UnsafeRawBufferPointer(copy))
                let step = framer.next(span, isFinished: isFinished)
                isDone = step == .needMore
                if isDone, !isFinished, end - start >= framer.lookahead {
                    faults.append("waits for more than its lookahead")
                }
                note(step, framer, span)
            }
            if isDone { return }
            idle = position == before ? idle + 1 : 0
            if idle > 2 { faults.append("no progress at bit \(position)") }
            if position > 8 * end { faults.append("gave away more than there is") }
        }
    }

    private mutating func note<Framer: RecordFramer>(
        _ step: FramerStep, _ framer: Framer, _ octets: RawSpan
    ) {
        switch step {
        case .needMore: break
        case .stripped(let bits, let part):
            owned["\(part)", default: 0] += bits
            position += bits
        case .skipped(let bits, let loss, let endsRecord):
            owned["\(loss)", default: 0] += bits
            position += bits
            if endsRecord { passedOver += 1 }
        case .record(let record): note(record, framer, octets)
        }
    }

    private mutating func note<Framer: RecordFramer>(
        _ record: FramedRecord, _ framer: Framer, _ octets: RawSpan
    ) {
        if record.delimiterBitsBefore > 0 {
            owned["delimiter", default: 0] += record.delimiterBitsBefore
        }
        position += record.delimiterBitsBefore
        var data = [UInt8](repeating: 0xEE, count: record.length)
        data.withUnsafeMutableBytes { framer.copyData(of: record, from: octets, into: $0) }
        records.append(
            Record(
                data: data, check: record.check, place: position, bits: record.bits,
                overhead: record.overhead))
        position += record.bits
        if case .failed = record.check { return }
        if record.bits != 8 * record.length + record.overhead.total {
            faults.append("\(record): its bits are not its data and its framing")
        }
    }
}
