import CCSDS
import ChannelCoding
public import LinkFraming

/// Turns the received octets of one link into frames, packets, gaps and events.
///
/// Synchronous and deterministic: no clock, no lock, no input or output. Live reception, replay,
/// offline decoding and tests run this one decoder, and any chunking of the same octets gives
/// the same records (their times apart, which are those of the chunks).
///
/// ```swift
/// var decoder = LinkDecoder(parameters)
/// var batch = PacketBatch()
/// decoder.consume(slab, 0..<count, receivedAt: time, into: &batch)
/// for packet in batch.packets { use(batch.octets(of: packet)) }
/// batch.removeAll()
/// ```
public struct LinkDecoder: ~Copyable, Sendable {
    /// Longest chunk that ``consume(_:_:receivedAt:into:)`` takes: so that what is made of one
    /// chunk never needs more slabs than a batch can name.
    public static let maximumChunk = 16 << 20

    /// Octets in one slab of the frame arena.
    #if FEEDHORN_FUZZING
    // A fuzzer makes thousands of decoders a second, and shall see slabs end.
    static let arenaSlabCapacity = 1 << 14
    #else
    static let arenaSlabCapacity = 1 << 20
    #endif
    /// Idle arena slabs that are kept; more are in use only while subscribers hold batches.
    static let arenaSlabsKept = 32

    /// What the link file says.
    public let parameters: ManagedParameters

    var arena: FrameArena
    var carry: StreamCarry
    var clock: ChunkClock
    var verifier: FrameVerifier
    var delivery: PacketDelivery
    var channels: ChannelBank
    /// The streams of USLP channels.
    var accessPoints: AccessPointBank
    var headers: FrameHeaderReader
    /// `nil`: no frame has a security header.
    var security: SecurityGate?
    var synchronizer: FrameSynchronizer
    var tail: FrameTail
    var rejections: RejectionBudget
    var framers: RecordFramers
    var stream: PacketExtractionState
    /// `nil`: octets are decoded as they are received.
    var stage: SymbolStage?
    /// `nil`: the data of a chunk lie together.
    var unwrapper: PacketUnwrapper?

    /// Octets of the stream so far (wrappers taken off, symbols decoded), and of all that was
    /// received.
    var octetsIn: UInt64 = 0
    var octetsReceived: UInt64 = 0
    /// Octets of symbols or levels so far: what a stage made the stream of.
    var symbolOctets: UInt64 = 0
    /// Bits up to here have their owner.
    var position: UInt64 = 0
    var framesDelivered: UInt64 = 0
    /// Frames found that could not be read: any of them may be anybody's.
    var unreadableFrames: UInt64 = 0
    /// Breaks in the stream.
    var interruptions: UInt64 = 0
    let estimator: GapEstimator
    /// The frame before, for `duplicates: drop`.
    var lastFrame: RecentFrame?
    var isFinished = false
    /// The rate of the line in force: ``ManagedParameters/lineRate`` until it changes.
    var lineRate: UInt64?

