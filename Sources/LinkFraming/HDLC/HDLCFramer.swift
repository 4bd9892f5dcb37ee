import ChannelCoding

/// HDLC frames as AX.25 and others use them (ISO/IEC 13239 §4): flags between frames, a zero behind
/// five ones, a frame check sequence of 16 bits, seven ones to break a frame off.
///
/// The stream is bits, in the order in which they were sent. A frame is the octets between two
/// flags whose check sequence is right. Where it is wrong, the octets are a frame that failed only
/// if a second flag or a good frame stood in front of them: between the chance flags of a line that
/// only rustles, nothing is a frame.
public struct HDLCFramer: RecordFramer {
    private enum State {
        /// No flag yet, or none since a frame was broken off.
        case hunting
        /// Behind a flag.
        case open
    }

    /// Bits of a flag, `01111110`.
    private static let flagBits = 8
    /// Octets of the frame check sequence.
    private static let checkLength = 2
    /// Ones in a row behind which the sender puts a zero in.
    private static let stuffedOnes = 5
    /// Ones in a row that break a frame off.
    private static let abortOnes = 7

    private let maximumLength: Int
    private var line: HDLCLineDecoder

    private var state = State.hunting
    /// The flag in front is certainly one: it stood behind another, or behind a good frame.
    private var isConfirmed = false
    /// Ones in a row at the end of what was looked at.
    private var ones = 0
    /// Bits since the position that were looked at, and of those the ones put in by the sender.
    private var looked = 0
    private var stuffed = 0
    /// Bits of a flag that ends what the last step gave away.
    private var flagBehind = 0
    /// Where in its octet the position is.
    private var phase = 0
    /// Decoded bits of the octet that is being looked at, and how many of them are left.
    private var bits: UInt8 = 0
    private var bitsLeft = 0
    /// Bits of the open frame, its flag's first seven included.
    private var frame: [UInt8]
    private var frameBits = 0
    private var octet: UInt8 = 0

    /// - Parameters:
    ///   - line: how bits lie in octets, and what is done to them on the way.
    ///   - maximumLength: octets of the longest frame, without its check sequence.
    public init(line: HDLCLine = HDLCLine(), maximumLength: Int) {
        precondition(maximumLength > 0)
        self.maximumLength = maximumLength
        self.line = HDLCLineDecoder(line)
        frame = [UInt8](
            repeating: 0, count: maximumLength + HDLCFramer.checkLength + 1)
    }

    private var maximumBits: Int {
        8 * (maximumLength + HDLCFramer.checkLength) + HDLCFramer.flagBits - 1
    }

    /// The longest frame with a zero behind every five ones, its flag, and parts of octets.
    public var lookahead: Int { maximumBits * 6 / 5 / 8 + 4 }

    /// The stream was broken: nothing before the next flag is a frame.
    public mutating func interrupt() {
        hunt()
        line.interrupt()
        (ones, looked, flagBehind, phase, bitsLeft) = (0, 0, 0, 0, 0)
    }

    /// The next decision.
    public mutating func next(_ octets: RawSpan, isFinished: Bool) -> FramerStep {
        if flagBehind > 0 { return strip() }
        var at = (phase + looked + bitsLeft) / 8
        // Each turn looks at an octet, or at one bit.
        while true {
            if bitsLeft == 0 {
                guard at < octets.byteCount else { return outOfBits(isFinished) }
                let next = line.decode(Wire.octet(octets, at: at))
                at += 1
                if passes(next) { continue }
                bits = next
                bitsLeft = 8
            }
            let isOne = bits & 1 == 1
            bits >>= 1
            bitsLeft -= 1
            looked += 1
            switch isOne ? one() : zero() {
            case .nothing: continue
            case .flag: return flag()
            case .abort: return abort()
            case .tooLong: return tooLong()
            }
        }
    }

    /// What a bit has brought about. A step is made only then: it is too large to be returned for
    /// each bit.
    private enum Event {
        case nothing
        case flag
        case abort
        case tooLong
    }

    /// Takes eight bits at once, where no five ones in a row are among them or end in them: then
    /// there is no stuffing in them, no flag and no abort.
    private mutating func passes(_ next: UInt8) -> Bool {
        guard ones < HDLCFramer.stuffedOnes else { return false }
        let run = UInt16(next) << UInt16(ones) | (1 << UInt16(ones) - 1)
        guard run & run >> 1 & run >> 2 & run >> 3 & run >> 4 == 0 else { return false }
        if state == .open {
            guard frameBits + 8 <= maximumBits else { return false }
            let both = UInt16(octet) | UInt16(next) << 8
            frameBits += 8
            frame[frameBits / 8 - 1] = UInt8(
                truncatingIfNeeded: both >> UInt16(8 - frameBits % 8))
            octet = next
        }
        looked += 8
        ones = (~next).leadingZeroBitCount
        return true
    }

