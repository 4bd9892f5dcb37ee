public import FeedhornTestKit
import CCSDS
import TelemetryLink

/// A link of a trial: which frames, which code; everything else as a seed says.
public struct ExactnessLink: Sendable, Hashable {
    /// What tells a good frame from a bad one.
    public enum Code: String, Sendable, CaseIterable {
        /// Reed–Solomon, 16 symbols corrected in a codeword; in some streams with FECF.
        case sixteen = "E=16"
        /// Reed–Solomon, 8 symbols corrected in a codeword, and FECF.
        case eightChecked = "E=8, FECF"
        /// Reed–Solomon, 8 symbols corrected in a codeword, and nothing else.
        case eight = "E=8"
        /// FECF without a code.
        case checked = "FECF"

        /// Symbols that are corrected in a codeword.
        public var errorCapability: Int {
            switch self {
            case .sixteen: 16
            case .eightChecked, .eight: 8
            case .checked: 0
            }
        }
    }

    /// The book of its frames.
    public var book: FrameFormat.Version
    /// What tells a good frame from a bad one.
    public var code: Code

    /// The link of both.
    public init(_ book: FrameFormat.Version, _ code: Code) {
        self.book = book
        self.code = code
    }

    /// Every link.
    public static let all = FrameFormat.Version.allCases.flatMap { book in
        Code.allCases.map { ExactnessLink(book, $0) }
    }

    /// Its name in a table.
    public var name: String {
        let books: [FrameFormat.Version: String] = [.tm: "TM", .aos: "AOS", .uslp: "USLP"]
        return "\(books[book] ?? ""), \(code.rawValue)"
    }

    /// A spacecraft identifier that all books can write.
    static let spacecraft: UInt16 = 85
    /// A virtual channel of a service without packets.
    static let serviceChannel: UInt8 = 3

    /// Marker, code and randomizer of one stream.
    ///
    /// - Parameter shortens: the code is shortened, so that there is virtual fill.
    func channel(shortens: Bool, using generator: inout SeededGenerator) -> ChannelFormat {
        let randomizer = generator.pick([RandomizerSequence?.some(.short), .some(.long), nil])
        guard code != .checked else { return ChannelFormat(code: nil, randomizer: randomizer) }
        let fill = generator.pick(shortens ? [1, 30, 90, 150] : [0, 0, 1, 90])
        let format = CodeblockFormat(
            errorCapability: code.errorCapability,
            interleaving: generator.pick([1, 1, 1, 2, 4, 5]),
            basis: generator.chance(0.7) ? .dual : .conventional,
            fill: [UInt8](repeating: 0, count: fill))
        return ChannelFormat(code: format, randomizer: randomizer)
    }

    /// Frames of one stream.
    ///
    /// - Parameter counts: every frame has a count (USLP frames may have none).
    func frames(
        _ channel: ChannelFormat, counts: Bool, using generator: inout SeededGenerator
    ) -> FrameFormat {
        let length = channel.code?.dataLength ?? generator.integer(in: 60...400)
        var format = FrameFormat(book, length: length)
        format.hasErrorControl =
            code == .sixteen ? generator.chance(0.5) : code != .eight
        format.hasOperationalControl = generator.chance(0.5)
        format.secondaryHeaderData = book == .tm && generator.chance(0.5) ? 7 : 0
        format.insertZone = book != .tm && generator.chance(0.5) ? 5 : 0
        format.hasLongErrorControl = book == .uslp && generator.chance(0.5)
        format.countOctets = generator.integer(in: counts ? 1...7 : 0...7)
        return format
    }

    /// What the decoder is told of a stream.
    func parameters(
        _ channel: ChannelFormat, _ format: FrameFormat, _ duplicates: DuplicateTreatment
    ) -> ManagedParameters {
        var parameters = ManagedParameters(
            channel: channel, format: format, accepts: [ExactnessLink.spacecraft],
            duplicates: duplicates)
        let service = VirtualChannelIdentifier(rawValue: ExactnessLink.serviceChannel)
        parameters.channels.services = [service: .opaque]
        return parameters
    }
}
