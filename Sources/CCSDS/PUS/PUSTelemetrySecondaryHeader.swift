/// Secondary header of a PUS telemetry packet as a value: ECSS-E-ST-70-41C §7.4.3.1 (PUS-C) and
/// E-70-41A §5.4.3 (PUS-A). The time is left as octets; a ``TimeCode/Format`` reads it.
public struct PUSTelemetrySecondaryHeader: Hashable, Sendable {
    /// PUS version number: 1 (PUS-A) or 2 (PUS-C).
    public var version: UInt8
    /// State of the on-board clock, 0 to 15, as the mission defines it; PUS-C only, else 0.
    public var timeReferenceStatus: UInt8
    /// Service type.
    public var service: UInt8
    /// Message subtype.
    public var subtype: UInt8
    /// Messages of this type to this destination, modulo 65,536 (PUS-C); packets of this service
    /// and subtype, modulo 256 (PUS-A); `nil` where it is not sent.
    public var messageCounter: UInt16?
    /// Application process that the message is for; `nil` where it is not sent.
    public var destination: UInt16?

    /// A header with these fields.
    public init(
        version: UInt8, timeReferenceStatus: UInt8 = 0, service: UInt8, subtype: UInt8,
        messageCounter: UInt16? = nil, destination: UInt16? = nil
    ) {
        self.version = version
        self.timeReferenceStatus = timeReferenceStatus
        self.service = service
        self.subtype = subtype
        self.messageCounter = messageCounter
        self.destination = destination
    }

    /// Reads the fields that stand before the time at `start` of `octets`, which are there.
    init(_ octets: RawSpan, at start: Int, issue: PUSTelemetryParameters.Issue) {
        let first = octet(octets, at: start)
        service = octet(octets, at: start + 1)
        subtype = octet(octets, at: start + 2)
        switch issue {
        case .a(let hasSubcounter, let destinationOctets):
            // Spare 1 bit, version 3, spare 4.
            version = first >> 4 & 7
            timeReferenceStatus = 0
            messageCounter = hasSubcounter ? UInt16(octet(octets, at: start + 3)) : nil
            let place = start + (hasSubcounter ? 4 : 3)
            let value = bigEndianInteger(octets, at: place, count: destinationOctets)
            destination = destinationOctets > 0 ? UInt16(truncatingIfNeeded: value) : nil
        case .c:
            version = first >> 4
            timeReferenceStatus = first & 0x0F
            messageCounter = be16(octets, at: start + 3)
            destination = be16(octets, at: start + 5)
        }
    }

    /// Appends the secondary header with the time `time` and zeros as spare.
    ///
    /// - Precondition: `time` has `parameters.timeOctets` octets.
    public func serialize(
        into octets: inout [UInt8], time: [UInt8], parameters: PUSTelemetryParameters
    ) {
        precondition(time.count == parameters.timeOctets, "octets of the time")
        octets.append(version << 4 | timeReferenceStatus & 0x0F)
        octets.append(service)
        octets.append(subtype)
        switch parameters.issue {
        case .a(let hasSubcounter, let destinationOctets):
            if hasSubcounter { octets.appendBigEndian(messageCounter ?? 0, count: 1) }
            octets.appendBigEndian(destination ?? 0, count: destinationOctets)
        case .c:
            octets.appendBigEndian(messageCounter ?? 0, count: 2)
            octets.appendBigEndian(destination ?? 0, count: 2)
        }
        octets.append(contentsOf: time)
        octets.append(contentsOf: repeatElement(0, count: parameters.spareOctets))
    }
}
