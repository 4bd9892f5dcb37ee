/// What a filter can ask about a packet; the raw names are the JSON keys.
enum FilterField: UInt8, CaseIterable, Sendable {
    case link = 0
    case scid
    case vcid
    case map
    case apid
    case count
    case length
    case kind
    case quality
    case corrected
    case missing
    case time
    case idle
    case secondaryHeader
    case sequenceFlags
    case replay
    case encapsulationProtocol

    /// How values of a field are written.
    enum Form: Sendable {
        /// A link's name.
        case name
        /// Decimal or `0x…`, up to the field's maximum.
        case number(maximum: UInt64)
        /// One of these words, numbered from 0.
        case word([String])
        /// RFC 3339, `now`, or relative as `-10m`.
        case time
        /// Set or not.
        case flag
    }

    /// The value of a field that a packet has not got. No field has it as a value, so ranges
    /// never contain it unless a filter asks for `null`.
    static let absent = UInt64.max

    var name: String {
        // `protocol` is a word of the language that this is written in.
        self == .encapsulationProtocol ? "protocol" : String(describing: self)
    }

    init?(name: String) {
        guard let field = FilterField.allCases.first(where: { $0.name == name }) else { return nil }
        self = field
    }

    /// Maxima: the widths of the fields in the books, see the identifiers' own types.
    var form: Form {
        switch self {
        case .link: .name
        case .scid: .number(maximum: 0xFFFF)
        case .vcid: .number(maximum: 63)
        case .map: .number(maximum: 15)
        case .apid: .number(maximum: 0x7FF)
        case .count: .number(maximum: 0x3FFF)
        case .length: .number(maximum: 0xFFFF_FFFF)
        case .kind: .word(PacketKind.names)
        case .quality: .word(["good", "undetermined", "erred"])
        case .corrected: .number(maximum: 0xFFFF)
        case .missing: .number(maximum: 0xFFFF_FFFE)
        case .time: .time
        case .idle, .secondaryHeader, .replay: .flag
        case .sequenceFlags: .word(["continuation", "first", "last", "unsegmented"])
        case .encapsulationProtocol: .number(maximum: 7)
        }
    }

    /// Largest value of the field.
    var maximum: UInt64 {
        switch form {
        case .name: 0
        case .number(let maximum): maximum
        case .word(let words): UInt64(words.count - 1)
        case .time: FilterField.absent - 1
        case .flag: 1
        }
    }

    /// A packet can be without it: `null` is a value of such a field.
    var canBeAbsent: Bool {
        switch self {
        case .scid, .vcid, .map, .apid, .count, .corrected, .missing, .sequenceFlags,
            .encapsulationProtocol:
            true
        default: false
        }
    }
}

/// What a packet is, by its first four bits.
enum PacketKind {
    /// Space packet of telemetry, of telecommand (packet type bit, 133.0-B-2 §4.1.3.3.2),
    /// encapsulation packet.
    static let names = ["tm", "tc", "encapsulation"]
    static let encapsulation: UInt64 = 2
}
