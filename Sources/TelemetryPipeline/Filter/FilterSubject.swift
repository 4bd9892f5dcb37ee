import CCSDS
public import TelemetryLink

/// Something that a filter is asked about.
protocol FilterSubject {
    /// Fields that it can't know, a bit each: what a filter asks about them counts as true, so
    /// that a gap or a frame is held back only by what is known of it.
    static var unknownFields: UInt32 { get }

    /// The value of `field`; ``FilterField/absent`` where it has none.
    func value(of field: FilterField) -> UInt64
}

extension FilterField {
    /// The bits of all fields but `known`.
    static func allBut(_ known: FilterField...) -> UInt32 {
        known.reduce(UInt32.max) { $0 & ~(1 << UInt32($1.rawValue)) }
    }
}

/// What filters and encoders see of a packet: its record, and what its frame adds.
public struct PacketSubject: FilterSubject, Sendable {
    /// The packet's record.
    public let record: PacketRecord
    /// Symbols corrected in its frame; `UInt64.max` where there is no annotation.
    let corrected: UInt64
    /// Frames missing before its frame; `UInt64.max` where unknown.
    let missing: UInt64

    static let unknownFields: UInt32 = 0

    /// A packet and the annotation of the frame in which it starts, if there is one.
    public init(_ record: PacketRecord, annotation: ReceptionAnnotation?) {
        self.record = record
        corrected = annotation.map { UInt64($0.correctedSymbols) } ?? FilterField.absent
        missing = annotation?.knownMissingBefore ?? FilterField.absent
    }

    /// A packet of `batch`.
    @inline(__always)
    init(_ record: PacketRecord, of annotations: [ReceptionAnnotation]) {
        self.record = record
        let index = Int(record.annotation)
        if index < annotations.count {
            corrected = UInt64(annotations[index].correctedSymbols)
            missing = annotations[index].knownMissingBefore ?? FilterField.absent
        } else {
            corrected = FilterField.absent
            missing = FilterField.absent
        }
    }

    func value(of field: FilterField) -> UInt64 {
        switch field {
        case .link: FilterField.absent
        case .scid, .vcid, .map: record.channel.value(of: field)
        case .apid:
            record.isEncapsulation ? FilterField.absent : UInt64(record.application.rawValue)
        case .count: record.isEncapsulation ? FilterField.absent : UInt64(record.sequenceCount)
        case .length: UInt64(record.length)
        case .kind: record.kind
        case .quality: UInt64(record.quality.rawValue)
        case .corrected: corrected
        case .missing: missing
        case .time: min(record.earthReceiveTime, FilterField.absent - 1)
        case .idle: record.flags.contains(.idle) ? 1 : 0
        case .secondaryHeader: record.hasSecondaryHeader ? 1 : 0
        case .sequenceFlags: record.sequenceFlags
        case .replay: record.flags.contains(.replay) ? 1 : 0
        case .encapsulationProtocol:
            record.encapsulationProtocol.map { UInt64($0.rawValue) } ?? FilterField.absent
        }
    }
}

/// A counter gap: it has a link, a channel and perhaps an APID.
struct GapSubject: FilterSubject {
    let gap: CounterGap
    static let unknownFields = FilterField.allBut(.link, .scid, .time)

    func value(of field: FilterField) -> UInt64 {
        switch (field, gap.scope) {
        case (.scid, .masterChannel(_, let spacecraft)): UInt64(spacecraft.rawValue)
        case (.time, _): min(gap.earthReceiveTime, FilterField.absent - 1)
        default: gap.scope.channel.value(of: field)
        }
    }
}

/// A gap of one virtual channel.
struct ChannelGapSubject: FilterSubject {
    let gap: CounterGap
    static let unknownFields = FilterField.allBut(.link, .scid, .vcid, .map, .time)

    func value(of field: FilterField) -> UInt64 { GapSubject(gap: gap).value(of: field) }
}

/// A gap of one APID.
struct ApplicationGapSubject: FilterSubject {
    let gap: CounterGap
    let application: ApplicationProcessIdentifier
    static let unknownFields = FilterField.allBut(.link, .scid, .vcid, .map, .apid, .time)

    func value(of field: FilterField) -> UInt64 {
        field == .apid
            ? UInt64(application.rawValue) : GapSubject(gap: gap).value(of: field)
    }
}

/// A delivered frame: everything but what only packets have.
struct FrameSubject: FilterSubject {
    let annotation: ReceptionAnnotation
    static let unknownFields = FilterField.allBut(
        .link, .scid, .vcid, .map, .quality, .corrected, .missing, .time, .replay)

    func value(of field: FilterField) -> UInt64 {
        switch field {
        case .quality: UInt64(annotation.quality.rawValue)
        case .corrected: UInt64(annotation.correctedSymbols)
        case .missing: annotation.knownMissingBefore ?? FilterField.absent
        case .time: min(annotation.earthReceiveTime, FilterField.absent - 1)
        case .replay: annotation.flags.contains(.replay) ? 1 : 0
        default: annotation.channel.value(of: field)
        }
    }
}

/// User data put together: its channel, its application, the time of its first packet.
struct UserDataSubject: FilterSubject {
    let data: UserDataRecord
    static let unknownFields = FilterField.allBut(
        .link, .scid, .vcid, .map, .apid, .quality, .time)

    func value(of field: FilterField) -> UInt64 {
        switch field {
        case .apid: UInt64(data.application.rawValue)
        case .quality: UInt64(data.quality.rawValue)
        case .time: min(data.earthReceiveTime, FilterField.absent - 1)
        default: data.channel.value(of: field)
        }
    }
}

/// Anything else of a link: only its link and time are known.
struct EventSubject: FilterSubject {
    let time: UInt64
    static let unknownFields = FilterField.allBut(.link, .time)

    func value(of field: FilterField) -> UInt64 { min(time, FilterField.absent - 1) }
}

/// A link, whatever comes on it.
struct LinkSubject: FilterSubject {
    static let unknownFields = FilterField.allBut(.link)

    func value(of field: FilterField) -> UInt64 { FilterField.absent }
}

extension ReceptionAnnotation {
    /// `nil` where the counter was reset or never seen before.
    var knownMissingBefore: UInt64? { missingBefore == .max ? nil : UInt64(missingBefore) }
}

extension CounterScope {
    var channel: GlobalVirtualChannelIdentifier {
        switch self {
        case .masterChannel: .none
        case .virtualChannel(let channel), .application(_, let channel): channel
        }
    }
}

extension GlobalVirtualChannelIdentifier {
    func value(of field: FilterField) -> UInt64 {
        guard self != .none else { return FilterField.absent }
        switch field {
        case .scid: return UInt64(spacecraft.rawValue)
        case .vcid: return UInt64(virtualChannel.rawValue)
        case .map:
            return multiplexerAccessPoint.map { UInt64($0.rawValue) } ?? FilterField.absent
        default: return FilterField.absent
        }
    }
}

extension PacketRecord {
    var kind: UInt64 {
        // Packet type bit, 133.0-B-2 §4.1.3.3.2.
        isEncapsulation ? PacketKind.encapsulation : UInt64(header >> 28 & 1)
    }

    /// Secondary header flag (133.0-B-2 §4.1.3.3.3); encapsulation packets have none.
    var hasSecondaryHeader: Bool { !isEncapsulation && header >> 27 & 1 == 1 }

    /// Sequence flags, 133.0-B-2 §4.1.3.4.2.
    var sequenceFlags: UInt64 {
        isEncapsulation ? FilterField.absent : UInt64(header >> 14 & 3)
    }
}
