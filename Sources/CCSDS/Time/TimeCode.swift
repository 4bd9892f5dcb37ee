/// A binary CCSDS time code of any kind (CCSDS 301.0-B-4 §3.2 to §3.4).
public enum TimeCode: Hashable, Sendable {
    /// CUC.
    case unsegmented(UnsegmentedTimeCode)
    /// CDS.
    case daySegmented(DaySegmentedTimeCode)
    /// CCS.
    case calendarSegmented(CalendarSegmentedTimeCode)

    /// What a preamble says, or the mission where none is sent.
    public enum Format: Hashable, Sendable {
        /// CUC.
        case unsegmented(UnsegmentedTimeCode.Format)
        /// CDS.
        case daySegmented(DaySegmentedTimeCode.Format)
        /// CCS.
        case calendarSegmented(CalendarSegmentedTimeCode.Format)

        /// Reads the preamble that begins at the first octet of `octets`.
        ///
        /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/unsupported`` for a level 4
        ///   code (agency-defined) and reserved forms.
        public init(preamble octets: RawSpan) throws(WireError) {
            let first = try TimeCodeIdentifier.firstOctet(octets)
            switch TimeCodeIdentifier(rawValue: first >> 4 & 7) {
            case .unsegmentedCCSDSEpoch, .unsegmentedAgencyEpoch:
                self = .unsegmented(try UnsegmentedTimeCode.Format(preamble: octets))
            case .daySegmented:
                self = .daySegmented(try DaySegmentedTimeCode.Format(preamble: octets))
            case .calendarSegmented:
                self = .calendarSegmented(try CalendarSegmentedTimeCode.Format(preamble: octets))
            case nil:
                throw TimeCodeIdentifier.unsupported(first, expected: .unsegmentedCCSDSEpoch)
            }
        }

        /// Octets of the preamble, where one is sent.
        public var preambleLength: Int {
            guard case .unsegmented(let format) = self else { return 1 }
            return format.preambleLength
        }

        /// Octets of the time itself.
        public var timeLength: Int {
            switch self {
            case .unsegmented(let format): format.timeLength
            case .daySegmented(let format): format.timeLength
            case .calendarSegmented(let format): format.timeLength
            }
        }
    }

    /// Reads the time that begins at the first octet of `octets`, without preamble.
    ///
    /// - Throws: what the code's own initializer throws.
    public init(
        checking octets: RawSpan, format: Format, leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        switch format {
        case .unsegmented(let format):
            self = .unsegmented(try UnsegmentedTimeCode(checking: octets, format: format))
        case .daySegmented(let format):
            self = .daySegmented(try DaySegmentedTimeCode(checking: octets, format: format))
        case .calendarSegmented(let format):
            self = .calendarSegmented(
                try CalendarSegmentedTimeCode(
                    checking: octets, format: format, leapSeconds: leapSeconds))
        }
    }

    /// Reads preamble and time, which begin at the first octet of `octets`.
    ///
    /// - Throws: what ``Format/init(preamble:)`` and the code's own initializer throw.
    public init(
        checking octets: RawSpan, leapSeconds: LeapSecondTable = .builtIn
    ) throws(WireError) {
        let format = try Format(preamble: octets)
        let length = format.preambleLength + format.timeLength
        guard octets.byteCount >= length else {
            throw WireError.truncated(expected: length, found: octets.byteCount)
        }
        do {
            let time = octets.extracting(format.preambleLength..<length)
            try self.init(checking: time, format: format, leapSeconds: leapSeconds)
        } catch {
            throw error.moved(by: format.preambleLength)
        }
    }

    /// The instant meant, in a code that counts from `epoch`.
    ///
    /// Without an epoch it is the CCSDS epoch, where the code says that. Of an epoch for days, only
    /// the day matters.
    ///
    /// - Returns: `nil` where the code counts from an agency's epoch and none is given.
    public func instant(
        epoch: TimeEpoch? = nil, leapSeconds: LeapSecondTable = .builtIn
    ) -> UTCInstant? {
        switch self {
        case .calendarSegmented(let code):
            return code.instant
        case .unsegmented(let code):
            guard let epoch = epoch ?? (code.format.epoch == .ccsds ? .ccsds : nil) else {
                return nil
            }
            return code.instant(epoch: epoch, leapSeconds: leapSeconds)
        case .daySegmented(let code):
            guard let epoch = epoch ?? (code.format.epoch == .ccsds ? .ccsds : nil) else {
                return nil
            }
            return code.instant(epochDay: epoch.reading.day)
        }
    }
}
