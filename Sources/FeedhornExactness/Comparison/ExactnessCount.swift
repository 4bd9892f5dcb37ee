/// What came of a trial. Everything called wrong, missed or bogus is to be 0.
public struct ExactnessCount: Sendable, Equatable {
    /// Frames sent.
    public internal(set) var frames = 0
    /// Octets of the streams.
    public internal(set) var octets = 0
    /// Frames that must be delivered, and of those the ones that were not.
    public internal(set) var due = 0
    /// Frames that must be delivered and were not.
    public internal(set) var missed = 0
    /// Frames that may or may not be delivered, by how a decoder searches.
    public internal(set) var optional = 0
    /// Frames of ``optional`` that were delivered.
    public internal(set) var optionalDelivered = 0
    /// Frames delivered that were never sent.
    public internal(set) var bogus = 0
    /// Frames that may be taken for another, by chance within reach of another codeword: sent,
    /// and delivered as the other one.
    public internal(set) var mistakable = 0
    /// Frames delivered as another one; what they do to counts and packets is not compared.
    public internal(set) var mistaken = 0
    /// Packets that the delivered frames hold.
    public internal(set) var packets = 0
    /// Packets that the delivered frames hold and that did not come.
    public internal(set) var packetsMissed = 0
    /// Packets that were never sent, or come too often or too late.
    public internal(set) var packetsBogus = 0
    /// Counter steps: gaps, duplicates, resets.
    public internal(set) var gaps = 0
    /// Steps missed, bogus, or of other extent; packets missing by sequence count too.
    public internal(set) var gapsWrong = 0
    /// Codewords of delivered frames.
    public internal(set) var codewords = 0
    /// Codewords in which another number of symbols was corrected.
    public internal(set) var codewordsWrong = 0
    /// Rejected frames, and uncorrectable codewords, counted too often or too seldom, where the
    /// stream is such that there is one right number.
    public internal(set) var rejectionsWrong = 0
    /// Streams whose books did not balance.
    public internal(set) var unbalanced = 0
    /// Streams in which so many frames were lost that a count came round: their packets are not
    /// compared.
    public internal(set) var hidden = 0
    /// The first deviations, in words.
    public internal(set) var deviations: [String] = []

    /// Deviations that are kept in words; more are only counted.
    static let maximumDeviations = 20

    /// Nothing tried.
    public init() {}

    /// Frames that came out wrong. (What counts, packets and corrections of its stream say is then
    /// wrong too; that is counted apart.)
    public var framesOff: Int { missed + bogus }

    /// Reports that are not the truth.
    public var reportsWrong: Int { codewordsWrong + gapsWrong + rejectionsWrong + unbalanced }

    /// 0 missed, 0 bogus, and every report is the truth.
    public var isExact: Bool {
        framesOff + reportsWrong + packetsMissed + packetsBogus == 0
    }

    mutating func note(_ text: String) {
        if deviations.count < ExactnessCount.maximumDeviations { deviations.append(text) }
    }

    /// Adds what came of another trial.
    public mutating func add(_ other: ExactnessCount) {
        for path in ExactnessCount.paths { self[keyPath: path] += other[keyPath: path] }
        for text in other.deviations { note(text) }
    }

    private static var paths: [WritableKeyPath<ExactnessCount, Int>] {
        [
            \.frames, \.octets, \.due, \.missed, \.optional, \.optionalDelivered, \.bogus,
            \.mistakable, \.mistaken, \.packets, \.packetsMissed, \.packetsBogus, \.gaps,
            \.gapsWrong, \.codewords, \.codewordsWrong, \.rejectionsWrong, \.unbalanced, \.hidden,
        ]
    }
}
