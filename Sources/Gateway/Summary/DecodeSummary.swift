public import CCSDS
public import LinkConfiguration
public import TelemetryLink

/// What a decoder made of a stream, in numbers: counts, digests, the balance.
public struct DecodeSummary: Sendable {
    let link: LinkFile
    let hasDigests: Bool
    private let hasTables: Bool

    private(set) var frames: UInt64 = 0
    private(set) var frameDigest = OctetDigest()
    private(set) var channels = ChannelEntries<UInt64>()
    private(set) var applications: ApplicationSummaries
    private(set) var channelApplications = ChannelEntries<ApplicationSummaries>()
    private(set) var nonIdleDigest = OctetDigest()
    private(set) var encapsulationDigest = OctetDigest()
    private(set) var encapsulationPackets: UInt64 = 0
    private(set) var encapsulationProtocols: [EncapsulationProtocolIdentifier: UInt64] = [:]
    private(set) var spacePackets: UInt64 = 0
    private(set) var controlFields: [UInt32: UInt64] = [:]
    private(set) var controlWords = ControlWordSummary()
    private(set) var frameLengths: [Int] = []
    private(set) var times: TimeSummary
    private let controlFieldReader: ControlFieldReader
    private var evidence = LinkEvidence()

    /// Frame lengths are listed one by one up to so many: enough for a packet radio's pass.
    static let listedFrames = 1000
    /// Different control field words that are counted: a spacecraft sends a handful, noise more.
    static let countedControlFields = 4096

    /// - Parameters:
    ///   - leapSeconds: the link's, see ``LeapSeconds``.
    ///   - hasDigests: SHA-256 of frames and packets too, which takes more time than decoding does.
    ///   - hasTables: what only the JSON form shows: counts by channel and application,
    ///     lengths, times.
    public init(
        _ link: LinkFile, leapSeconds: LeapSecondTable = .builtIn, hasDigests: Bool,
        hasTables: Bool = true
    ) {
        self.link = link
        self.hasDigests = hasDigests
        self.hasTables = hasTables
        applications = ApplicationSummaries(hasDigests: hasDigests)
        times = TimeSummary(link.times, leapSeconds)
        controlFieldReader = ControlFieldReader(link.parameters.frame)
    }

    /// Octets of the stream as they were received: the first few are looked at where nothing comes
    /// of them.
    public mutating func note(_ octets: RawSpan) {
        let room = SampleInspection.length - evidence.sample.count
        guard room > 0 else { return }
        octets.withUnsafeBytes { evidence.sample.append(contentsOf: $0.prefix(room)) }
    }

    /// Adds what a batch holds.
    public mutating func add(_ batch: borrowing PacketBatch) {
        if !batch.rejected.isEmpty { evidence.foreign.note(batch, link.parameters) }
        for frame in batch.frames where frame.annotation.quality != .erred {
            let octets = batch.octets(of: frame)
            add(frame, octets)
        }
        for packet in batch.packets {
            let octets = batch.octets(of: packet)
            add(packet, octets)
        }
    }

    private mutating func add(_ frame: FrameRecord, _ octets: RawSpan) {
        frames += 1
        if hasDigests { frameDigest.update(octets) }
        if hasTables, frameLengths.count < DecodeSummary.listedFrames {
            frameLengths.append(Int(frame.length))
        }
        guard frame.annotation.channel != .none else { return }
        if hasTables {
            channels.update(frame.annotation.channel.withoutAccessPoint, first: 0) { $0 += 1 }
            times.add(frame, octets)
        }
        guard let word = controlFieldReader.word(octets) else { return }
        controlWords.add(word, from: frame.annotation.channel.spacecraft)
        if controlFields[word] != nil
            || controlFields.count < DecodeSummary.countedControlFields
        {
            controlFields[word, default: 0] += 1
        }
    }

    private mutating func add(_ packet: PacketRecord, _ octets: RawSpan) {
        if let carried = packet.encapsulationProtocol {
            encapsulationPackets += 1
            encapsulationProtocols[carried, default: 0] += 1
            if hasDigests { encapsulationDigest.update(octets) }
            return
        }
        spacePackets += 1
        guard hasTables else { return }
        if hasDigests, packet.application != .idle { nonIdleDigest.update(octets) }
        applications.add(packet, octets)
        if packet.channel != .none {
            channelApplications.update(
                packet.channel, first: ApplicationSummaries(hasDigests: hasDigests)
            ) { $0.add(packet, octets) }
        }
        times.add(packet, octets)
    }

    /// Where the stream stops being what the link file says; `nil` where packets or frames come
    /// out of it and most frames are good.
    public func diagnosis(
        _ balance: LinkBalance, _ statistics: LinkStatistics
    ) -> LinkDiagnosis? {
        let octets = balance.symbols?.octetsIn ?? balance.bitsIn / 8
        let diagnosis = LinkDiagnosis(
            LinkCounts(balance, statistics, octets: octets), evidence, link.parameters,
            isWhole: true)
        switch diagnosis.rung {
        case .fine, .counterJumps, .undecided: return nil
        default: return diagnosis
        }
    }
}
