import ChannelCoding

/// What stands in front of the search for markers: the convolutional code, and NRZ-M or NRZ-S.
struct SymbolStage: Sendable {
    /// `nil`: received octets are bits.
    private(set) var decoder: ConvolutionalDecoder?
    private var differential: DifferentialDecoder?
    /// Where decoded octets lie: frames may stay there.
    private var arena: FrameArena
    private var bits: [UInt8] = []

    /// Received octets that are decoded at once; their bits fit into a slab of the arena.
    static let piece = 64 * 1024

    /// A stretch of the decoded stream.
    struct Output {
        let slab: Slab
        let range: Range<Int>
    }

    /// - Returns: `nil` where octets are decoded as they are received. Chunks that are frames
    ///   are no stream.
    init?(_ parameters: ManagedParameters) {
        let coding = parameters.coding
        guard coding.convolutional != nil || coding.differential != nil,
            parameters.framing != .opaque
        else { return nil }
        decoder = coding.convolutional.map {
            ConvolutionalDecoder(code: $0.code, symbols: $0.symbols, modulation: $0.modulation)
        }
        differential = coding.differential.map(DifferentialDecoder.init)
        arena = FrameArena(
            slabCapacity: LinkDecoder.arenaSlabCapacity, maximumKept: LinkDecoder.arenaSlabsKept)
    }

    /// Decodes at most ``piece`` octets.
    mutating func decode(_ slab: Slab, _ range: Range<Int>) -> Output {
        guard decoder != nil else { return differentiate(slab, range) }
        bits.removeAll(keepingCapacity: true)
        decoder?.decode(slab.octets(range), into: &bits)
        return store()
    }

    /// The stream was broken, or has ended: what is left of it.
    mutating func finish() -> Output {
        bits.removeAll(keepingCapacity: true)
        decoder?.finish(into: &bits)
        defer { differential?.reset() }
        return store()
    }

    /// Changes of the alignment since the last time.
    mutating func takeChanges() -> [SymbolChange] {
        guard let changes = decoder?.changes, !changes.isEmpty else { return [] }
        decoder?.removeChanges()
        return changes
    }

    /// Decoded bits move to the arena.
    private mutating func store() -> Output {
        let count = bits.count
        let offset = arena.reserve(count)
        unsafe arena.slab.withUnsafeMutableOctets(offset..<offset + count) { room in
            unsafe bits.withUnsafeBytes { bits in
                if unsafe differential?.decode(bits, into: room) == nil {
                    unsafe room.copyMemory(from: bits)
                }
            }
        }
        arena.commit(count)
        return Output(slab: arena.slab, range: offset..<offset + count)
    }

    private mutating func differentiate(_ slab: Slab, _ range: Range<Int>) -> Output {
        let offset = arena.reserve(range.count)
        let levels = unsafe slab.pointer(range)
        unsafe arena.slab.withUnsafeMutableOctets(offset..<offset + range.count) { room in
            unsafe differential?.decode(levels, into: room)
        }
        arena.commit(range.count)
        return Output(slab: arena.slab, range: offset..<offset + range.count)
    }
}
