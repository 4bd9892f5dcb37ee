import LinkFraming

/// A target for one framer of `LinkFraming`: every bit of the stream is given away once, what is
/// decided does not depend on the pieces, and records fit where they are said to lie.
///
/// - Parameters:
///   - encode: a record as its sender makes it.
///   - make: the framer.
func framerTarget<Framer: RecordFramer, Choice>(
    _ name: String, _ choose: @escaping @Sendable (inout InputReader) -> Choice,
    encode: @escaping @Sendable ([UInt8], Choice, inout InputReader) -> [UInt8],
    make: @escaping @Sendable (_ maximumLength: Int, Choice) -> Framer
) -> FuzzTarget {
    FuzzTarget(name, longest: 96, executions: 16) { bytes throws(FuzzFinding) in
        var input = InputReader(bytes)
        let choice = choose(&input)
        let framer = make(1 + input.below(64), choice)
        let size = 1 + input.below(16)
        let stream = FramerStream(&input) { encode($0, choice, &$1) }
        let result = stream.octets.withUnsafeBytes { octets in
            Result { () throws(FuzzFinding) in
                let whole = try FramerTrace(framer, octets, size: max(1, octets.count))
                let parts = try FramerTrace(framer, octets, size: size)
                try requireEqual(parts.decisions, whole.decisions, "pieces of \(size) and whole")
            }
        }
        try result.get()
    }
}

/// What a framer made of a stream, neighbours of one kind put together.
private struct FramerTrace {
    enum Decision: Equatable {
        case stripped(bits: Int, FramingPart)
        case skipped(bits: Int, FramingLoss)
        case recordEnds(FramingLoss)
        case record([UInt8], bits: Int, FramingOverhead, FramedRecord.Check)
    }

    private(set) var decisions: [Decision] = []
    private var framer: any RecordFramer
    private let octets: UnsafeRawBufferPointer
    /// Bits that have been given away.
    private var position = 0

    init(
        _ framer: some RecordFramer, _ octets: UnsafeRawBufferPointer, size: Int
    ) throws(FuzzFinding) {
        self.framer = framer
        self.octets = octets
        for end in stride(from: size, to: octets.count, by: size) {
            try advance(to: end, isFinished: false)
        }
        try advance(to: octets.count, isFinished: true)
    }

    /// Shows the framer the stream up to octet `end`, until it wants more.
    private mutating func advance(to end: Int, isFinished: Bool) throws(FuzzFinding) {
        var idle = 0
        // Steps without a bit only end what was skipped: never many in a row.
        while true {
            let start = position / 8
            let window = UnsafeRawBufferPointer(rebasing: octets[start..<end])
            let step = framer.next(window.bytes, isFinished: isFinished)
            guard step != .needMore else {
                let room = framer.lookahead
                try require(isFinished || end - start < room, "\(end - start) of \(room) octets")
                return
            }
            let before = position
            try note(step, window)
            try require(position <= end * 8, "\(position) bits given away of \(end * 8)")
            idle = position == before ? idle + 1 : 0
            try require(idle <= 2, "endless steps at bit \(position): \(step)")
        }
    }

    private mutating func note(
        _ step: FramerStep, _ window: UnsafeRawBufferPointer
    ) throws(FuzzFinding) {
        switch step {
        case .needMore: return
        case .stripped(let bits, let part):
            position += bits
            strip(bits, part)
        case .skipped(let bits, let loss, let endsRecord):
            position += bits
            if case .skipped(let more, loss)? = decisions.last {
                decisions[decisions.count - 1] = .skipped(bits: more + bits, loss)
            } else if bits > 0 {
                decisions.append(.skipped(bits: bits, loss))
            }
            if endsRecord { decisions.append(.recordEnds(loss)) }
        case .record(let record):
            position += record.delimiterBitsBefore + record.bits
            strip(record.delimiterBitsBefore, .delimiter)
            try require(record.overhead.total <= record.bits, "framing of \(record)")
            let data = try data(of: record, window)
            decisions.append(.record(data, bits: record.bits, record.overhead, record.check))
        }
    }

    private mutating func strip(_ bits: Int, _ part: FramingPart) {
        if case .stripped(let more, part)? = decisions.last {
            decisions[decisions.count - 1] = .stripped(bits: more + bits, part)
        } else if bits > 0 {
            decisions.append(.stripped(bits: bits, part))
        }
    }

    /// The record's data, copied into a room of just their size.
    private func data(
        of record: FramedRecord, _ window: UnsafeRawBufferPointer
    ) throws(FuzzFinding) -> [UInt8] {
        try require(record.length >= 0, "length \(record.length)")
        let room = UnsafeMutableRawBufferPointer.allocate(
            byteCount: record.length, alignment: 1)
        defer { room.deallocate() }
        room.initializeMemory(as: UInt8.self, repeating: 0)
        framer.copyData(of: record, from: window.bytes, into: room)
        return Array(room)
    }
}

/// COBS against the same said octet by octet.
func fuzzCOBSRecord(_ bytes: UnsafeRawBufferPointer) throws(FuzzFinding) {
    var input = InputReader(bytes)
    let reduced = input.flag()
    let octets = input.rest
    let expected = plainCOBS(octets, reduced: reduced)
    let length = COBS.length(of: octets.bytes, reduced: reduced)
    try requireEqual(length, expected?.count, "length")
    guard let length else { return }
    let room = UnsafeMutableRawBufferPointer.allocate(byteCount: length, alignment: 1)
    defer { room.deallocate() }
    let written = unsafe COBS.decode(octets.bytes, reduced: reduced, into: room)
    try requireEqual(written, length, "octets written")
    try requireEqual(Array(room), expected, "octets")
}

/// Cheshire & Baker, "Consistent Overhead Byte Stuffing" §3; COBS/R by its author's description.
private func plainCOBS(_ octets: UnsafeRawBufferPointer, reduced: Bool) -> [UInt8]? {
    guard !octets.isEmpty else { return nil }
    var data: [UInt8] = []
    var at = 0
    while at < octets.count {
        let code = Int(octets[at])
        guard code > 0 else { return nil }
        let rest = octets.count - at - 1
        if code - 1 > rest {
            guard reduced else { return nil }
            data += octets[(at + 1)...]
            data.append(UInt8(code))
            return data
        }
        data += octets[(at + 1)..<(at + code)]
        at += code
        if code < 255, at < octets.count { data.append(0) }
    }
    return data
}
