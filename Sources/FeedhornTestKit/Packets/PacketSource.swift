/// Makes the packets of one virtual channel.
public struct PacketSource: Sendable {
    /// One application process.
    public struct Application: Sendable, Equatable {
        /// What stands in front of the user data.
        public enum SecondaryHeader: Sendable, Equatable {
            case none
            /// So many random octets.
            case octets(Int)
            /// The time `onBoardTime`, CUC 4+2 octets, its P-field not sent
            /// (CCSDS 301.0-B-4 §3.2).
            case time
        }

        /// APID, 0…2046.
        public var identifier: UInt16
        /// Octets of a packet, header included, 7…65,542.
        public var lengths: ClosedRange<Int>
        /// The secondary header of each packet.
        public var secondaryHeader = SecondaryHeader.none
        /// How often, against the other applications.
        public var weight = 1
        /// Each packet ends with a 16-bit check sequence over all of it.
        public var hasErrorControl = false
        /// Count of its first packet.
        public var firstCount: UInt16 = 0

        /// An application without secondary header and error control.
        public init(identifier: UInt16, lengths: ClosedRange<Int>) {
            precondition(lengths.lowerBound >= 7 && lengths.upperBound <= 65_542)
            self.identifier = identifier
            self.lengths = lengths
        }
    }

    /// The application processes that take turns.
    public let applications: [Application]
    /// Part of the packets that are encapsulation packets, 0…1.
    public var encapsulationRate = 0.0
    /// Forms of the encapsulation packets.
    public var encapsulationForms = EncapsulationForm.allCases
    /// Octets of the encapsulation packets, cut to what the form can say.
    public var encapsulationLengths = 8...200
    /// Part of the packets that are idle packets, 0…1.
    public var idleRate = 0.0
    /// On-board time for secondary headers, in units of 2⁻¹⁶ s.
    public var onBoardTime: UInt64 = 0

    private var generator: SeededGenerator
    private var counts: [UInt16: UInt16] = [:]

    /// - Parameters:
    ///   - applications: may be empty where all packets are idle or encapsulation packets.
    ///   - generator: gives lengths, order and contents.
    public init(applications: [Application], generator: SeededGenerator) {
        self.applications = applications
        self.generator = generator
        for application in applications {
            counts[application.identifier] = application.firstCount
        }
    }

    /// The next packet, of whatever kind the rates say.
    public mutating func next() -> GeneratedPacket {
        if generator.chance(encapsulationRate) || applications.isEmpty {
            let form = generator.pick(encapsulationForms)
            return encapsulationPacket(form, length: generator.integer(in: encapsulationLengths))
        }
        if generator.chance(idleRate) {
            return idlePacket(length: generator.integer(in: 7...64))
        }
        var turn = generator.integer(below: applications.reduce(0) { $0 + $1.weight })
        for application in applications {
            turn -= application.weight
            if turn < 0 { return spacePacket(application) }
        }
        return spacePacket(applications[applications.count - 1])
    }

    /// The next packet of `application`, with its next count.
    public mutating func spacePacket(_ application: Application) -> GeneratedPacket {
        let length = generator.integer(in: application.lengths)
        let header = secondaryHeader(application.secondaryHeader, room: length - 6)
        let data = header + generator.octets(length - 6 - header.count)
        let count = counts[application.identifier, default: application.firstCount]
        counts[application.identifier] = (count + 1) & 0x3FFF
        func packet(_ data: [UInt8]) -> GeneratedPacket {
            .space(
                application: application.identifier, sequenceCount: count,
                hasSecondaryHeader: !header.isEmpty, data: data)
        }
        guard application.hasErrorControl, data.count >= header.count + 2 else {
            return packet(data)
        }
        var checked = data
        let covered = packet(data).octets.dropLast(2)
        checked.setBigEndian16(FrameCheckSequence.compute(covered), at: data.count - 2)
        return packet(checked)
    }

    /// An idle packet of `length` octets, 7…65,542; its count means nothing and is 0.
    public mutating func idlePacket(length: Int) -> GeneratedPacket {
        .space(application: 2047, sequenceCount: 0, data: generator.octets(length - 6))
    }

    /// An encapsulation packet; `length` is cut to what the form can say.
    public mutating func encapsulationPacket(
        _ form: EncapsulationForm, length: Int
    ) -> GeneratedPacket {
        let range = form.lengths
        let whole = min(max(length, range.lowerBound), range.upperBound)
        let nibbles = generator.next()
        return form.packet(
            protocolIdentifier: UInt8(generator.integer(below: 8)),
            extensionNibble: UInt8(nibbles & 15), userDefined: UInt8(nibbles >> 4 & 15),
            data: generator.octets(whole - form.headerLength))
    }

    /// No header where the packet has no room for all of it.
    private mutating func secondaryHeader(
        _ form: Application.SecondaryHeader, room: Int
    ) -> [UInt8] {
        switch form {
        case .octets(let count) where count <= room:
            return generator.octets(count)
        case .time where room >= 6:
            var octets: [UInt8] = []
            octets.appendBigEndian(onBoardTime, width: 6)
            return octets
        default:
            return []
        }
    }
}
