extension UnsegmentedTimeCode {
    /// The preamble (P-field) of a CUC as a value (CCSDS 301.0-B-4 §3.2.2).
    public struct Format: Hashable, Sendable {
        /// Octets of the whole seconds: 1 to 7.
        public let coarseOctets: Int
        /// Octets of the fraction: 0 to 10.
        public let fractionOctets: Int
        /// Whose epoch.
        public let epoch: TimeCodeEpoch
        /// Octets of the preamble: 2 where one cannot say it, or the sender used 2.
        public let preambleLength: Int

        /// The format with so many octets.
        ///
        /// - Precondition: `coarseOctets` is 1 to 7, `fractionOctets` 0 to 10.
        public init(coarseOctets: Int, fractionOctets: Int, epoch: TimeCodeEpoch = .agency) {
            precondition((1...7).contains(coarseOctets), "seconds of 1 to 7 octets")
            precondition((0...10).contains(fractionOctets), "fraction of 0 to 10 octets")
            self.coarseOctets = coarseOctets
            self.fractionOctets = fractionOctets
            self.epoch = epoch
            preambleLength = coarseOctets > 4 || fractionOctets > 3 ? 2 : 1
        }

        /// Reads the preamble that begins at the first octet of `octets`.
        ///
        /// - Throws: ``WireError/Code/truncated``, ``WireError/Code/unsupported`` when it is no CUC
        ///   or has a third octet.
        public init(preamble octets: RawSpan) throws(WireError) {
            let first = try TimeCodeIdentifier.firstOctet(octets)
            switch TimeCodeIdentifier(rawValue: first >> 4 & 7) {
            case .unsegmentedCCSDSEpoch: epoch = .ccsds
            case .unsegmentedAgencyEpoch: epoch = .agency
            default: throw TimeCodeIdentifier.unsupported(first, expected: .unsegmentedCCSDSEpoch)
            }
            let basic = Int(first >> 2 & 3) + 1
            let fraction = Int(first & 3)
            guard first & 0x80 != 0 else {
                (coarseOctets, fractionOctets, preambleLength) = (basic, fraction, 1)
                return
            }
            guard octets.byteCount >= 2 else { throw WireError.truncated(expected: 2, found: 1) }
            let second = octet(octets, at: 1)
            // Second octet: further extension 1 bit, more coarse octets 2, more fraction octets 3.
            guard second & 0x80 == 0 else {
                throw WireError(.unsupported, expected: 0, found: 1, offset: 1)
            }
            coarseOctets = basic + Int(second >> 5 & 3)
            fractionOctets = fraction + Int(second >> 2 & 7)
            preambleLength = 2
        }

        /// Octets of the time itself.
        public var timeLength: Int { coarseOctets + fractionOctets }

        /// Appends the preamble.
        public func serialize(into octets: inout [UInt8]) {
            let coarse = min(coarseOctets, 4)
            let fraction = min(fractionOctets, 3)
            let identifier: TimeCodeIdentifier =
                epoch == .ccsds ? .unsegmentedCCSDSEpoch : .unsegmentedAgencyEpoch
            octets.append(
                (preambleLength > 1 ? 0x80 : 0) | identifier.rawValue << 4 | UInt8(coarse - 1) << 2
                    | UInt8(fraction))
            guard preambleLength > 1 else { return }
            octets.append(UInt8(coarseOctets - coarse) << 5 | UInt8(fractionOctets - fraction) << 2)
        }
    }
}