    /// A decoder in its first state.
    ///
    /// - Parameters:
    ///   - parameters: what the link file says.
    ///   - security: the keys of the link's security associations; without, secured frames that are
    ///     encrypted leave as frames, and nothing is verified.
    ///   - signatures: checks the signatures of MAVLink frames; without, nobody does.
    /// - Precondition: the parameters are such as a link file may have: a marker's bit errors
    ///   below half of its bits, no length over 1 MiB.
    public init(
        _ parameters: ManagedParameters, security: (any FrameSecurity)? = nil,
        signatures: (any MAVLinkSignatureVerifier)? = nil
    ) {
        self.parameters = parameters
        lineRate = parameters.lineRate
        framers = RecordFramers(parameters.framing, signatures: signatures)
        let reach = DecoderReach(parameters, framers)
        arena = FrameArena(
            slabCapacity: LinkDecoder.arenaSlabCapacity, maximumKept: LinkDecoder.arenaSlabsKept)
        carry = StreamCarry(lookahead: reach.lookahead)
        rejections = RejectionBudget(frameLength: reach.codedLength)
        unwrapper = PacketUnwrapper(parameters.wrapper)
        let stage = SymbolStage(parameters)
        var clock = ChunkClock(parameters, stage)
        clock.symbols = stage?.decoder.map { SymbolMap($0.code, $0.form) }
        self.clock = clock
        self.stage = stage
        // Locals: `&&` over `self` half made is compiled wrongly where self can't be copied.
        let verifier = FrameVerifier(parameters, maximumLength: reach.codedLength)
        self.verifier = verifier
        delivery = PacketDelivery(parameters.packets)
        channels = ChannelBank(parameters)
        accessPoints = AccessPointBank(maximumPacketLength: parameters.packets.maximumLength)
        headers = FrameHeaderReader(parameters)
        self.security = parameters.security.map { SecurityGate($0, security) }
        delivery.statistics.security = self.security?.counts ?? []
        stream = PacketExtractionState()
        let synchronizer = FrameSynchronizer(parameters, codedLength: reach.codedLength)
        self.synchronizer = synchronizer
        let isSynchronized = if case .synchronized = parameters.framing { true } else { false }
        tail = FrameTail(
            parityLength: verifier.parityLength, unitLength: Int(synchronizer.unitBits / 8),
            isVerifiable: isSynchronized && verifier.isVerifiable)
        estimator = GapEstimator(
            parameters,
            unitBits: isSynchronized ? synchronizer.unitBits : UInt64(reach.codedLength) * 8)
    }

    /// The books: true after every ``consume(_:_:receivedAt:into:)``.
    public var balance: LinkBalance {
        var balance = delivery.balance
        balance.pendingBits = octetsIn * 8 - position
        balance.pendingOctets = channels.pendingOctets + accessPoints.pendingOctets
        balance.symbols = symbolBalance
        return balance
    }

    /// Counts since the decoder was made.
    public var statistics: LinkStatistics { delivery.statistics }

    /// State of the frame synchronizer; LOCK for framings that have none.
    public var state: SynchronizerState {
        if case .synchronized = parameters.framing { synchronizer.state } else { .lock }
    }

    /// Takes the octets of `range` in `slab`, received by `time`, and appends what they give
    /// to `batch`.
    ///
    /// The decoder keeps the slab as long as it needs it; its octets must not change.
    ///
    /// - Precondition: at most ``maximumChunk`` octets, and `batch` is emptied
    ///   (``PacketBatch/removeAll()``)
    ///   after each chunk or few.
    public mutating func consume(
        _ slab: Slab, _ range: Range<Int>, receivedAt time: ReceptionTime,
        into batch: inout PacketBatch
    ) {
        precondition(range.count <= LinkDecoder.maximumChunk, "chunk over maximumChunk")
        precondition(!isFinished, "the stream was finished")
        swap(&batch, &delivery.batch)
        defer { swap(&batch, &delivery.batch) }
        if delivery.batch.slabs.isEmpty { arena.rewind() }
        let (slab, data) = unwrap(slab, range)
        let received = octetsReceived
        octetsReceived += UInt64(range.count)
        if stage?.decoder == nil {
            delivery.balance.bitsIn += UInt64(range.count) * 8
            let kind: StrippedKind = parameters.wrapper.status == .none ? .wrapper : .status
            delivery.balance.strippedBits[kind] += UInt64(range.count - data.count) * 8
        }
        forgetChunks()
        if stage != nil {
            clock.append(start: symbolOctets, count: data.count, received: received, at: time)
            symbolOctets += UInt64(data.count)
            consumeSymbols(slab, data)
        } else {
            clock.append(start: octetsIn, count: data.count, received: received, at: time)
            octetsIn += UInt64(data.count)
            if case .opaque = parameters.framing {
                chunk(slab, data)
            } else if !data.isEmpty {
                advance(slab, data)
            }
        }
        settle()
    }

    /// What was remembered by where it lies is remembered by itself from now on: between two
    /// chunks the decoder holds no slab but its own and that of ``lastFrame``.
    mutating func settle() {
        channels.settle()
        delivery.settle()
    }

