/// One decision of a framer about the octets at the front of its stream: whose they are.
public enum FramerStep: Sendable, Equatable {
    /// Nothing can be said before more octets are there.
    case needMore
    /// So many bits belong to the framing, and to no record.
    case stripped(bits: Int, FramingPart)
    /// So many bits belong to no record and to no framing.
    ///
    /// `endsRecord`: what was passed over was one record, and it ends here. Several steps may pass
    /// over one record; only the last one ends it, and may have no bits of its own.
    case skipped(bits: Int, FramingLoss, endsRecord: Bool)
    /// A record.
    case record(FramedRecord)
}

/// Parts of a stream that belong to the framing itself.
public enum FramingPart: Sendable, Equatable {
    /// What stands between records: END, a COBS zero, an HDLC flag.
    case delimiter
    /// Octets that only say what the next one means (SLIP, KISS).
    case escape
    /// Bits put in so that data never look like a delimiter (HDLC, COBS).
    case stuffing
    /// What the receiver says of the record (the type octet of KISS).
    case status
    /// Start word and length.
    case header
    /// The framing's own checksum.
    case checksum
}

/// Why bits belong to no record.
public enum FramingLoss: Sendable, Equatable {
    /// Nothing is known to begin here.
    case noRecord
    /// A record that carries no telemetry.
    case notData
    /// The framing's rules are broken, or a record is longer than any may be.
    case malformed
    /// The sender broke the record off.
    case aborted
}

/// A record as it lies in the stream.
public struct FramedRecord: Sendable, Equatable {
    /// Where the data of a record are.
    public enum Coding: Sendable, Equatable {
        /// In the stream, at this octet of what the framer was given.
        case plain(offset: Int)
        /// In these octets of what it was given, with SLIP escapes; the first `leading` octets
        /// behind the escapes are no data.
        case slip(Range<Int>, leading: Int)
        /// In these octets of what it was given, in COBS.
        case cobs(Range<Int>, reduced: Bool)
        /// In the framer's own memory, until it is asked again.
        case assembled
    }

    /// What the framing's own checks say.
    public enum Check: Sendable, Equatable {
        /// There is nothing to check with.
        case none
        /// The octets are as they were sent.
        case passed
        /// They are not; or the record can't be one.
        case failed(Failure)
    }

    /// Why a record is none.
    public enum Failure: Sendable, Equatable {
        /// Its checksum is wrong.
        case checksum
        /// Its length is one that no record has.
        case length
        /// It is of a version, or has options, that are not read here.
        case version
        /// The stream ended inside it.
        case truncated
        /// Its signature is wrong, or missing where it must not be, or of a time gone by.
        case authentication
    }

    /// Bits of delimiters in front of it, which the step takes too.
    public var delimiterBitsBefore = 0
    /// Bits of the record behind those, with all of its framing.
    public var bits: Int
    /// Octets of data; of a record that failed its check, as far as they are there.
    public var length: Int
    /// Where the data are.
    public var coding: Coding
    /// Bits of the framing among ``bits``. A record that failed its check keeps them.
    public var overhead = FramingOverhead()
    /// What the framing's own checks say.
    public var check: Check

    /// A record of so many bits.
    public init(bits: Int, length: Int, coding: Coding, check: Check) {
        self.bits = bits
        self.length = length
        self.coding = coding
        self.check = check
    }
}

/// Bits of a record that belong to the framing, by part.
public struct FramingOverhead: Sendable, Equatable {
    /// Bits of the delimiter behind it.
    public var delimiter = 0
    /// Bits of escapes.
    public var escape = 0
    /// Bits of stuffing.
    public var stuffing = 0
    /// Bits of the receiver's own status.
    public var status = 0
    /// Bits of start word and length.
    public var header = 0
    /// Bits of the checksum.
    public var checksum = 0

    /// None of any part.
    public init() {}

    /// All parts together.
    public var total: Int { delimiter + escape + stuffing + status + header + checksum }
}
