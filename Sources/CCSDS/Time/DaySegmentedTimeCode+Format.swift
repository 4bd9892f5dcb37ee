extension DaySegmentedTimeCode {
    /// The preamble (P-field) of a CDS as a value (CCSDS 301.0-B-4 §3.3.2).
    public struct Format: Hashable, Sendable {
        /// Parts of a millisecond that a CDS carries.
        @frozen
        public enum Submilliseconds: UInt8, Hashable, Sendable, CaseIterable {
            /// None.
            case none = 0
            /// 16 bits of microseconds.
            case microseconds = 1
            /// 32 bits of picoseconds.
            case picoseconds = 2

            /// Octets on the wire.
            public var octets: Int { Int(rawValue) * 2 }

            /// Parts in a millisecond.
            var perMillisecond: UInt32 {
                switch self {
                case .none: 1
                case .microseconds: 1_000
                case .picoseconds: 1_000_000_000
                }
            }
        }

        /// Octets of the day: 2 or 3.
        public let dayOctets: Int
        /// Parts of a millisecond.
        public let submilliseconds: Submilliseconds
        /// Whose epoch.
        public let epoch: TimeCodeEpoch

        /// Octets of the preamble.
        static let preambleLength = 1

        /// The format with these segments.
        ///
        /// - Precondition: `dayOctets` is 2 or 3.
        public init(
            dayOctets: Int = 2, submilliseconds: Submilliseconds = .none,
            epoch: TimeCodeEpoch = .ccsds
        ) {
            precondition(dayOctets == 2 || dayOctets == 3, "day of 2 or 3 octets")
            self.dayOctets = dayOctets
            self.submilliseconds = submilliseconds
            self.epoch = epoch
        }

        /// Reads the preamble that is the first octet of `octets`.
        ///
        /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/unsupported`` when it is no CDS
        ///   or has a reserved form.
        public init(preamble octets: RawSpan) throws(WireError) {
            let first = try TimeCodeIdentifier.firstOctet(octets)
            guard TimeCodeIdentifier(rawValue: first >> 4 & 7) == .daySegmented else {
                throw TimeCodeIdentifier.unsupported(first, expected: .daySegmented)
            }
            try TimeCodeIdentifier.checkNoExtension(first)
            guard let submilliseconds = Submilliseconds(rawValue: first & 3) else {
                throw WireError(.unsupported, expected: 2, found: Int(first & 3), offset: 0)
            }
            self.submilliseconds = submilliseconds
            epoch = first & 0x08 == 0 ? .ccsds : .agency
            dayOctets = first & 0x04 == 0 ? 2 : 3
        }

        /// Octets of the time itself: 6 to 11.
        public var timeLength: Int { dayOctets + 4 + submilliseconds.octets }

        /// Appends the preamble.
        public func serialize(into octets: inout [UInt8]) {
            octets.append(
                TimeCodeIdentifier.daySegmented.rawValue << 4 | (epoch == .agency ? 0x08 : 0)
                    | (dayOctets == 3 ? 0x04 : 0) | submilliseconds.rawValue)
        }
    }
}
