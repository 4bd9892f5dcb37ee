/// Finds the records of one framing in a stream that comes in pieces.
///
/// A framer is a value without clock, memory of its own stream (but for what one open record
/// takes) or output: it is shown the stream from its position on, and says whose the octets at the
/// front are. The position goes on by the bits of each step, and every bit is given away by
/// exactly one step.
///
/// What it decides depends on the octets alone, never on the pieces in which they came.
public protocol RecordFramer: Sendable {
    /// The most octets of the stream that one decision may need to see.
    var lookahead: Int { get }

    /// The next decision.
    ///
    /// - Parameters:
    ///   - octets: the stream from the octet that holds the framer's position, as far as it has
    ///     been received. The framer remembers how far it has looked: it is never shown fewer
    ///     octets than before, but for those it has given away.
    ///   - isFinished: nothing will follow them.
    /// - Returns: ``FramerStep/needMore`` only while fewer than ``lookahead`` octets are there, or
    ///   when all of them have been given away, or at the end.
    mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep

    /// The stream was broken: what follows begins anywhere, at the first bit of an octet.
    mutating func interrupt()

    /// Copies the data of the record that was just returned, `record.length` octets, to `room`.
    ///
    /// - Parameters:
    ///   - record: what ``next(_:isFinished:)`` returned.
    ///   - octets: what it was given.
    ///   - room: at least so many octets as the record's data have.
    @unsafe
    func copyData(
        of record: FramedRecord, from octets: RawSpan, into room: UnsafeMutableRawBufferPointer)
}

extension RecordFramer {
    /// Copies the data of a record that lie in the stream.
    ///
    /// - Precondition: `room` holds `record.length` octets.
    @unsafe
    public func copyData(
        of record: FramedRecord, from octets: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) {
        unsafe FramedData.copy(record, from: octets, into: room)
    }
}

/// Data of a record that lie in the stream, in one coding or another.
public enum FramedData {
    /// Copies the data of `record`, which a framer has found in `octets`, to `room`.
    ///
    /// - Precondition: `room` holds `record.length` octets.
    @unsafe
    public static func copy(
        _ record: FramedRecord, from octets: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) {
        switch record.coding {
        case .plain(let offset):
            unsafe octets.extracting(offset..<offset + record.length).withUnsafeBytes {
                unsafe room.copyMemory(from: $0)
            }
        case .slip(let range, let leading):
            let first = leading == 0 ? 0 : SLIPEscaping.length(octets, range, first: leading)
            _ = unsafe SLIPEscaping.unescape(
                octets.extracting(range.lowerBound + first..<range.upperBound),
                into: UnsafeMutableRawBufferPointer(rebasing: room[..<record.length]))
        case .cobs(let range, let reduced):
            _ = unsafe COBS.decode(octets.extracting(range), reduced: reduced, into: room)
        case .assembled: break
        }
    }
}

extension SLIPEscaping {
    /// Octets of the stream that the first `count` octets of a record take.
    static func length(_ octets: RawSpan, _ range: Range<Int>, first count: Int) -> Int {
        var index = range.lowerBound
        for _ in 0..<count where index < range.upperBound {
            index += Wire.octet(octets, at: index) == escape ? 2 : 1
        }
        return min(index, range.upperBound) - range.lowerBound
    }
}
