/// Framings other than a sync marker: how records lie in a stream.
public enum RecordFraming: Sendable, Equatable {
    /// KISS, as TNCs speak it.
    case kiss(KISSForm)
    /// A length in front of each record.
    case lengthPrefixed(LengthPrefixForm)
    /// Records back to back, so many octets in front of each.
    case bare(octetsBefore: Int)

    /// The records of a KISS stream.
    public struct KISSForm: Sendable, Equatable {
        /// Port of the data records, 0…15; port 12 needs its type octet escaped.
        public var port: UInt8 = 0
        /// A record of command 9 (eight octets of time) in front of each data record.
        public var hasTimeRecords = false
        /// One delimiter between two records, not two; and some empty records.
        public var sharesDelimiters = false

        /// Port 0, data records only.
        public init() {}
    }

    /// A length field and what it counts.
    public struct LengthPrefixForm: Sendable, Equatable {
        /// Octets in front of the length field.
        public var offset = 0
        /// Octets of the length field, 1…4.
        public var width = 2
        /// Least significant octet first.
        public var isLittleEndian = false
        /// Octets that follow the field, minus its value.
        public var bias = 0
        /// Octets behind the length field that are no data.
        public var headerOctets = 0

        /// Two octets, most significant first, in front of so many octets of data.
        public init() {}
    }
}

/// One record of a generated stream.
public struct GeneratedRecord: Sendable, Equatable {
    /// What it carries, framing undone.
    public let data: [UInt8]
    /// It carries telemetry; a KISS record of another command does not.
    public let isData: Bool
    /// Its place in the stream; for KISS, from its type octet up to, not including, the delimiter
    /// behind it.
    public let range: Range<Int>
}

/// A stream of records and its truth.
public struct GeneratedRecords: Sendable, Equatable {
    /// The stream.
    public internal(set) var octets: [UInt8] = []
    /// Its records in order.
    public internal(set) var records: [GeneratedRecord] = []
}