    /// Takes the wrappers' octets off a chunk; one shorter than its wrapper is all wrapper.
    private mutating func unwrap(_ slab: Slab, _ range: Range<Int>) -> (Slab, Range<Int>) {
        if unwrapper != nil {
            var errors = delivery.statistics.lineErrors
            defer { delivery.statistics.lineErrors = errors }
            return unwrapper?.unwrap(slab, range, errors: &errors) ?? (slab, range)
        }
        let wrapper = parameters.wrapper
        guard wrapper.before + wrapper.after > 0 else { return (slab, range) }
        let start = min(range.upperBound, range.lowerBound + wrapper.before)
        return (slab, start..<max(start, range.upperBound - wrapper.after))
    }

    /// Goes on with the stream: first over the seam between the carry and the new octets, then
    /// in the slab itself, where frames can stay.
    mutating func advance(_ slab: Slab, _ data: Range<Int>) {
        var start = data.lowerBound
        if carry.count > 0 {
            let seam = octetsIn - UInt64(data.count)
            let joined = min(data.count, carry.lookahead)
            carry.append(slab, start..<start + joined)
            let isWhole = joined == data.count
            step(
                carry.window(end: seam + UInt64(joined)), until: isWhole ? .max : seam * 8)
            precondition(isWhole || position >= seam * 8, "a step looked further than lookahead")
            if isWhole {
                carry.removeFirst(carry.count - Int(seam + UInt64(joined) - position / 8))
                return
            }
            start = data.lowerBound + Int(position / 8 - seam)
            carry.removeFirst(carry.count)
        }
        step(
            StreamWindow(
                slab: slab, start: start, count: data.upperBound - start,
                origin: octetsIn - UInt64(data.upperBound - start), isStable: true),
            until: .max)
        let rest = Int(octetsIn - position / 8)
        if rest > 0 { carry.append(slab, data.upperBound - rest..<data.upperBound) }
    }

    /// Decides on everything in `window` that can be decided on and begins before bit `limit`.
    mutating func step(_ window: StreamWindow, until limit: UInt64) {
        switch parameters.framing {
        case .synchronized: while position < limit, synchronize(window) {}
        case .fixedFrames: while position < limit, fixedFrame(window) {}
        case .lengthPrefixed, .kiss, .slip, .cobs, .hdlc, .fprime, .mavlink:
            while position < limit, framed(window) {}
        case .packets: while position < limit, barePacket(window) {}
        case .opaque: break
        }
    }
}

/// The frame that was last found, kept to drop repeats of it.
struct RecentFrame: Sendable {
    var slab: Slab
    var offset: Int
    var length: Int
}

/// How far one step of the decoder looks.
struct DecoderReach {
    /// Octets of a frame with its parity; for records of any length, the longest.
    let codedLength: Int
    let lookahead: Int

    /// Room for vector loads and bits that straddle octets.
    private static let margin = 64

    init(_ parameters: ManagedParameters, _ framers: RecordFramers) {
        let parity = parameters.coding.parityLength
        let margin = DecoderReach.margin
        switch parameters.framing {
        case .synchronized(let sync):
            codedLength = parameters.frame.length + parity
            let unit =
                max(codedLength, sync.frameStartsBefore) + (sync.marker.bitCount + 7) / 8
            // A failed frame, the frame that begins inside it, and the marker that follows.
            lookahead = 3 * unit + sync.frameStartsBefore + margin
        case .fixedFrames:
            codedLength = parameters.frame.length + parity
            lookahead = codedLength + margin
        case .lengthPrefixed, .kiss, .slip, .cobs, .hdlc, .fprime, .mavlink:
            codedLength = framers.maximumLength
            lookahead = framers.lookahead + margin
        case .packets:
            codedLength = parameters.packets.maximumLength
            lookahead =
                PacketExtractionState.chain
                * (parameters.packets.maximumLength + parameters.packets.octetsBefore) + margin
        case .opaque:
            codedLength = LinkDecoder.maximumChunk
            lookahead = margin
        }
    }
}