    /// Copies the frame that was found last.
    @unsafe
    public func copyData(
        of record: FramedRecord, from octets: RawSpan, into room: UnsafeMutableRawBufferPointer
    ) {
        unsafe frame.withUnsafeBytes { frame in
            unsafe room.copyMemory(from: UnsafeRawBufferPointer(rebasing: frame[..<record.length]))
        }
    }

    // MARK: bits

    private mutating func one() -> Event {
        ones += 1
        guard state == .open else { return .nothing }
        return ones == HDLCFramer.abortOnes ? .abort : append(1)
    }

    private mutating func zero() -> Event {
        defer { ones = 0 }
        if ones == HDLCFramer.flagBits - 2 { return .flag }
        guard state == .open else { return .nothing }
        if ones == HDLCFramer.stuffedOnes {
            stuffed += 1
            return .nothing
        }
        return append(0)
    }

    private mutating func append(_ bit: UInt8) -> Event {
        guard frameBits < maximumBits else { return .tooLong }
        octet = octet >> 1 | bit << 7
        frameBits += 1
        if frameBits % 8 == 0 { frame[frameBits / 8 - 1] = octet }
        return .nothing
    }

    private mutating func abort() -> FramerStep {
        let loss: FramingLoss =
            isConfirmed && frameBits > HDLCFramer.abortOnes ? .aborted : .noRecord
        hunt()
        return skip(looked, loss)
    }

    private mutating func tooLong() -> FramerStep {
        hunt()
        return skip(looked, .noRecord)
    }

    // MARK: between two flags

    private mutating func flag() -> FramerStep {
        // Two flags may share a zero: then the second one has a bit less.
        let flagLength = min(looked, HDLCFramer.flagBits)
        let isBehindFlag = state == .open && looked == flagLength
        // The flag's zero and six ones were taken for data.
        let dataBits = frameBits - (HDLCFramer.flagBits - 1)
        let wasOpen = state == .open
        let wasConfirmed = isConfirmed
        let stuffing = stuffed
        open()
        flagBehind = flagLength
        if isBehindFlag {
            isConfirmed = true
            return strip()
        }
        guard wasOpen, dataBits % 8 == 0, dataBits / 8 > HDLCFramer.checkLength else {
            return skip(looked - flagLength, .noRecord)
        }
        return found(octets: dataBits / 8, stuffing, flagLength, wasConfirmed)
    }

    private mutating func found(
        octets: Int, _ stuffing: Int, _ flagLength: Int, _ wasConfirmed: Bool
    ) -> FramerStep {
        let length = octets - HDLCFramer.checkLength
        let isGood = isRight(length)
        guard isGood || wasConfirmed else { return skip(looked - flagLength, .noRecord) }
        isConfirmed = isGood
        var record = FramedRecord(
            bits: looked, length: length, coding: .assembled,
            check: isGood ? .passed : .failed(.checksum))
        record.overhead.stuffing = stuffing
        record.overhead.checksum = 8 * HDLCFramer.checkLength
        record.overhead.delimiter = flagLength
        flagBehind = 0
        give(looked)
        return .record(record)
    }

    /// The check sequence is sent least significant octet first.
    private func isRight(_ length: Int) -> Bool {
        let octets = unsafe frame.span.bytes
        let sequence = Wire.le16(octets, at: length)
        return ReflectedCRC16.x25.checksum(octets.extracting(0..<length)) == sequence
    }

    /// The bits that were received are used up. Those of a frame wait for its end, and while there
    /// is none, those that may be the beginning of a flag.
    private mutating func outOfBits(_ isFinished: Bool) -> FramerStep {
        guard state == .hunting else { return .needMore }
        let kept = isFinished ? 0 : min(looked, HDLCFramer.flagBits - 1)
        return looked > kept ? skip(looked - kept, .noRecord) : .needMore
    }

    // MARK: giving bits away

    private mutating func hunt() {
        state = .hunting
        isConfirmed = false
        (frameBits, stuffed) = (0, 0)
    }

    private mutating func open() {
        state = .open
        isConfirmed = false
        (frameBits, stuffed) = (0, 0)
    }

    private mutating func strip() -> FramerStep {
        let bits = flagBehind
        flagBehind = 0
        give(bits)
        return .stripped(bits: bits, .delimiter)
    }

    private mutating func skip(_ bits: Int, _ loss: FramingLoss) -> FramerStep {
        guard bits > 0 else { return strip() }
        give(bits)
        return .skipped(bits: bits, loss, endsRecord: loss == .aborted)
    }

    private mutating func give(_ bits: Int) {
        phase = (phase + bits) % 8
        looked -= bits
    }
}
